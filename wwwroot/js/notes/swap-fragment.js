import { replaceCard } from "./cards.js";
import { passageOf, rangeOf } from "../text/text-offsets.js";

/** Replaces each element that has the same id as an element of the fragment. */
export function swapFragment(fragment) {
  const selected = selectedPassage();
  for (const piece of [...fragment.children]) {
    const old = document.getElementById(piece.id);
    if (piece.matches(".note-card") && old?.matches(".note-card")) {
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
      document.body.append(piece); // the first tag suggestions
    }
  }
  document.getElementById("my-notes")?.toggleAttribute("hidden", !document.querySelector(".my-note"));
  restoreSelection(selected);
  document.dispatchEvent(new Event("swapped"));
}

// Adds new tags to the suggestions.
function addSuggestions(tags, fresh) {
  const known = new Set([...tags.options].map(({ value }) => value));
  tags.append(...[...fresh.options].filter(({ value }) => !known.has(value)));
}

// Keeps the focus on the same link.
function replace(old, fresh) {
  const address = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
  if (old.matches(".my-note")) fresh.style.cssText = old.style.cssText; // until the margin is laid out again, it stands where the old one stood
  old.replaceWith(fresh);
  if (address) fresh.querySelector(`[href="${address}"]`)?.focus({ preventScroll: true });
}

// Keeps the selection when its block is replaced.
function selectedPassage() {
  const selection = getSelection();
  return selection.isCollapsed ? null : passageOf(selection.getRangeAt(0));
}

function restoreSelection(passage) {
  const range = passage && getSelection().isCollapsed && rangeOf(passage);
  if (range) getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

// Inserts a new note among the reader's others, in the order of the text.
function insertInOrder(note) {
  const others = document.querySelector("#my-notes > ol");
  others?.insertBefore(note, [...others.children].find(other => Number(other.dataset.at) > Number(note.dataset.at)) ?? null);
}
