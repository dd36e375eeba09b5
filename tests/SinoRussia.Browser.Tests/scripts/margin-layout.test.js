import { arranged } from "/js/reading/margin-layout.js";
import { equal, isTrue, test } from "./check.js";

const LINE = 33; // a line of the text, in pixels
const GAP = LINE / 3;
const FAR = 9 * LINE;
const NEVER = Infinity;

const footnote = (anchor, lines, { rank = 0, folded = 2 } = {}) => ({ anchor, height: 22 * lines, folded: 22 * Math.min(lines, folded), rank, isOwn: false });
const own = (anchor, lines) => ({ anchor, height: 22 * lines, folded: 22, rank: -1, isOwn: true });
const inOrder = items => items.sort((a, b) => a.anchor - b.anchor || b.isOwn - a.isOwn);

// A small seeded generator: every run tries the same values.
function dice(seed) {
  return most => (seed = (seed * 48271) % 2147483647) % most;
}

// Footnotes of any length and kind, some of the reader's own among them, on a page of any density.
function margins(rounds, act) {
  const random = dice(7);
  for (let round = 0; round < rounds; round++) {
    const [count, reach] = [random(60), 150 + random(900)];
    const items = Array.from({ length: count }, () => (random(5) === 0 ? own(GAP * random(reach), 1 + random(6)) : footnote(GAP * random(reach), 1 + random(10), { rank: [0, 1, 2, NEVER][random(4)], folded: 2 + random(2) })));
    act(inOrder(items), `round ${round}`);
  }
}

function heightOf(items, { folded }, index) {
  return folded.has(index) ? items[index].folded : items[index].height;
}

test("Items never overlap, and there is a third of a line between any two", () => margins(400, (items, about) => {
  const layout = arranged(items, LINE);
  equal(layout.tops.length, items.length, about);
  const order = items.map((_, index) => index).sort((a, b) => layout.tops[a] - layout.tops[b]);
  order.slice(1).forEach((index, at) => isTrue(layout.tops[index] >= layout.tops[order[at]] + heightOf(items, layout, order[at]) + GAP - 1.1, `${index} overlaps in ${about}`));
}));

test("The reader's own notes are level with their words, whatever is beside them, unless they are in each other's way", () => margins(400, (items, about) => {
  const { tops, folded } = arranged(items, LINE);
  const mine = items.map((_, index) => index).filter(index => items[index].isOwn);
  mine.forEach((index, at) => {
    const isFree = [mine[at - 1], mine[at + 1]].every(other => other === undefined || Math.abs(items[other].anchor - items[index].anchor) > 22 * 6 * 4);
    isTrue(!isFree || (tops[index] === items[index].anchor && !folded.has(index)), `${index} is not beside its words in ${about}`);
  });
}));

test("A correction is never folded", () => margins(400, (items, about) => {
  for (const index of arranged(items, LINE).folded) isTrue(items[index].rank !== NEVER, about);
}));

test("Nothing is folded where everything is near its words when whole, and nothing for less than two lines", () => margins(200, (items, about) => {
  const whole = arranged(items.map(item => (item.isOwn ? item : { ...item, rank: NEVER })), LINE);
  const { folded } = arranged(items, LINE);
  if (items.every(({ anchor, isOwn }, index) => isOwn || Math.abs(whole.tops[index] - anchor) <= FAR - LINE)) equal(folded.size, 0, about);
  for (const index of folded) isTrue(items[index].height - items[index].folded >= 4 * GAP - 1 || items[index].isOwn, about);
}));

test("Whatever has room is unfolded: if one more were whole, another would be too far away", () => margins(100, (items, about) => {
  const flowing = items.filter(({ isOwn }) => !isOwn);
  const { tops, folded } = arranged(flowing, LINE);
  const drifts = tops.map((top, index) => Math.abs(top - flowing[index].anchor));
  for (const index of folded) {
    const more = flowing.map((item, other) => ({ ...item, height: folded.has(other) && other !== index ? item.folded : item.height, rank: NEVER }));
    const tried = arranged(more, LINE).tops;
    isTrue(tried.some((top, other) => Math.abs(top - flowing[other].anchor) > Math.max(FAR, drifts[other]) - 2 * GAP), `${index} is folded for nothing in ${about}`);
  }
}));

test("The same items always have the same places", () => margins(50, (items, about) => {
  const [one, other] = [arranged(items, LINE), arranged(structuredClone(items), LINE)];
  equal(one.tops, other.tops, about);
  equal([...one.folded], [...other.folded], about);
}));

test("Items with enough space are at their anchors, and none is above the start", () => {
  equal(arranged([footnote(100, 2), footnote(900, 2)], LINE).tops, [100, 900]);
  equal(arranged([footnote(11, 4), footnote(22, 4)], LINE, 0).tops, [0, 99]);
  equal(arranged([footnote(11, 4)], LINE, 55).tops, [55]);
});

test("Two footnotes at one line are moved by the same, in whole thirds of a line", () => {
  equal(arranged([footnote(495, 2), footnote(495, 2)], LINE).tops, [473, 528]);
});

test("A footnote gives way to the reader's own note on its line, and may stand after one that is further down", () => {
  equal(arranged([own(330, 3), footnote(330, 2)], LINE).tops, [330, 407]);
  equal(arranged(inOrder([footnote(297, 4), own(330, 3)]), LINE).tops, [231, 330]);
  equal(arranged(inOrder([footnote(297, 4), own(330, 3)]), LINE, 297).tops, [407, 330]);
});

test("Footnotes that only confirm are folded first, contested ones last", () => {
  const foldedRanks = lines => {
    const crowd = [2, 0, 1, 0, 1, 2].map(rank => footnote(1100, lines, { rank }));
    return [...arranged(crowd, LINE).folded].map(index => crowd[index].rank).sort().join("");
  };
  equal([4, 5, 6, 8].map(foldedRanks), ["", "0", "00", "001"]);
});

test("So many of the reader's own at one place that they cannot be near it are folded to one line, and footnotes still find a place", () => {
  const items = inOrder([...Array.from({ length: 60 }, () => own(1100, 6)), footnote(1078, 3), footnote(1122, 3)]);
  const { tops, folded } = arranged(items, LINE);
  isTrue(folded.size > 20, `${folded.size} are folded`);
  isTrue(Math.max(...tops.filter((_, index) => !items[index].isOwn)) < 1100 + 60 * 143, `${tops}`);
});
