// What is not on the server yet is painted here, and looks unsure, over what the server painted: marks and changes that wait,
// and drafts where they were begun. What is saved, the server paints.
import { deleteDraft, draftEvents, drafts } from "./drafts.js";
import { fillForm, readForm } from "./form-draft.js";
import { replaceCard, textFieldsOf } from "./cards.js";
import { announce } from "../ui/announce.js";
import { isCreation, outbox, waiting } from "../outbox/outbox.js";
import { setHighlight } from "../text/css-highlights.js";
import { rangeOf, uniqueRangeOf } from "../text/text-offsets.js";
import { button, element } from "../ui/element.js";
import { styled } from "../ui/more-styles.js";

const changedMarks = new Map(); // marks that were given another look, and what the server wrote on them
const originals = new WeakMap(); // the same for cards, which are replaced as a whole
const filledIn = new WeakMap(); // what was put into which form
const highlights = new Map(); // names and ranges of passing highlights
const changedNotes = new Map(); // the same for the notes beside the text
const ranges = new Map(); // where marks that wait are painted: ids and ranges

export function startPendingOverlay() {
  outbox.addEventListener("change", renderPending);
  draftEvents.addEventListener("change", renderPending);
  draftEvents.addEventListener("unkept", () => announce("This browser keeps no drafts: save before you leave the page."));
  document.getElementById("essay")?.addEventListener("click", openPending);
  renderPending();
}

/** Paints it all anew; to be called when something else came into the page. */
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
  for (const [name, ranges] of highlights) setHighlight(name, ...ranges);
}

