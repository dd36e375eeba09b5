const GAP = 10; // pixels between the lines and the element
const EDGE = 8; // pixels kept free at the edges of the window
const CORNER = 16; // pixels between the notch and the nearer corner

/** Places an element above these lines, or below them if there is no room, but not below the window. It stays within the column of the text and scrolls with it. */
export function placeByLines(element, lines, text) {
  if (lines.length === 0) return;

  const size = { width: element.offsetWidth, height: element.offsetHeight };
  const { x, y, notch, isBelow } = placeOf([...lines], text.getBoundingClientRect(), size, { width: document.documentElement.clientWidth, height: innerHeight });
  element.style.setProperty("--x", `${x + scrollX}px`);
  element.style.setProperty("--y", `${y + scrollY}px`);
  element.style.setProperty("--notch", `${notch}px`);
  element.toggleAttribute("data-below", isBelow);
}

/**
 * Where an element of this size stands, in the window: its middle over the selected part of the first line, or under that of the last one; and where its
 * notch is, from its own left edge.
 * @param {{ left: number, right: number, top: number, bottom: number }[]} lines pieces of lines, in the order of the text
 * @param {{ left: number, right: number }} column
 * @param {{ width: number, height: number }} window
 */
export function placeOf(lines, column, { width, height }, window) {
  const first = pieceOf(lines, lines[0]);
  const isBelow = first.top - height - GAP <= EDGE;
  const line = isBelow ? pieceOf(lines, lines.at(-1)) : first;
  const middle = (line.left + line.right) / 2;
  const inColumn = Math.max(column.left, Math.min(middle - width / 2, column.right - width));
  const x = Math.max(EDGE, Math.min(inColumn, window.width - width - EDGE));
  const notch = Math.max(CORNER, Math.min(middle - x, width - CORNER));
  const lowest = window.height - height - EDGE; // for a passage that goes on below the window
  return { x, y: isBelow ? Math.min(line.bottom + GAP, lowest) : line.top - height - GAP, notch, isBelow };
}

// All pieces of the line in which this piece is: a line has several where marks or links begin.
function pieceOf(lines, piece) {
  const middle = (piece.top + piece.bottom) / 2;
  const same = lines.filter(({ top, bottom }) => top < middle && middle < bottom);
  return {
    left: Math.min(...same.map(({ left }) => left)),
    right: Math.max(...same.map(({ right }) => right)),
    top: Math.min(...same.map(({ top }) => top)),
    bottom: Math.max(...same.map(({ bottom }) => bottom)),
  };
}
