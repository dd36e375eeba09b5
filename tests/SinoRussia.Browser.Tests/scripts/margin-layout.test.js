import { arranged, placed } from "/js/reading/margin-layout.js";
import { equal, isTrue, test } from "./check.js";

const GAP = 14;

// A small seeded generator: every run tries the same values.
function dice(seed) {
  return most => (seed = (seed * 48271) % 2147483647) % most;
}

test("Notes of any height and position are placed in order without overlap, and the active one at its position", () => {
  const random = dice(7);
  for (let round = 0; round < 300; round++) {
    const items = Array.from({ length: random(60) }, () => ({ anchor: random(9000), height: 20 + random(400), folded: 20, voice: random(2) }))
      .sort((a, b) => a.anchor - b.anchor);
    const active = items.length ? random(items.length + 1) - 1 : -1;
    const { tops, folded } = arranged(items, active);
    const about = `round ${round}, ${JSON.stringify(items)} (${active}): ${tops}`;
    equal(tops.length, items.length, about);
    tops.forEach((top, i) => {
      const above = i > 0 && (folded.has(i - 1) ? items[i - 1].folded : items[i - 1].height);
      isTrue(i === 0 || top >= tops[i - 1] + above + GAP - 0.1, `overlap in ${about}`);
    });
    isTrue(active < 0 || Math.abs(tops[active] - items[active].anchor) <= 0.5, `the active one moved in ${about}`);
    isTrue(!folded.has(active), `the active one is folded in ${about}`);
  }
});

test("Notes with enough space are at their positions", () => {
  equal(placed([{ anchor: 100, height: 50 }, { anchor: 900, height: 50 }]), [100, 900]);
});

test("Two notes at one position are each moved by half", () => {
  equal(placed([{ anchor: 500, height: 50 }, { anchor: 500, height: 50 }]), [500 - (50 + GAP) / 2, 500 + (50 + GAP) / 2]);
});

test("Only the active note can be above the page", () => {
  equal(placed([{ anchor: 10, height: 100 }, { anchor: 20, height: 100 }]), [0, 100 + GAP]);
  equal(placed([{ anchor: 10, height: 100 }, { anchor: 20, height: 100 }], 1).map(Math.round), [20 - 100 - GAP, 20]);
});

test("Where notes are crowded, the longest of the reader's own are folded first", () => {
  const crowd = Array.from({ length: 8 }, (_, i) => ({ anchor: 1000, height: 150 + i, folded: 20, voice: i % 2 }));
  const { folded } = arranged(crowd);
  isTrue(folded.has(7), `the longest of the reader's own stays whole: ${[...folded]}`);
  isTrue([...folded].every(index => crowd[index].voice === 1) || [1, 3, 5, 7].every(index => folded.has(index)), `one of the editor's was folded before: ${[...folded]}`);
});
