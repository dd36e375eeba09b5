import { deleteDraft } from "./drafts.js";
import { fillForm, readForm } from "./form-draft.js";
import { addHighlight, putMarker, rangeBehind, rangeFor } from "./overlay-layer.js";
import { waiting } from "../outbox/outbox.js";
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
  const after = JSON.stringify(readForm(form));
  filledIn.set(form, after);
  if (before === after) return;

  const edit = field.closest("details");
  if (edit) edit.open = true;
  form.querySelector(".draft-offer")?.remove();
  field.before(element("p", { className: "draft-offer" }, `${draft.reason ?? "You wrote this earlier and did not save it."} `, button("Discard draft", () => {
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
