// The toolbar for passages is a late part. It loads after the page or with the reader's first move, so that it is there when the connection is gone.
import { selectAcrossLinks } from "./selection-clicks.js";
import { watchSelection } from "./selection-watcher.js";

const earlyKeys = []; // pressed while it loads

let loading = null;

/** Offers the toolbar on what is selected. */
export function offerToolbar() {
  const toolbar = document.querySelector("passage-toolbar");
  if (!toolbar) return;

  selectAcrossLinks();
  watchSelection(toolbar, loadToolbar);
  toolbar.addEventListener("offer", async ({ detail }) => (await loadToolbar()).take(detail));
  addEventListener("load", () => loadToolbar().catch(() => {})); // the first move tries again
  for (const move of ["pointerdown", "keydown", "selectionchange"]) document.addEventListener(move, loadToolbar, { once: true });
  document.addEventListener("keydown", keep);
}

function keep(event) {
  earlyKeys.push(event);
}

function loadToolbar() {
  return (loading ??= load());
}

async function load() {
  try {
    await import("./passage-toolbar.js");
  } catch (failure) {
    loading = null; // the next move tries again
    throw failure;
  }

  document.removeEventListener("keydown", keep);
  const toolbar = document.querySelector("passage-toolbar");
  for (const event of earlyKeys.splice(0)) toolbar.key(event);
  return toolbar;
}
