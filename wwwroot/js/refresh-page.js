import { fetchPage, fieldsOf, swap, swapCard } from "./saving.js";
import { paint } from "./pending-overlay.js";

/** Brings the cards of this page, and what is around them, to what the server has. Nobody's writing is touched. */
export async function renewPage() {
  const fresh = await fetchPage(location.href);
  if (!fresh) return;

  const essay = fresh.querySelector("#essay");
  if (essay?.dataset.revision === document.getElementById("essay")?.dataset.revision) swap({ children: essay?.children ?? [] });
  for (const card of document.querySelectorAll(".note-card:not([hidden])")) {
    const now = fresh.querySelector(`.note-card[id="${card.id}"]`);
    if (now) swapCard(card, now.cloneNode(true));
  }
  renewCards(fresh.querySelector("[data-cards]"));
  renewList(fresh.querySelector(".notes-page"));
  paint();
}

// Those of a paragraph.
function renewCards(fresh) {
  const cards = document.querySelector("[data-cards]");
  if (!fresh || !cards) return;

  for (const card of [...cards.querySelectorAll(".note-card")]) if (!fresh.querySelector(`[id="${card.id}"]`) && !isWritten(card)) card.remove();
  for (const card of [...fresh.querySelectorAll(".note-card")]) if (!document.getElementById(card.id)) cards.append(card);
}

function renewList(fresh) {
  const page = document.querySelector(".notes-page");
  if (!fresh || !page) return;

  const isAnyWritten = entriesOf(page).some(isWritten);
  if (!isAnyWritten && (entriesOf(page).length === 0 || entriesOf(fresh).length === 0)) {
    fresh.querySelector("h1").after(page.querySelector("#unsent"));
    page.replaceWith(fresh);
  } else if (page.querySelector(".tally")) {
    renew(page, fresh);
  }
}

function isWritten(part) {
  return fieldsOf(part).some(field => field.value !== field.defaultValue);
}

function renew(page, fresh) {
  const shown = new Map(entriesOf(page).map(entry => [idOf(entry), entry]));
  let before = page.querySelector(".tally");
  for (const entry of entriesOf(fresh)) {
    const own = shown.get(idOf(entry)) ?? entry;
    shown.delete(idOf(entry));
    if (before.nextElementSibling !== own) before.after(own);
    before = own;
  }
  for (const gone of shown.values()) if (!isWritten(gone)) gone.remove();
  for (const part of [".tally", ".pager", ".many .whole"]) page.querySelector(part)?.replaceWith(fresh.querySelector(part) ?? "");
}

// One that was deleted here is an empty place, which its Undo fills.
function entriesOf(page) {
  return [...page.querySelectorAll(".entry:has(.note-card)")];
}

function idOf(entry) {
  return entry.querySelector(".note-card").id;
}
