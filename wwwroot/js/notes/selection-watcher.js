import { fetchText } from "../text/text-offsets.js";
import { styled } from "../ui/more-styles.js";

const AFTER_MOUSE = 150; // milliseconds: long enough for a double click to become a triple one
const AFTER_CHANGE = 300; // selection handles on a touch screen move in many small steps

/** Watches the reader select words, and looks at them when the selection has settled. */
export class SelectionWatcher {
  #look;
  #timer = 0;
  #isDragging = false;

  /** @param {EventTarget} own where the pointer selects nothing */
  constructor(own, signal, look) {
    this.#look = look;
    const on = (type, act) => document.addEventListener(type, act, { signal });
    on("pointerdown", ({ target }) => this.#drag(target, own));
    on("pointerup", () => this.#isDragging && this.#settle(AFTER_MOUSE)); // not after a press on a button of its own
    on("pointercancel", () => this.#settle(AFTER_CHANGE));
    on("selectionchange", () => this.#isDragging || this.#settle(AFTER_CHANGE));
    signal.addEventListener("abort", () => this.cancel());
  }

  /** Looks now if a selection has not settled yet: whoever selects words and acts at once acts on these. */
  flush() {
    if (this.#timer && !getSelection().isCollapsed) this.#lookNow();
  }

  /** Does not look at what was selected last. */
  cancel() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  // A selection that begins in the text stays in it: the pointer does not see what stands beside it.
  #drag(target, own) {
    this.#isDragging = !own.contains(target);
    document.documentElement.toggleAttribute("data-dragging", Boolean(target.closest?.(".essay-section")));
  }

  #settle(delay) {
    this.#isDragging = false;
    document.documentElement.removeAttribute("data-dragging");
    this.cancel();
    this.#timer = setTimeout(() => Promise.all([styled(), fetchText()]).then(() => this.#lookNow()), delay);
  }

  #lookNow() {
    this.cancel();
    this.#look();
  }
}
