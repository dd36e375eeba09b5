import { fetchFragment } from "../outbox/http.js";
import { element } from "../ui/element.js";

const lastCards = new Map(); // by id: the card that came with the last answer

/** The card of an annotation. Without a connection, the last one received or the cached one; null if there is none. */
export async function fetchCard(id) {
  const card = (await fetchFragment(`${document.body.dataset.notes}/${id}`))?.firstElementChild;
  return card ?? lastCards.get(id)?.cloneNode(true) ?? (await import("./cached-cards.js")).cachedCard(id);
}

/** Remembers the card of an answer, for when there is no connection. */
export function rememberCard(id, card) {
  lastCards.set(id, card.cloneNode(true));
}

/** Replaces a card and moves unsaved text into the new one. */
export function replaceCard(old, fresh) {
  const fields = textFieldsOf(old).map(was => [was, textFieldsOf(fresh).find(({ name }) => name === was.name)]);
  const edited = fields.filter(([was, now]) => now && was.value !== was.defaultValue && was.value !== now.value);
  const active = old.contains(document.activeElement) && document.activeElement;
  old.replaceWith(fresh);
  for (const [was, now] of edited) moveText(was, now);
  if (active) (edited.find(([was]) => was === active)?.[1] ?? fresh.querySelector("summary"))?.focus({ preventScroll: true });
}

/** The text fields of a card. */
export function textFieldsOf(card) {
  return [...card.querySelectorAll("textarea, input:not([type])")];
}

function moveText(was, now) {
  if (now.value !== was.defaultValue || was.form.querySelector(".elsewhere")) {
    now.form.prepend(element("p", { className: "refusal elsewhere" }, "This note was changed elsewhere while you were writing. The saved text is above; your unsaved text is below."));
  }
  now.value = was.value;
  now.closest("details").open = true;
  now.setSelectionRange(was.selectionStart, was.selectionEnd);
  now.dispatchEvent(new Event("input", { bubbles: true })); // the other tab's save deleted the draft: save it again
}
