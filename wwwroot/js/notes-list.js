import { fetchPage, fieldsOf } from "./saving.js";
import { paint } from "./unsaved.js";

/** Brings the list of notes to what the server has, when another tab changed what belongs into it. Nobody's writing is touched. */
export async function renewList() {
  const page = document.querySelector(".notes-page");
  const fresh = (await fetchPage(location.href))?.querySelector(".notes-page");
  if (!fresh || !page.isConnected) return;

  const isWritten = entriesOf(page).some(entry => fieldsOf(entry).some(field => field.value !== field.defaultValue));
  if (!isWritten && (entriesOf(page).length === 0 || entriesOf(fresh).length === 0)) {
    fresh.querySelector("h1").after(page.querySelector("#unsent"));
    page.replaceWith(fresh);
  } else if (page.querySelector(".tally")) {
    renew(page, fresh);
  }

  paint();
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
  for (const gone of shown.values()) if (!fieldsOf(gone).some(field => field.value !== field.defaultValue)) gone.remove();
  for (const part of [".tally", ".pager", ".many .whole"]) page.querySelector(part)?.replaceWith(fresh.querySelector(part) ?? "");
}

// One that was deleted here is an empty place, which its Undo fills.
function entriesOf(page) {
  return [...page.querySelectorAll(".entry:has(.note-card)")];
}

function idOf(entry) {
  return entry.querySelector(".note-card").id;
}
