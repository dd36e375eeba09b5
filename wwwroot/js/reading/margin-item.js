// The item in the margin that is shown whole, on top of its neighbours.

const BAR = 56; // pixels at the top of the window that the bar covers, and a little more

let active = null;
let home = null; // where it returns to, if it was moved
let opener = null; // the reference that it was moved beside
let gap = 0; // pixels from the top of that reference to its own

/** Whether the notes are beside the text: if the window is wide enough, and the script for it was loaded. */
export function isInMargin() {
  return Boolean(document.querySelector("#essay[data-margin=on]"));
}

/** The item that is shown whole, or null. */
export function activeItem() {
  return active;
}

/**
 * Shows an item whole where it is; nothing else moves. Only if that is out of view, it is moved beside the reference that opened it.
 * Null ends it.
 */
export function activate(item, reference) {
  if (active) {
    show(active, false);
    if (home) active.style.setProperty("--at", home);
  }
  active = item;
  home = opener = null;
  if (!item) return;

  show(item, true);
  const { top, bottom, height } = item.getBoundingClientRect();
  if (!reference || (top > BAR && bottom < innerHeight)) return;

  const beside = reference.getBoundingClientRect().top;
  opener = reference;
  gap = Math.max(BAR, Math.min(beside, innerHeight - height - 16)) - beside;
  moveBesideOpener();
}

/** After all items have been placed again: an item that was moved beside a reference is moved there again. */
export function keepBesideOpener() {
  if (!opener?.isConnected) home = opener = null;
  else moveBesideOpener();
}

function moveBesideOpener() {
  home = active.style.getPropertyValue("--at");
  active.style.setProperty("--at", `${parseFloat(home) + opener.getBoundingClientRect().top + gap - active.getBoundingClientRect().top}px`);
}

function show(item, isWhole) {
  item.toggleAttribute("data-active", isWhole);
  item.querySelector(".more")?.setAttribute("aria-expanded", isWhole);
}
