const GAP = 10; // pixels between the lines and what is placed by them
const EDGE = 8; // pixels that stay free at the window's edges

/** Places an element above these lines, or below them where the window leaves no room. It scrolls along with them. */
export function placeByLines(element, lines) {
  const last = lines[lines.length - 1];
  if (!last) return;

  const above = lines[0].top - element.offsetHeight - GAP;
  const y = above > EDGE ? above : last.bottom + GAP;
  const x = Math.max(EDGE, Math.min(last.right - element.offsetWidth / 2, innerWidth - element.offsetWidth - EDGE));
  element.style.setProperty("--x", `${x + scrollX}px`);
  element.style.setProperty("--y", `${y + scrollY}px`);
}