// What is to become of an annotation when all that waits is sent.
function pendingState({ id, kind, colour, words, tags, quote, target, isTried }, before) {
  return {
    id,
    isGone: kind === "Delete",
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
  for (const marker of document.querySelectorAll(".unsaved")) {
    const home = marker.parentNode;
    marker.remove();
    home.normalize();
  }
  for (const name of highlights.keys()) setHighlight(name);
  changedMarks.clear();
  changedNotes.clear();
  highlights.clear();
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

// A mark that waits is there to be clicked like any other: it gets another colour, or words.
function openPending({ target, clientX, clientY }) {
  if (target.closest("a, button, mark") || !getSelection().isCollapsed) return;

  const id = [...ranges].findLast(([, range]) => [...range.getClientRects()].some(box => isIn(box, clientX, clientY)))?.[0];
  const entry = waiting.findLast(one => one.id === id && isCreation(one));
  if (entry) document.querySelector("passage-toolbar")?.open(entry);
}

function isIn({ left, right, top, bottom }, x, y) {
  return left <= x && x <= right && top <= y && y <= bottom;
}

function addHighlight(name, range) {
  highlights.set(name, [...(highlights.get(name) ?? []), range]);
}

function rangeBehind(id) {
  const link = document.querySelector(`#essay .mark-link[data-annotation="${id}"]`);
  const range = document.createRange();
  range.setStartAfter(link);
  return range;
}

// After an edit of the essay the offsets are of another text: then only words that stand there once are painted.
function rangeFor(target) {
  const essay = document.getElementById("essay");
  if (!essay || !target) return null;

  return target.revision === essay.dataset.revision ? rangeOf(target) : target.exact ? uniqueRangeOf(target.exact) : null;
}

function putMarker(range, words, act) {
  const marker = button(words, event => {
    event.stopPropagation();
    act();
  }, { className: "unsaved" });
  marker.dataset.apparatus = "";
  const end = range.cloneRange();
  end.collapse(false);
  end.insertNode(marker);
  marker.parentNode.closest("a")?.after(marker); // a link holds no button
}

function applyToNote(note, state) {
  const body = note.querySelector(".note-body");
  if (!state || !body) return;

  changedNotes.set(note, body);
  note.hidden = state.isGone || state.words === "";
  body.replaceWith(state.words ? element("div", { className: "note-body as-typed", dir: "auto" }, state.words) : body.cloneNode(true));
}

function applyPending(card, state) {
  const look = state && JSON.stringify([state.isGone, state.colour, state.words, state.tags]);
  if (card.dataset.look === look) return;

  const original = originals.get(card) ?? card;
  replaceCard(card, state ? pendingCard(original, state, look) : original);
}

function pendingCard(original, { isGone, colour, words, tags }, look) {
  const card = original.cloneNode(true);
  originals.set(card, original);
  card.dataset.look = look;
  card.hidden = isGone;
  if (colour) card.dataset.colour = colour;
  for (const choice of card.querySelectorAll("[name=colour]")) choice.checked = choice.defaultChecked = choice.value.toLowerCase() === card.dataset.colour;
  if (words !== undefined) writeNote(card, words);
  if (tags !== undefined) writeTags(card, [...new Set(tags.split(",").map(tag => tag.trim()).filter(Boolean))]);
  for (const field of textFieldsOf(card)) field.value = field.defaultValue;
  const edit = card.querySelector("details.edit");
  if (edit) edit.open = false;
  card.append(element("p", { className: "unsaved-state" }, "Not saved yet"));
  return card;
}

// As it was typed: only the server reads Markdown.
function writeNote(card, words) {
  const body = card.querySelector(".note-body") ?? element("div", { className: "note-body", dir: "auto" });
  if (!body.isConnected && !card.contains(body)) card.querySelector(".quotation").after(body);
  body.classList.add("as-typed");
  body.textContent = words;
  body.hidden = !words;
  const field = card.querySelector("textarea");
  if (field) field.value = field.defaultValue = words;
}

// Whoever goes on writing sends them along: what is not in the form would be taken off.
function writeTags(card, tags) {
  card.querySelector(":scope > .tags")?.remove();
  const fields = card.querySelector(".tags-field");
  fields.querySelector("fieldset")?.remove();
  if (tags.length === 0) return;

  card.querySelector(".note-place").before(element("p", { className: "tags" }, ...tags.map(tag => element("span", { className: "tag", dir: "auto" }, tag))));
  fields.prepend(element("fieldset", { className: "tags" }, element("legend", {}, "Tags"), ...tags.map(value =>
    element("label", { className: "tag" }, element("input", { type: "checkbox", name: "tags", value, defaultChecked: true }), " ", element("span", { dir: "auto" }, value)))));
}

function offerDraft(name, draft) {
  if (waiting.some(entry => entry.draft === name)) return;

  const field = document.querySelector(`[id="${name}"] textarea, [data-draft="${name}"] textarea`);
  if (field) fillIn(field, name, draft);
  else if (draft.target) offerAtPassage(name, draft);
  else offerAtMark(draft);
}

function fillIn(field, name, draft) {
  const { form } = field;
  const before = JSON.stringify(readForm(form));
  if (before !== (filledIn.get(form) ?? JSON.stringify({ words: field.defaultValue, tags: "", chosen: [], off: [] }))) return; // there is something newer in it
  if (form.contains(document.activeElement) && document.hasFocus()) return;

  fillForm(form, draft);
  const after = JSON.stringify(readForm(form));
  filledIn.set(form, after);
  if (before === after) return;

  const edit = field.closest("details");
  if (edit) edit.open = true;
  form.querySelector(".draft-offer")?.remove();
  field.before(element("p", { className: "draft-offer" }, `${draft.reason ?? "You wrote this earlier and have not saved it."} `, button("Discard draft", () => {
    form.reset();
    filledIn.delete(form);
    form.querySelector(".draft-offer").remove();
    deleteDraft(name);
  })));
}

function offerAtPassage(name, draft) {
  const toolbar = document.querySelector("passage-toolbar");
  const range = toolbar && toolbar.draftName !== name && rangeFor(draft.target);
  if (!range) return;

  addHighlight("unsure-draft", range);
  putMarker(range, "draft", () => toolbar.open(draft));
}

function offerAtMark({ id }) {
  const link = document.querySelector(`#essay .mark-link[data-annotation="${id}"]`);
  if (link) putMarker(rangeBehind(id), "draft", () => link.click());
}
