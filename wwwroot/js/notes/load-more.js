import { swapFragment } from "./swap-fragment.js";
import { fetchFragment } from "../outbox/http.js";

const MAX_NOTES = 1_000; // notes beside the text; more would make the page slow, and the list of notes has all

let isLoading = false;

/** Loads the notes that did not come with the page, one part at a time. If it stops, a link to all notes remains. */
export async function loadMoreNotes() {
  if (isLoading) return;

  isLoading = true;
  while (await loadPart());
  isLoading = false;
}

async function loadPart() {
  const more = document.getElementById("more-notes");
  if (!more || document.querySelectorAll(".my-note").length >= MAX_NOTES) return false;

  await new Promise(resolve => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
  const part = await fetchFragment(more.dataset.next);
  if (!part || part.revision !== document.getElementById("essay").dataset.revision) return false; // the link remains

  const next = part.querySelector("#more-notes");
  if (next) more.replaceWith(next);
  else more.remove();
  swapFragment(part);
  return true;
}
