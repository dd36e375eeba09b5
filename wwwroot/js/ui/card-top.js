const EDGE = 8; // pixels kept free above and below a card

/**
 * Where the top of a card is in the window, so that its words are level with their line and the card is whole in view.
 * @param {number} line the middle of the line in the window
 * @param {number} words the middle of the card's first line of words, from its top
 * @param {number} height of the card
 * @param {{ top: number, bottom: number }} free the part of the window that nothing covers
 */
export function cardTop(line, words, height, { top, bottom }) {
  return Math.round(Math.max(top + EDGE, Math.min(line - words, bottom - EDGE - height)));
}

/** How far a page is scrolled so that the lines from `top` to `bottom` are between the edges of the free part; the first lines, if not all fit. */
export function scrollToShow(top, bottom, free) {
  const [over, under] = [free.top + EDGE - top, bottom + EDGE - free.bottom];
  if (under <= 0 && over <= 0) return 0;
  return under > 0 ? Math.min(under, -over) : -over;
}
