// Temporary highlights: a selection, marks that are not saved yet. The server renders saved marks.

/** Highlights exactly these ranges under a name that the stylesheet knows. Null stands for words that are not on the page. */
export function setHighlight(name, ...found) {
  const ranges = found.filter(Boolean);
  const highlights = globalThis.CSS?.highlights;
  highlights?.get(name)?.clear(); // WebKit keeps showing ranges that a highlight holds when it is replaced or deleted
  if (ranges.length > 0) highlights?.set(name, new Highlight(...ranges));
  else highlights?.delete(name);
}
