// Paint over words that comes and goes: a selection being made, marks that wait. What is saved, the server paints.

/** Paints these ranges, and these alone, as the stylesheet says of the name; null stands for words that are not on the page. */
export function setHighlight(name, ...found) {
  const ranges = found.filter(Boolean);
  const highlights = globalThis.CSS?.highlights;
  highlights?.get(name)?.clear(); // WebKit leaves on the page what a highlight still holds when it is replaced or taken off
  if (ranges.length > 0) highlights?.set(name, new Highlight(...ranges));
  else highlights?.delete(name);
}
