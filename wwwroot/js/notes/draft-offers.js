import { writeOn } from "./annotate.js";
import { openForm, textFieldsOf } from "./cards.js";
import { deleteDraft, draftEvents, drafts, saveDraft } from "./drafts.js";
import { fillForm, readForm } from "./form-draft.js";
import { addHighlight, putMarker, rangeBehind, rangeFor } from "./overlay-layer.js";
import { offerUndo } from "./undo.js";
import { waiting } from "../outbox/outbox.js";
import { announce } from "../ui/announce.js";
import { button, element } from "../ui/element.js";

const filledIn = new WeakMap(); // what was filled into each form

export function offerDraft(name, draft) {
  if (waiting.some(entry => entry.draft === name)) return;

  const field = document.querySelector(`[id="${name}"] textarea, [data-draft="${name}"] textarea`);
  if (field) fillIn(field, name, draft);
  else if (draft.target) offerAtPassage(name, draft);
  else offerAtMark(draft);
}

function fillIn(field, name, draft) {
  const { form } = field;
  const before = JSON.stringify(readForm(form));
  if (before !== (filledIn.get(form) ?? JSON.stringify({ words: field.defaultValue, tags: "", chosen: [], off: [] }))) return; // the reader wrote something newer
  if (form.contains(document.activeElement) && document.hasFocus()) return;

  fillForm(form, draft);
  for (const one of textFieldsOf(form)) one.dataset.filled = one.value;
  const after = JSON.stringify(readForm(form));
  filledIn.set(form, after);
  if (before === after) return;

  openForm(field);
  offerToDiscard(field, name, draft.reason ?? "You wrote this earlier and did not save it.");
}

/** Says above a field that its words are not saved, and offers to discard them. */
export function offerToDiscard(field, name, why) {
  const { form } = field;
  form.querySelector(".draft-offer")?.remove();
  field.before(element("p", { className: "draft-offer" }, `${why} `, button("Discard draft", () => {
    const draft = drafts.get(name);
    form.reset();
    filledIn.delete(form);
    form.querySelector(".draft-offer").remove();
    form.closest(".inspector")?.removeAttribute("data-editing");
    deleteDraft(name);
    if (draft) offerUndo("Draft discarded.", () => restore(name, draft));
  })));
}

function restore(name, draft) {
  saveDraft(name, draft);
  draftEvents.dispatchEvent(new Event("change")); // shows it where it was
  announce("The draft is back.");
}

function offerAtPassage(name, draft) {
  const isOpen = document.querySelector(`[data-writing="${name}"]`);
  const range = !isOpen && document.querySelector("passage-toolbar") && rangeFor(draft.target);
  if (!range) return;

  addHighlight("unsure-draft", range);
  putMarker(range, "draft", () => writeOn(draft));
}

function offerAtMark({ id }) {
  const link = document.querySelector(`#essay .mark-link[data-annotation="${id}"]`);
  if (link) putMarker(rangeBehind(id), "draft", () => link.click());
}
