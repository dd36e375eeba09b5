import { cardTop, scrollToShow } from "/js/ui/card-top.js";
import { equal, isTrue, test } from "./check.js";

const FREE = { top: 48, bottom: 720 };

test("A card's words are level with their line where there is room", () => {
  equal(cardTop(376, 80, 200, FREE), 296);
});

test("A card is always whole in view if it fits, and its top if it does not", () => {
  for (let line = -2000; line <= 2000; line += 37) {
    for (const height of [100, 400, 655, 656, 657, 2000]) {
      const top = cardTop(line, 80, height, FREE);
      isTrue(top >= FREE.top + 8, `${line}, ${height}: the bar covers ${top}`);
      isTrue(top + height <= FREE.bottom - 8 || top === FREE.top + 8, `${line}, ${height}: ${top} is too low`);
    }
  }
});

test("A page is scrolled only if lines are covered, and then as little as shows them", () => {
  equal(scrollToShow(100, 160, FREE), 0);
  equal(scrollToShow(700, 760, FREE), 48);
  equal(scrollToShow(20, 80, FREE), -36);
});

test("The first line is shown if not all lines fit", () => {
  for (const top of [-500, 100, 690]) {
    equal(top - scrollToShow(top, top + 1000, FREE), FREE.top + 8, `from ${top}`);
  }
});
