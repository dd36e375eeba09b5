import { elementAt, essayText } from "./text-offsets.js";

const CONTEXT = 32; // UTF-16 code units on either side, as the server's own selectors carry
const LONGEST_FRAGMENT = 240;

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

/** A link to a passage: the paragraph's own address, then the browser's text fragment. Nothing is stored, nobody named. */
export function linkTo(target) {
  const home = elementAt(target);
  const lines = target.exact.split("\n");
  const isWhole = lines.length === 1 && target.exact.length <= LONGEST_FRAGMENT;
  const fragment = isWhole ? encoded(target.exact) : `${encoded(firstWords(lines[0]))},${encoded(lastWords(lines.at(-1)))}`;
  return new URL(`${pathOf(home)}:~:text=${fragment}`, document.baseURI).href;
}

/** How the reader is told where that is. */
export function placeOf(target) {
  const home = elementAt(target);
  const number = home.querySelector(".number")?.textContent;
  return number ? `paragraph ${number}` : "this passage";
}

function pathOf(home) {
  const base = document.body.dataset.base;
  if (home.matches("h2")) return `${base}s/${home.parentElement.id}#${home.id}`;
  return home.closest("[role=doc-endnotes]") ? `${base}#${home.id}` : `${base}p/${home.id}#${home.id}`;
}

function firstWords(text) {
  return text.split(" ").slice(0, 5).join(" ");
}

function lastWords(text) {
  return text.split(" ").slice(-5).join(" ");
}

// A dash has a meaning of its own in a text fragment, which encodeURIComponent does not know of.
function encoded(text) {
  return encodeURIComponent(text).replaceAll("-", "%2D");
}
