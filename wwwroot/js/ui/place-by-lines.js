const GAP = 10; // pixels between the lines and the element
const EDGE = 8; // pixels kept free at the edges of the window

/** Places an element above these lines, or below them if there is no room. It scrolls with them. */
export function placeByLines(element, lines) {
  const last = lines[lines.length - 1];
  if (!last) return;

  const above = lines[0].top - element.offsetHeight - GAP;
  const y = above > EDGE ? above : last.bottom + GAP;
  const x = Math.max(EDGE, Math.min(last.right - element.offsetWidth / 2, innerWidth - element.offsetWidth - EDGE));
  element.style.setProperty("--x", `${x + scrollX}px`);
  element.style.setProperty("--y", `${y + scrollY}px`);
}
