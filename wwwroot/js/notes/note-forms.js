import { closePanelWithout, textFieldsOf } from "./cards.js";
import { offerRestoring } from "./deletions.js";
import { deleteDraft, saveDraft } from "./drafts.js";
import { fillForm, readForm } from "./form-draft.js";
import { passageOfMark } from "./mark-passage.js";
import { send, validationError } from "./send-form.js";
import { newId } from "../outbox/outbox.js";
import { announce } from "../ui/announce.js";
import { element } from "../ui/element.js";

/** Sends the forms of note cards without leaving the page, and saves drafts of what is typed into them. */
export function enhanceNoteForms() {
  document.addEventListener("submit", async event => {
    const form = event.target;
    if (!form.matches("form[data-enhance]")) return;

    event.preventDefault();
    form.querySelector(":scope > .refusal")?.remove();
    const error = validationError(form);
    if (error) {
      showError(form, error);
      return;
    }

    const card = form.closest(".note-card");
    if (card && form.matches(".delete")) offerUndoOf(card);
    for (const field of textFieldsOf(form)) field.defaultValue = field.value; // it is being sent and no longer a draft
    const draft = form.elements.annotation && readForm(form);
    const sending = send(form, event.submitter, draftNameOf(form));
    if (draft) startNextNote(form);
    const answer = await sending;
    if (answer.ok || answer.status === 412) return;

    if (!draft) showError(form, answer.message);
    else if (!form.querySelector("textarea").value) restoreForm(form, draft, answer.message); // otherwise it is offered as a draft
  });

  document.addEventListener("input", ({ target }) => {
    const name = target.form && draftNameOf(target.form);
    if (!name) return;

    const card = target.closest(".note-card");
    const draft = readForm(target.form);
    const isAsItWas = draft.words === target.form.querySelector("textarea").defaultValue && !draft.tags && draft.off.length === 0;
    if (isAsItWas) deleteDraft(name);
    else saveDraft(name, { ...draft, id: card?.id.slice("card-".length), quote: card?.querySelector(".quotation").textContent.trim(), address: location.pathname });
  });
}

// Prepares the form for the next note. The text is in the outbox; if the server rejects it, it comes back as a draft.
function startNextNote(form) {
  form.reset();
  form.elements.annotation.value = newId();
  for (const field of form.querySelectorAll("textarea")) field.value = field.defaultValue = "";
  form.querySelector(".draft-offer")?.remove();
}

function restoreForm(form, draft, message) {
  fillForm(form, draft);
  showError(form, message);
}

function draftNameOf(form) {
  return form.dataset.draft ?? (form.querySelector("textarea") && form.closest(".note-card")?.id);
}

function offerUndoOf(card) {
  const id = card.id.slice("card-".length);
  const offer = offerRestoring({ id, target: targetOf(id), quote: card.querySelector(".quotation").textContent.trim(), colour: card.dataset.colour });
  if (!card.closest("[popover]") && card.querySelector(":focus-visible")) offer.focus({ preventScroll: true }); // the focused button is gone
  closePanelWithout(card);
}

// The target of a mark, so that it can be shown again before the server answers.
function targetOf(id) {
  const passage = passageOfMark(id);
  return passage && { ...passage, revision: document.getElementById("essay").dataset.revision };
}

function showError(form, message) {
  if (!form.checkVisibility()) {
    announce(message);
    return;
  }

  const line = element("p", { className: "refusal" }, message);
  line.setAttribute("role", "alert");
  form.prepend(line);
}
