import { essayText } from "./text-offsets.js";

const CONTEXT = 32; // UTF-16 code units on either side, as the server's own selectors carry

/** What a passage is to the server: its words, their surroundings, and its place in which revision. */
export function describe({ start, end }) {
  const text = essayText();
  return {
    revision: document.getElementById("essay").dataset.revision,
    start,
    end,
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT), start),
    suffix: text.slice(end, end + CONTEXT),
  };
}
