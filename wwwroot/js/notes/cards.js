import { fetchFragment } from "../outbox/http.js";
import { element } from "../ui/element.js";

const lastCards = new Map(); // by id: the card that came with the last answer

/** The card of an annotation, without a connection as it came last or from the list of all that is kept; or null when it cannot be had. */
export async function fetchCard(id) {
  const card = (await fetchFragment(`${document.body.dataset.notes}/${id}`))?.firstElementChild;
  return card ?? lastCards.get(id)?.cloneNode(true) ?? (await import("./cached-cards.js")).cachedCard(id);
}

/** Keeps the card that came with an answer, for when there is no connection. */
export function rememberCard(id, card) {
  lastCards.set(id, card.cloneNode(true));
}

/** Puts a card in the place of an older one; what is being written there goes along. */
export function replaceCard(old, fresh) {
  const fields = textFieldsOf(old).map(was => [was, textFieldsOf(fresh).find(({ name }) => name === was.name)]);
  const edited = fields.filter(([was, now]) => now && was.value !== was.defaultValue && was.value !== now.value);
  const active = old.contains(document.activeElement) && document.activeElement;
  old.replaceWith(fresh);
  for (const [was, now] of edited) moveText(was, now);
  if (active) (edited.find(([was]) => was === active)?.[1] ?? fresh.querySelector("summary"))?.focus({ preventScroll: true });
}

/** The fields of a card that words are written into. */
export function textFieldsOf(card) {
  return [...card.querySelectorAll("textarea, input:not([type])")];
}

function moveText(was, now) {
  if (now.value !== was.defaultValue || was.form.querySelector(".elsewhere")) {
    now.form.prepend(element("p", { className: "refusal elsewhere" }, "This was changed elsewhere while you were writing. Above is how it stands now; below is what you wrote, not saved yet."));
  }
  now.value = was.value;
  now.closest("details").open = true;
  now.setSelectionRange(was.selectionStart, was.selectionEnd);
  now.dispatchEvent(new Event("input", { bubbles: true })); // the other tab's save took the draft along: it is one again
}
