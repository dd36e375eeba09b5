import { replaceCard } from "./cards.js";
import { passageOf, rangeOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";

/** Puts every piece of a fragment in the place of the one with its id. */
export function swapFragment(fragment) {
  const selected = selectedPassage();
  for (const piece of [...fragment.children]) {
    const old = document.getElementById(piece.id);
    if (piece.id === "status") {
      announce(...piece.childNodes); // a live region that is itself replaced is not read out
    } else if (piece.matches(".note-card") && old?.matches(".note-card")) {
      replaceCard(old, piece);
    } else if (piece.matches("datalist") && old) {
      addSuggestions(old, piece);
    } else if (old) {
      replace(old, piece);
    } else if (piece.matches(".my-note:not([hidden])")) {
      insertInOrder(piece);
    } else if (piece.matches(".note-card")) {
      document.querySelector("[data-cards]")?.append(piece);
    } else if (piece.matches("datalist")) {
      document.body.append(piece); // the first tags to be suggested
    }
  }
  document.getElementById("my-notes")?.toggleAttribute("hidden", !document.querySelector(".my-note"));
  restoreSelection(selected);
  document.dispatchEvent(new Event("swapped"));
}

// What was written now is suggested from now on, beside what is suggested already.
function addSuggestions(tags, fresh) {
  const known = new Set([...tags.options].map(({ value }) => value));
  tags.append(...[...fresh.options].filter(({ value }) => !known.has(value)));
}

// Whoever was on a link in it is on the same link afterwards.
function replace(old, fresh) {
  const address = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
  old.replaceWith(fresh);
  if (address) fresh.querySelector(`[href="${address}"]`)?.focus({ preventScroll: true });
}

// Whoever is selecting words in a block while it is replaced keeps the selection.
function selectedPassage() {
  const selection = getSelection();
  return selection.isCollapsed ? null : passageOf(selection.getRangeAt(0));
}

function restoreSelection(passage) {
  const range = passage && getSelection().isCollapsed && rangeOf(passage);
  if (range) getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

// A new note takes its place among the reader's others, in the order of the text.
function insertInOrder(note) {
  const others = document.querySelector("#my-notes > ol");
  others?.insertBefore(note, [...others.children].find(other => Number(other.dataset.at) > Number(note.dataset.at)) ?? null);
}
