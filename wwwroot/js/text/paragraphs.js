/** The upper pixels of the window, where the bar of the site may cover the text. */
export const BAR = 80;

/** The button of a paragraph or caption, which gets the focus of keyboard users; null if there is none. */
export function controlOf(paragraph) {
  return paragraph?.querySelector(":scope > .number, :scope > .pen") ?? null;
}

/** The number shown beside a paragraph; undefined if it has none. */
export function numberOf(paragraph) {
  return paragraph.querySelector(":scope > .number")?.textContent.trim();
}
