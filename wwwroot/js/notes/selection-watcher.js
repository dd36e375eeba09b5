import { fetchText } from "../text/text-offsets.js";
import { styled } from "../ui/more-styles.js";

const AFTER_MOUSE = 150; // milliseconds: a double click may become a triple click
const AFTER_CHANGE = 300; // milliseconds: on a touch screen, selection handles move in many small steps

let look = () => {}; // called when the selection has settled
let timer = 0;
let isDragging = false;

/** Watches the selection, and loads with the first one what it is for. Clicks in the element `ignored` do not count. */
export function watchSelection(ignored, load) {
  const settleAfter = delay => settle(delay, load);
  document.addEventListener("pointerdown", ({ target }) => drag(target, ignored));
  document.addEventListener("pointerup", () => isDragging && settleAfter(AFTER_MOUSE)); // not after a click in `ignored`
  document.addEventListener("pointercancel", () => settleAfter(AFTER_CHANGE));
  document.addEventListener("selectionchange", () => isDragging || settleAfter(AFTER_CHANGE));
}

export function onSettledSelection(act) {
  look = act;
}

/** Looks now if a selection has not settled yet. */
export function flushSelection() {
  if (timer && !getSelection().isCollapsed) lookNow();
}

export function cancelSelection() {
  clearTimeout(timer);
  timer = 0;
}

// A selection that starts in the text stays in the text: the stylesheet makes the rest ignore the pointer.
function drag(target, ignored) {
  isDragging = !ignored.contains(target);
  if (isDragging) cancelSelection(); // what was selected before
  document.documentElement.toggleAttribute("data-dragging", Boolean(target.closest?.(".essay-section")));
}

function settle(delay, load) {
  isDragging = false;
  document.documentElement.removeAttribute("data-dragging");
  cancelSelection();
  const ready = Promise.all([styled(), fetchText(), load()]);
  timer = setTimeout(() => ready.then(() => isDragging || lookNow()), delay); // it may be ready only during the next drag
}

function lookNow() {
  cancelSelection();
  look();
}
