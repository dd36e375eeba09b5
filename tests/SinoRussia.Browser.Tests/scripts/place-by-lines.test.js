import { placeOf } from "/js/ui/place-by-lines.js";
import { equal, isTrue, test } from "./check.js";

const size = { width: 500, height: 44 };
const column = { left: 262, right: 892 };
const screen = { width: 1280, height: 800 };
const line = (left, right, top) => ({ left, right, top, bottom: top + 28 });

test("It stands over the middle of the selected part of the first line", () => {
  equal(placeOf([line(500, 700, 400)], column, size, screen), { x: 350, y: 346, notch: 250, isBelow: false });
  equal(placeOf([line(800, 892, 400), line(262, 300, 433)], column, size, screen), { x: 392, y: 346, notch: 454, isBelow: false });
});

test("A line of several pieces counts as one", () => {
  const pieces = [line(500, 540, 400), { left: 540, right: 560, top: 404, bottom: 420 }, line(560, 700, 400), line(262, 900, 433)];
  equal(placeOf(pieces, column, size, screen), placeOf([line(500, 700, 400)], column, size, screen));
});

test("Without room above it stands under the last line", () => {
  equal(placeOf([line(500, 700, 40), line(262, 462, 73)], column, size, screen), { x: 262, y: 111, notch: 100, isBelow: true });
});

test("It stays in the window when the passage goes on above and below it", () => {
  equal(placeOf([line(262, 892, -300), line(262, 462, 1200)], column, size, screen).y, 800 - 8 - size.height);
  equal(placeOf([line(262, 892, 20), line(262, 462, 230)], column, { width: 304, height: 82 }, { width: 320, height: 256 }).y, 256 - 8 - 82);
});

test("It stays in the column, and its notch points at the words", () => {
  for (let left = column.left; left < column.right - 10; left += 7) {
    for (const width of [10, 60, 200]) {
      const right = Math.min(left + width, column.right);
      const { x, notch } = placeOf([line(left, right, 400)], column, size, screen);
      isTrue(x >= column.left && x + size.width <= column.right, `${left}: ${x}`);
      isTrue(notch >= 16 && notch <= size.width - 16, `${left}: ${notch}`);
      isTrue(x + notch >= Math.min(left, column.right - 16) && x + notch <= Math.max(right, column.left + 16), `${left} to ${right}: ${x + notch}`);
    }
  }
});

test("In a column that is too narrow it stays in the window", () => {
  for (const left of [928, 1000, 1200]) {
    const { x } = placeOf([line(left, left + 40, 400)], { left: 928, right: 1248 }, size, screen);
    equal(x, 1280 - 8 - size.width);
  }
  equal(placeOf([line(30, 60, 400)], { left: 20, right: 340 }, size, { width: 360, height: 640 }).x, 8);
});
