/** The control of a paragraph or caption, from which whoever uses keys goes on; null where there is none. */
export function controlOf(home) {
  return home?.querySelector(":scope > .number, :scope > .pen") ?? null;
}

/** The number of a paragraph as it stands beside it; undefined for what has none. */
export function numberOf(home) {
  return home.querySelector(":scope > .number")?.textContent.trim();
}
