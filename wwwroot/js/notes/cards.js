import { element } from "../ui/element.js";

const lastCards = new Map(); // by id: the card that came with the last answer

/** The card that came with the last answer about an annotation; undefined if there was none. */
export function lastCard(id) {
  return lastCards.get(id)?.cloneNode(true);
}

/** Remembers the card of an answer, for when there is no connection. */
export function rememberCard(id, card) {
  lastCards.set(id, card.cloneNode(true));
}

/** Opens the form of a field, which on some pages is folded. */
export function openForm(field) {
  const edit = field.closest("details");
  if (edit) edit.open = true;
  else field.closest(".inspector")?.setAttribute("data-editing", "");
}

// What was just sent, and a tag that is being typed, stand in a form that is closed.
function isOpen(field) {
  return field.closest("details")?.open ?? Boolean(field.closest("[data-editing]"));
}

/** Replaces a card and moves unsaved text into the new one. */
export function replaceCard(old, fresh) {
  const fields = textFieldsOf(old).map(was => [was, textFieldsOf(fresh).find(({ name }) => name === was.name)]);
  const active = old.contains(document.activeElement) && document.activeElement;
  // Where the text is a draft as it was filled in, the draft is filled in again, unless it was saved or discarded in another tab.
  const isFilledIn = field => field.value === field.dataset.filled && !(active && document.hasFocus());
  const edited = fields.filter(([was, now]) => now && was.value !== was.defaultValue && was.value !== now.value && !isFilledIn(was));
  for (const type of ["change", "blur", "focusout"]) old.addEventListener(type, event => event.stopImmediatePropagation(), { capture: true }); // nobody has left the field
  old.replaceWith(fresh);
  fresh.dispatchEvent(new Event("replaced", { bubbles: true })); // the panel arranges it
  if (old.matches("[data-editing]")) fresh.setAttribute("data-editing", "");
  for (const [was, now] of edited) moveText(was, now);
  if (active) (edited.find(([was]) => was === active)?.[1] ?? sameIn(fresh, active) ?? fresh.querySelector(".edit-note, summary"))?.focus({ preventScroll: true });
}

// What has the focus in the new card: the chosen colour, the same control, the field for tags after a tag was removed, or what
// can be done now with what is shown.
function sameIn(fresh, active) {
  const same = active.type === "radio"
    ? fresh.querySelector(`[name="${active.name}"]:checked`)
    : [...fresh.querySelectorAll(active.localName)].find(one => isSame(one, active)) ?? (active.name ? fresh.querySelector(`input[name="${active.name}"]:not([type])`) : active.closest(".showing") && fresh.querySelector(".showing :is(button, a)"));
  return same?.checkVisibility() ? same : null;
}

function isSame(one, other) {
  return ["name", "type", "className"].every(key => one[key] === other[key])
    && (other.type === "checkbox" ? one.value === other.value : other.matches("textarea") || one.textContent === other.textContent);
}

/** The field of a card that the reader is writing in, or undefined. A card with one stays when its note is deleted in another tab. */
export function fieldInUse(card) {
  return textFieldsOf(card).find(field => field.value !== field.defaultValue && isOpen(field));
}

/** Says in a card that is being written in that its note was deleted. The server restores what is saved with the new version. */
export function tellOfDeletion(card, version) {
  for (const input of card.querySelectorAll("[name=version]")) input.value = version;
  tellAbove(fieldInUse(card), "This note was deleted elsewhere while you were writing. Saving brings it back with your words.");
}

/** A card goes: its panel closes if no other is left in it. */
export function closePanelWithout(card) {
  const panel = card.closest("[popover]");
  queueMicrotask(() => panel?.querySelector(".note-card:not([hidden])") ?? panel?.hidePopover());
}

/** The text fields of a card. */
export function textFieldsOf(card) {
  return [...card.querySelectorAll("textarea, input:not([type])")];
}

function moveText(was, now) {
  const told = was.form.querySelector(".elsewhere");
  if (told) {
    told.removeAttribute("role"); // it was read out
    putAbove(now, told);
  } else if (now.value !== was.defaultValue) {
    tellAbove(now, "This note was changed elsewhere while you were writing. The saved text is above; your unsaved text is below.");
  }
  if (told || now.value !== was.defaultValue) openForm(now);
  now.value = was.value;
  if (isOpen(was)) openForm(now);
  now.setSelectionRange(was.selectionStart, was.selectionEnd);
  now.dispatchEvent(new Event("input", { bubbles: true })); // the other tab's save deleted the draft: save it again
}

function tellAbove(field, words) {
  const line = element("p", { className: "refusal elsewhere" }, words);
  line.setAttribute("role", "alert");
  putAbove(field, line);
}

function putAbove(field, line) {
  (field.labels[0] ?? field).before(line);
}
