import { fetchText } from "../text/text-offsets.js";
import { styled } from "../ui/more-styles.js";

const AFTER_MOUSE = 150; // milliseconds: a double click may become a triple click
const AFTER_CHANGE = 300; // milliseconds: on a touch screen, selection handles move in many small steps

/** Calls `look` when the selection has settled and `load` has done. Clicks in the element `ignored` do not count. */
export function watchSelection(ignored, signal, look, load) {
  let timer = 0;
  let isDragging = false;
  const on = (type, act) => document.addEventListener(type, act, { signal });
  on("pointerdown", ({ target }) => drag(target));
  on("pointerup", () => isDragging && settle(AFTER_MOUSE)); // not after a click in `ignored`
  on("pointercancel", () => settle(AFTER_CHANGE));
  on("selectionchange", () => isDragging || settle(AFTER_CHANGE));
  signal.addEventListener("abort", cancel);
  return { flush, cancel };

  // A selection that starts in the text stays in the text: the stylesheet makes the rest ignore the pointer.
  function drag(target) {
    isDragging = !ignored.contains(target);
    document.documentElement.toggleAttribute("data-dragging", Boolean(target.closest?.(".essay-section")));
  }

  function settle(delay) {
    isDragging = false;
    document.documentElement.removeAttribute("data-dragging");
    cancel();
    const ready = Promise.all([styled(), fetchText(), load().catch(() => {})]); // without it the tool that needs it says why
    timer = setTimeout(() => ready.then(lookNow), delay);
  }

  function lookNow() {
    cancel();
    look();
  }

  // Calls `look` now if a selection has not settled yet.
  function flush() {
    if (timer && !getSelection().isCollapsed) lookNow();
  }

  function cancel() {
    clearTimeout(timer);
    timer = 0;
  }
}
