import { fetchText } from "../text/text-offsets.js";
import { styled } from "../ui/more-styles.js";

const AFTER_MOUSE = 150; // milliseconds: long enough for a double click to become a triple one
const AFTER_CHANGE = 300; // selection handles on a touch screen move in many small steps

/** Looks at what the reader selected when the selection has settled. The pointer selects nothing in the element `own`. */
export function watchSelection(own, signal, look) {
  let timer = 0;
  let isDragging = false;
  const on = (type, act) => document.addEventListener(type, act, { signal });
  on("pointerdown", ({ target }) => drag(target));
  on("pointerup", () => isDragging && settle(AFTER_MOUSE)); // not after a press on a button of its own
  on("pointercancel", () => settle(AFTER_CHANGE));
  on("selectionchange", () => isDragging || settle(AFTER_CHANGE));
  signal.addEventListener("abort", cancel);
  return { flush, cancel };

  // A selection that begins in the text stays in it: the pointer does not see what stands beside it.
  function drag(target) {
    isDragging = !own.contains(target);
    document.documentElement.toggleAttribute("data-dragging", Boolean(target.closest?.(".essay-section")));
  }

  function settle(delay) {
    isDragging = false;
    document.documentElement.removeAttribute("data-dragging");
    cancel();
    timer = setTimeout(() => Promise.all([styled(), fetchText()]).then(lookNow), delay);
  }

  function lookNow() {
    cancel();
    look();
  }

  // Looks now if a selection has not settled yet: whoever selects words and acts at once acts on these.
  function flush() {
    if (timer && !getSelection().isCollapsed) lookNow();
  }

  function cancel() {
    clearTimeout(timer);
    timer = 0;
  }
}
