import { heightAbove } from "/js/ui/give-way.js";
import { equal, isTrue, test } from "./check.js";

const LINE = 20;
const CARD = { top: 305, bottom: 500 };
const itemAt = (top, count) => ({ box: { top, bottom: top + count * LINE }, lines: Array.from({ length: count }, (_, at) => ({ top: top + at * LINE, bottom: top + (at + 1) * LINE })) });

test("What does not meet the card is shown whole", () => {
  for (const { box, lines } of [itemAt(100, 10), itemAt(500, 3)]) equal(heightAbove(box, lines, CARD), null);
});

test("What begins above the card ends with a whole line, and what begins under it is not shown", () => {
  for (let top = 0; top < 500; top++) {
    const { box, lines } = itemAt(top, 20);
    const height = heightAbove(box, lines, CARD);
    if (height === null) continue;

    equal(height % LINE, 0);
    isTrue(height === 0 || top + height <= CARD.top, `${top}: the card covers its last line`);
    isTrue(top + height + LINE > CARD.top, `${top}: a line more would be above the card`);
  }
});
