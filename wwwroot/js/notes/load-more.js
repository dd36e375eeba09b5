import { swapFragment } from "./swap-fragment.js";
import { fetchFragment } from "../outbox/http.js";

const MAX_NOTES = 1_000; // of the reader's notes beside the text: more would make the page slow, and all are among their notes

let isLoading = false;

/** Brings the notes beside the text that did not come with the page, a part at a time; where it stops, a link leads to them all. */
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
  if (!part || part.revision !== document.getElementById("essay").dataset.revision) return false; // the link stands

  const next = part.querySelector("#more-notes");
  if (next) more.replaceWith(next);
  else more.remove();
  swapFragment(part);
  return true;
}
