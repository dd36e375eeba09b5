import { fetchFragment, swap } from "./saving.js";

const MOST = 1_000; // of the reader's notes beside the text: more would make the page slow, and all are among their notes

let isBringing = false;

/** Brings the notes beside the text that did not come with the page, a part at a time; where it stops, a link leads to them all. */
export async function bringMoreNotes() {
  if (isBringing) return;

  isBringing = true;
  while (await bringPart());
  isBringing = false;
}

async function bringPart() {
  const more = document.getElementById("more-notes");
  if (!more || document.querySelectorAll(".my-note").length >= MOST) return false;

  await new Promise(resolve => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
  const part = await fetchFragment(more.dataset.next);
  if (!part || part.revision !== document.getElementById("essay").dataset.revision) return false; // the link stands

  const next = part.querySelector("#more-notes");
  if (next) more.replaceWith(next);
  else more.remove();
  swap(part);
  return true;
}
