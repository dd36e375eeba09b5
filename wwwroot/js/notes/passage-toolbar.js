import { watchSelection } from "./selection-watcher.js";
import { send, validationError } from "./send-form.js";
import { newId } from "../outbox/outbox.js";
import { describe } from "../text/describe.js";
import { controlOf } from "../text/paragraphs.js";
import { CHANGED, elementAt, isChanged, passageOf, rangeOf, wholeWords, wordsOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";
import { styled } from "../ui/more-styles.js";
import { placeByLines } from "../ui/place-by-lines.js";
import { isShortcut, letterOf } from "../ui/shortcuts.js";

let writer = null; // the late part in which notes are written

/** The toolbar for a selected passage: highlight it, write a note on it, copy a link to it. */
class PassageToolbar extends HTMLElement {
  #target = null;
  #range = null; // our own copy: a tap may clear the selection
  #selection = null;
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const on = (type, act, from = document) => from.addEventListener(type, act, { signal });

    this.#selection = watchSelection(this, signal, () => this.#look(), loadWriter); // what is typed after N belongs to the note
    on("load", () => loadWriter().catch(() => {}), window); // later there may be no connection
    on("keydown", event => this.#key(event));
    on("resize", () => this.#place(), window);
    on("swapped", () => this.#catchUp());
    on("mousedown", event => event.target.closest("button") && event.preventDefault(), this); // keeps the selection
    on("offer", ({ detail }) => this.#take(detail), this);
    on("submit", event => this.#save(event), this);
    this.querySelector("[data-act=share]").hidden = !navigator.share;
    on("click", event => this.#act(event.target.closest("[data-act]")?.dataset.act), this);
  }

  /** Closes the toolbar. */
  leave() {
    this.#close();
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  get #form() {
    return this.querySelector("form");
  }

  // Acts on the current selection, or on the last one if a tap cleared it.
  #isReady() {
    this.#selection.flush();
    return !this.hidden;
  }

  #look() {
    if (document.querySelector("[data-writing]")) return; // selecting words does not interrupt writing

    const selection = getSelection();
    const range = selection.isCollapsed || selection.rangeCount === 0 ? null : selection.getRangeAt(0);
    const selected = range && passageOf(range);
    const passage = selected && wholeWords(selected);
    const whole = passage ? rangeOf(passage) : range;
    if (range && (!whole || isChanged(whole))) announce(CHANGED);
    if (!passage || !whole || isChanged(whole)) {
      this.#close();
      return;
    }

    if (passage.start !== this.#target?.start || passage.end !== this.#target?.end) this.#offer(passage);
    this.hidden = false;
    this.#place();
  }

  // The blocks may have been replaced.
  #catchUp() {
    if (!this.hidden) this.#range = rangeOf(this.#target);
  }

  #offer(passage) {
    this.#target = describe(passage);
    this.#range = rangeOf(passage);
    this.#refuse(null);
    // The id makes sure that a form sent twice creates one annotation.
    for (const [name, value] of Object.entries({ id: newId(), ...this.#target })) this.#form.elements[name].value = value;
  }

  #act(act) {
    if (!act || !this.#isReady()) return;

    if (act === "note") this.#write();
    if (act === "link" || act === "cite" || act === "share") this.#share(act);
  }

  #key(event) {
    if (event.key === "Escape" && !this.hidden) {
      this.#close();
      return;
    }

    const act = { h: () => this.querySelector(".swatch").click(), n: () => this.#act("note"), l: () => this.#act("link") }[letterOf(event)];
    if (!act || !isShortcut(event) || !this.#isReady()) return;

    event.preventDefault();
    act();
  }

  #write() {
    const target = this.#target;
    this.#close();
    if (writer) writer.write(target);
    else loadWriter().then(() => writer?.write(target));
  }

  // The toolbar closes at once. If the server rejects the highlight, the reader is told why beside the words.
  async #save(event) {
    event.preventDefault();
    if (!this.#isReady()) return;

    const error = validationError(this.#form);
    if (error) {
      this.#refuse(error);
      return;
    }

    const target = this.#target;
    const saving = send(this.#form, event.submitter);
    getSelection().removeAllRanges();
    this.#close();
    const answer = await saving;
    if (!answer.ok) this.#open({ target, words: "", colour: event.submitter.dataset.colour, reason: answer.message });
  }

  async #open(draft) {
    await Promise.all([styled(), loadWriter()]);
    writer?.open(draft);
  }

  // A passage that was not chosen by selecting words, or a draft.
  async #take({ passage, act, draft }) {
    if (draft) {
      this.#open(draft);
      return;
    }

    if (wordsOf(passage) === null) {
      announce(CHANGED);
      return;
    }

    this.#selection.cancel();
    this.#offer(passage);
    this.hidden = act === "note";
    if (act === "note") this.#write();
    else this.querySelector(".swatch").click();
  }

  async #share(act) {
    const target = this.#target;
    const { sharePassage } = await import("../reading/sharing.js"); // loaded when needed
    const failure = await sharePassage(act, target);
    if (failure) this.#refuse(failure);
    else this.#close();
  }

  #close() {
    const back = this.#target && this.contains(document.activeElement) && controlOf(elementAt(this.#target));
    this.hidden = true;
    this.#target = this.#range = null;
    if (back) back.focus({ preventScroll: true });
  }

  #refuse(message) {
    const line = this.querySelector(".refusal");
    line.textContent = message ?? "";
    line.hidden = !message;
  }

  #place() {
    if (!this.hidden) placeByLines(this, (this.#range ?? elementAt(this.#target)).getClientRects());
  }
}

async function loadWriter() {
  writer ??= await import("./note-writer.js");
}

customElements.define("passage-toolbar", PassageToolbar);
