// Shows what is not on the server yet over what the server rendered: unsent marks and changes, and drafts where they were started.
// It looks provisional. Everything saved is rendered by the server.
import { writeOn } from "./annotate.js";
import { offerDraft } from "./draft-offers.js";
import { draftEvents, drafts } from "./drafts.js";
import { addHighlight, clearOverlay, putMarker, rangeBehind, rangeFor, showHighlights } from "./overlay-layer.js";
import { applyPending } from "./pending-cards.js";
import { isCreation, outbox, waiting } from "../outbox/outbox.js";
import { announce } from "../ui/announce.js";
import { element } from "../ui/element.js";
import { styled } from "../ui/more-styles.js";

const changedMarks = new Map(); // changed marks, with what the server rendered
const changedNotes = new Map(); // changed notes beside the text, with what the server rendered
const ranges = new Map(); // of unsent marks, by id

export function startPendingOverlay() {
  outbox.addEventListener("change", renderPending);
  draftEvents.addEventListener("change", renderPending);
  draftEvents.addEventListener("unkept", () => announce("This browser cannot store drafts. Save before you leave the page."));
  document.getElementById("essay")?.addEventListener("click", openPending);
  renderPending();
}

/** Renders the overlay again. Call it after other content came into the page. */
export function renderPending() {
  if (waiting.length > 0 || drafts.size > 0) styled();
  clear();
  const states = new Map();
  for (const entry of waiting) if (entry.id) states.set(entry.id, pendingState(entry, states.get(entry.id)));
  const marked = new Set([...document.querySelectorAll("#essay .mark-link")].map(link => link.dataset.annotation));
  for (const mark of document.querySelectorAll("#essay [data-annotation]")) applyToMark(mark, states);
  for (const state of states.values()) renderMark(state, marked.has(state.id));
  for (const note of document.querySelectorAll(".my-note:not([hidden])")) applyToNote(note, states.get(note.dataset.annotation));
  for (const card of document.querySelectorAll(".note-card")) applyPending(card, states.get(card.id.slice("card-".length)));
  for (const [name, draft] of drafts) offerDraft(name, draft);
  showHighlights();
}

// The state of an annotation after all its pending entries.
function pendingState({ id, kind, tab, colour, words, tags, quote, target, isTried }, before) {
  return {
    id,
    isGone: kind === "Delete",
    tab,
    isTried: before?.isTried || isTried,
    colour: colour ?? before?.colour,
    words: words ?? before?.words,
    tags: tags ?? before?.tags,
    quote: before?.quote ?? quote,
    target: before?.target ?? target,
  };
}

function clear() {
  for (const [mark, was] of changedMarks) setLook(mark, was);
  for (const [note, body] of changedNotes) {
    note.hidden = false;
    note.querySelector(".note-body")?.replaceWith(body);
  }
  clearOverlay();
  changedMarks.clear();
  changedNotes.clear();
  ranges.clear();
}

function applyToMark(mark, states) {
  const ids = mark.dataset.annotation.split(" ");
  if (!ids.some(id => states.has(id))) return;

  const left = ids.filter(id => !states.get(id)?.isGone);
  const colours = left.map(id => states.get(id)?.colour ?? document.querySelector(`#essay .mark-link[data-annotation="${id}"]`)?.dataset.colour);
  changedMarks.set(mark, { ...mark.dataset, hidden: mark.hidden });
  setLook(mark, { hidden: mark.hidden || (left.length === 0 && !mark.matches("mark")), annotation: left.join(" "), colour: colours.at(-1), under: colours.at(-2), state: "unsure" });
}

function setLook(mark, look) {
  mark.hidden = look.hidden;
  for (const name of ["annotation", "colour", "under", "state"]) {
    if (look[name]) mark.dataset[name] = look[name];
    else delete mark.dataset[name];
  }
}

function renderMark({ id, isGone, isTried, colour, target }, isMarked) {
  if (isGone) return;

  const range = isMarked ? rangeBehind(id) : rangeFor(target);
  if (!range) return;

  if (!isMarked) {
    addHighlight(`unsure-${colour}`, range);
    ranges.set(id, range);
  }
  if (isTried) putMarker(range, "not saved yet", () => document.getElementById("unsent").showPopover?.());
}

// An unsent mark can be clicked, to change its colour or write a note.
function openPending({ target, clientX, clientY }) {
  if (target.closest("a, button, mark") || !getSelection().isCollapsed) return;

  const id = [...ranges].findLast(([, range]) => [...range.getClientRects()].some(box => isIn(box, clientX, clientY)))?.[0];
  const entry = waiting.findLast(one => one.id === id && isCreation(one));
  if (entry) writeOn(entry);
}

function isIn({ left, right, top, bottom }, x, y) {
  return left <= x && x <= right && top <= y && y <= bottom;
}

function applyToNote(note, state) {
  const body = note.querySelector(".note-body");
  if (!state || !body) return;

  changedNotes.set(note, body);
  note.hidden = state.isGone || state.words === "";
  body.replaceWith(state.words ? element("div", { className: "note-body as-typed", dir: "auto" }, state.words) : body.cloneNode(true));
}
