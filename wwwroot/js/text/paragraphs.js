/** The button of a paragraph or caption, which gets the focus of keyboard users; null if there is none. */
export function controlOf(home) {
  return home?.querySelector(":scope > .number, :scope > .pen") ?? null;
}

/** The number shown beside a paragraph; undefined if it has none. */
export function numberOf(home) {
  return home.querySelector(":scope > .number")?.textContent.trim();
}
