import { forgetDraft, keepDraft } from "./drafts.js";
import { button, element } from "./element.js";
import { newId, versionOf } from "./outbox.js";
import { fieldsOf, say, send, sendChange } from "./saving.js";
import { passageOf } from "./text-offsets.js";
import { writingIn } from "./writing.js";

let thrownAway = []; // what the Undo that is offered now would bring back

/** Sends the forms of note cards without leaving the page, and keeps what is being typed into them. */
export function enhanceNotesForms() {
  document.addEventListener("submit", async event => {
    const form = event.target;
    if (!form.matches("form[data-enhance]")) return;

    event.preventDefault();
    const card = form.closest(".note-card");
    const isDeletion = card && form.matches(".delete");
    if (isDeletion) offerUndo(card);
    form.querySelector(":scope > .refusal")?.remove();
    for (const field of fieldsOf(form)) field.defaultValue = field.value; // it is on its way, and is not being written any more
    const sending = send(form, event.submitter, draftNameOf(form));
    if (form.elements.annotation) begin(form);
    const answer = await sending;
    if (!answer.ok && !form.dataset.draft && answer.status !== 412) refuse(form, answer.message);
  });

  document.addEventListener("input", ({ target }) => {
    const name = target.form && draftNameOf(target.form);
    if (!name) return;

    const card = target.closest(".note-card");
    const draft = writingIn(target.form);
    const isAsItWas = draft.words === target.form.querySelector("textarea").defaultValue && !draft.tags && draft.off.length === 0;
    if (isAsItWas) forgetDraft(name);
    else keepDraft(name, { ...draft, id: card?.id.slice("card-".length), quote: card?.querySelector(".quotation").textContent.trim(), address: location.pathname });
  });
}

// The next one is another one. What was written waits or is saved; should it be refused, it comes back as a draft.
function begin(form) {
  form.reset();
  form.elements.annotation.value = newId();
  for (const field of form.querySelectorAll("textarea")) field.value = field.defaultValue = "";
  form.querySelector(".draft-offer")?.remove();
}

function draftNameOf(form) {
  return form.dataset.draft ?? (form.querySelector("textarea") && form.closest(".note-card")?.id);
}

// Several deletions in a row are taken back by one Undo.
function offerUndo(card) {
  const id = card.id.slice("card-".length);
  if (!document.querySelector("#status .undo")) thrownAway = [];
  thrownAway.push({ id, target: targetOf(id), quote: card.querySelector(".quotation").textContent.trim(), colour: card.dataset.colour });
  const words = thrownAway.length === 1 ? "Deleted." : `${thrownAway.length} deleted.`;
  const taking = button("Undo", undo, { className: "undo" });
  say(words, taking);
  const panel = card.closest("[popover]");
  if (!panel && card.querySelector(":focus-visible")) taking.focus({ preventScroll: true }); // what had the focus is gone
  queueMicrotask(() => panel?.querySelector(".note-card:not([hidden])") ?? panel?.hidePopover());
}

function undo() {
  const back = thrownAway;
  thrownAway = [];
  say(back.length === 1 ? "It is back." : `${back.length} are back.`);
  for (const about of back) sendChange("Restore", about, [["version", versionOf(about.id)]]);
}

// Where its mark stands, so that it can be painted again before the server has answered.
function targetOf(id) {
  const marks = document.querySelectorAll(`#essay mark[data-annotation~="${id}"]`);
  if (marks.length === 0) return undefined;

  const range = document.createRange();
  range.setStartBefore(marks[0]);
  range.setEndAfter(marks[marks.length - 1]);
  return { ...passageOf(range), revision: document.getElementById("essay").dataset.revision };
}

function refuse(form, message) {
  if (!form.isConnected) {
    say(message);
    return;
  }

  const line = element("p", { className: "refusal" }, message);
  line.setAttribute("role", "alert");
  form.prepend(line);
}
