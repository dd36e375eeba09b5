import { essayText } from "./text-offsets.js";

const CONTEXT = 32; // UTF-16 code units on each side, as in the server's own selectors

/** The target that the server stores for a passage: its words, their context, and its position in this revision. */
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
