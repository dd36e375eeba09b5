import { replaceCard, textFieldsOf } from "./cards.js";
import { renderPending } from "./pending-overlay.js";
import { swapFragment } from "./swap-fragment.js";
import { fetchPage } from "../outbox/http.js";

/** Updates the cards of this page and the list around them from the server. Unsaved text stays. */
export async function refreshPage() {
  const fresh = await fetchPage(location.href);
  if (!fresh) return;

  const essay = fresh.querySelector("#essay");
  if (essay?.dataset.revision === document.getElementById("essay")?.dataset.revision) swapFragment({ children: essay?.children ?? [] });
  for (const card of document.querySelectorAll(".note-card:not([hidden])")) {
    const now = fresh.querySelector(`.note-card[id="${card.id}"]`);
    if (now) replaceCard(card, now.cloneNode(true));
  }
  refreshCards(fresh.querySelector("[data-cards]"));
  refreshList(fresh.querySelector(".notes-page"));
  renderPending();
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
    fresh.querySelector("h1").after(page.querySelector("#unsent"));
    page.replaceWith(fresh);
  } else if (page.querySelector(".tally")) {
    refreshEntries(page, fresh);
  }
}

function hasUnsavedText(part) {
  return textFieldsOf(part).some(field => field.value !== field.defaultValue);
}

function refreshEntries(page, fresh) {
  const shown = new Map(entriesOf(page).map(entry => [idOf(entry), entry]));
  let before = page.querySelector(".tally");
  for (const entry of entriesOf(fresh)) {
    const own = shown.get(idOf(entry)) ?? entry;
    shown.delete(idOf(entry));
    if (before.nextElementSibling !== own) before.after(own);
    before = own;
  }
  for (const gone of shown.values()) if (!hasUnsavedText(gone)) gone.remove();
  for (const part of [".tally", ".pager", ".many .whole"]) page.querySelector(part)?.replaceWith(fresh.querySelector(part) ?? "");
}

// Entries with a card. A deleted card left a placeholder, which an Undo fills.
function entriesOf(page) {
  return [...page.querySelectorAll(".entry:has(.note-card)")];
}

function idOf(entry) {
  return entry.querySelector(".note-card").id;
}
