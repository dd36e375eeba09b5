import { replaceCard, textFieldsOf } from "./cards.js";
import { renderPending } from "./pending-overlay.js";
import { swapFragment } from "./swap-fragment.js";
import { fetchPage } from "../outbox/http.js";
import { outbox } from "../outbox/outbox.js";

let settled = 0; // saves that were answered
outbox.addEventListener("settled", () => settled++);

/** Updates the cards of this page and the list around them from the server. Unsaved text stays. */
export async function refreshPage() {
  const before = settled;
  const fresh = await fetchPage(location.href);
  if (!fresh) return;
  if (settled !== before) return refreshPage(); // this is the page as it was before

  const essay = fresh.querySelector("#essay");
  if (essay?.dataset.revision === document.getElementById("essay")?.dataset.revision) swapFragment({ children: essay?.children ?? [] });
  for (const card of document.querySelectorAll(".note-card:not([hidden])")) {
    const now = fresh.querySelector(`.note-card[id="${card.id}"]`);
    if (now && !(isInUse(card) && now.dataset.version === card.dataset.version)) replaceCard(card, now.cloneNode(true));
  }
  refreshCards(fresh.querySelector("[data-cards]"));
  refreshList(fresh.querySelector(".notes-page"));
  renderPending();
}

// Replaced, its form would close.
function isInUse(card) {
  return card.contains(document.activeElement) || card.querySelector("details[open]") !== null;
}

// The cards on a paragraph's page.
function refreshCards(fresh) {
  const cards = document.querySelector("[data-cards]");
  if (!fresh || !cards) return;

  for (const card of [...cards.querySelectorAll(".note-card")]) if (!fresh.querySelector(`[id="${card.id}"]`) && !hasUnsavedText(card)) card.remove();
  for (const card of [...fresh.querySelectorAll(".note-card")]) if (!document.getElementById(card.id)) cards.append(card);
}

function refreshList(fresh) {
  const page = document.querySelector(".notes-page");
  if (!fresh || !page) return;

  const isAnyUnsaved = entriesOf(page).some(hasUnsavedText);
  if (!isAnyUnsaved && (entriesOf(page).length === 0 || entriesOf(fresh).length === 0)) {
    fresh.querySelector(".notes-head").after(page.querySelector("#unsent"));
    page.replaceWith(fresh);
  } else if (page.querySelector(".entries")) {
    refreshEntries(page, fresh);
  }
}

function hasUnsavedText(part) {
  return textFieldsOf(part).some(field => field.value !== field.defaultValue);
}

function refreshEntries(page, fresh) {
  const list = page.querySelector(".entries");
  const shown = new Map([...list.querySelectorAll(":scope > :is(h2, .entry:has(.note-card))")].map(piece => [nameOf(piece), piece]));
  let before = null;
  for (const piece of [...fresh.querySelectorAll(".entries > *")]) {
    const own = shown.get(nameOf(piece)) ?? piece;
    shown.delete(nameOf(piece));
    if ((before ? before.nextElementSibling : list.firstElementChild) !== own) list.insertBefore(own, before?.nextSibling ?? list.firstChild);
    before = own;
  }
  for (const gone of shown.values()) if (!hasUnsavedText(gone)) gone.remove();
  for (const part of [".tally", ".pager", ".many .whole"]) page.querySelector(part)?.replaceWith(fresh.querySelector(part) ?? "");
  refreshChips(page, fresh);
}

// The numbers of the filters. What is open or being typed there stays.
function refreshChips(page, fresh) {
  const chips = [...fresh.querySelectorAll(".chips")];
  const old = [...page.querySelectorAll(".chips")];
  if (chips.length === old.length && !old.some(one => one.contains(document.activeElement))) for (const [i, one] of old.entries()) one.replaceWith(chips[i]);
}

// An entry by its card, a heading by its words.
function nameOf(piece) {
  return piece.querySelector(".note-card")?.id ?? piece.textContent;
}

// Entries with a card. A deleted card left a placeholder, which an Undo fills.
function entriesOf(page) {
  return [...page.querySelectorAll(".entry:has(.note-card)")];
}
