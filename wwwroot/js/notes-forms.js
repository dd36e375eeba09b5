import { forgetDraft, keepDraft } from "./drafts.js";
import { send, swap } from "./saving.js";

/** Sends the forms of note cards without leaving the page. */
export function enhanceNotesForms() {
  document.addEventListener("submit", async event => {
    const form = event.target;
    if (!form.matches("form[data-enhance]")) return;

    event.preventDefault();
    if (form.dataset.state === "saving") return;

    const card = form.closest(".note-card");
    const answer = await send(form, event.submitter);
    if (answer.ok) {
      if (card) forgetDraft(card.id);
      if (form.matches(".delete")) leavePlaceFor(card);
    } else if (answer.fragment?.querySelector(".note-card")) {
      swap(answer.fragment); // both texts, or the refusal with the reader's words
    } else {
      refuse(form, answer.message);
    }
  });

  document.addEventListener("focusin", ({ target }) => {
    const card = target.closest?.(".note-card textarea")?.closest(".note-card");
    if (card && !target.oninput) keepDraft(target, card.id);
  });
}

// Undo brings the card back to where it was.
function leavePlaceFor(card) {
  const place = document.createElement("div");
  place.id = card.id;
  place.hidden = true;
  card.replaceWith(place);
  place.closest("[popover]")?.hidePopover();
}

function refuse(form, message) {
  const line = form.querySelector(":scope > .refusal") ?? document.createElement("p");
  line.className = "refusal";
  line.setAttribute("role", "alert");
  line.textContent = message;
  form.prepend(line);
}
