import { fetchCard } from "./card-source.js";
import { offerRestoring } from "./deletions.js";
import { passageOfMark } from "./mark-passage.js";
import { open, write } from "./note-writer.js";
import { markOn } from "./same-passage.js";
import { cancelSelection, flushSelection, onSettledSelection } from "./selection-watcher.js";
import { send, sendChange, validationError } from "./send-form.js";
import { recolourWaiting } from "./waiting-marks.js";
import { newId, versionOf } from "../outbox/outbox.js";
import { describe } from "../text/describe.js";
import { controlOf } from "../text/paragraphs.js";
import { CHANGED, elementAt, isChanged, passageOf, rangeOf, wholeWords, wordsOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";
import { styled } from "../ui/more-styles.js";
import { placeByLines } from "../ui/place-by-lines.js";
import { isShortcut, letterOf } from "../ui/shortcuts.js";
import { swallowSecondClick } from "../ui/swallow-second-click.js";

const COLOUR = /^[1-7]$/; // the keys of the colours

/** The toolbar for a selected passage: highlight it, write a note on it, copy a link to it. If it is a mark, the toolbar shows its colour and can delete it. */
class PassageToolbar extends HTMLElement {
  #target = null;
  #range = null; // our own copy: a tap may clear the selection
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const on = (type, act, from = document) => from.addEventListener(type, act, { signal });

    onSettledSelection(() => this.#look());
    on("keydown", event => this.key(event));
    on("resize", () => this.#place(), window);
    on("swapped", () => this.#catchUp());
    on("mousedown", event => event.target.closest("button") && event.preventDefault(), this); // keeps the selection
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
    flushSelection();
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
    if (this.hidden) return;

    this.#range = rangeOf(this.#target);
    this.#showMark();
  }

  #offer(passage) {
    this.#target = describe(passage);
    this.#range = rangeOf(passage);
    this.#refuse(null);
    this.#showMark();
    // The id makes sure that a form sent twice creates one annotation.
    for (const [name, value] of Object.entries({ id: newId(), ...this.#target })) this.#form.elements[name].value = value;
  }

  // The colour of the mark that is on exactly these words.
  #showMark() {
    const mark = markOn(this.#target);
    for (const swatch of this.querySelectorAll(".swatch")) swatch.ariaPressed = String(swatch.dataset.colour === mark?.colour);
    this.querySelector("[data-act=remove]").hidden = !mark;
  }

  #act(act) {
    if (!act || !this.#isReady()) return;

    if (COLOUR.test(act)) this.querySelectorAll(".swatch")[act - 1].click();
    if (act === "note") this.#write();
    if (act === "remove") this.#remove();
    if (act === "link" || act === "cite" || act === "share") this.#share(act);
  }

  /** Acts on a key, for the selection or for the mark that has the focus. */
  key(event) {
    if (event.key === "Escape" && !this.hidden) {
      this.#close();
      return;
    }

    const key = letterOf(event);
    const act = COLOUR.test(key) ? key : { h: "1", n: "note", l: "link", delete: "remove" }[key];
    if (!act || !isShortcut(event)) return;

    const focused = document.activeElement.closest("#essay .mark-link");
    const passage = !this.#isReady() && focused ? passageOfMark(focused.dataset.annotation) : null;
    if (this.hidden && !passage) return;

    event.preventDefault();
    if (passage) this.take({ passage, act });
    else this.#act(act);
  }

  // A mark and its note are one: on the words of a mark, this opens the note of the mark.
  async #write() {
    const [target, mark] = [this.#target, markOn(this.#target)];
    this.#close();
    if (mark && !mark.entry) (await import("./card-panel.js")).editNote(mark.id);
    else write(target, mark?.entry);
  }

  async #remove() {
    const mark = markOn(this.#target);
    if (!mark) return;

    const { id, colour } = mark;
    const target = this.#target;
    this.#leave();
    if (document.activeElement.matches(".mark-link")) controlOf(elementAt(target))?.focus({ preventScroll: true }); // the link of the mark goes with it
    const version = versionOf(id) || (await fetchCard(id))?.dataset.version || 0;
    offerRestoring({ id, target, quote: target.exact, colour });
    sendChange("Delete", { id, target, quote: target.exact, colour, isQuiet: true }, [["version", version]]);
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
    const saving = this.#send(event.submitter);
    this.#leave();
    const answer = await saving;
    if (!answer.ok) open({ target, words: "", colour: event.submitter.dataset.colour, reason: answer.message });
  }

  #send(submitter) {
    const mark = markOn(this.#target);
    if (!mark) return send(this.#form, submitter);

    const before = { colour: mark.colour };
    return mark.entry ? recolourWaiting(mark.entry, submitter.value, { before }) : send(this.#form, submitter, undefined, { id: mark.id, before });
  }

  // Closes after an act. The second half of a double click must not fall on what is behind.
  #leave() {
    swallowSecondClick();
    getSelection().removeAllRanges();
    this.#close();
  }

  /** Does something with a passage that was not chosen by selecting words, or opens a draft. */
  async take({ passage, act, draft }) {
    if (draft) {
      await styled();
      open(draft);
      return;
    }

    if (wordsOf(passage) === null) {
      announce(CHANGED);
      return;
    }

    cancelSelection();
    this.#offer(passage);
    this.hidden = false;
    this.#act(act);
  }

  async #share(act) {
    const target = this.#target;
    const { sharePassage } = await import("../reading/sharing.js"); // loaded when needed
    const failure = await sharePassage(act, target);
    if (failure) this.#refuse(failure);
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
    if (message) this.#place();
  }

  #place() {
    const element = this.hidden ? null : elementAt(this.#target);
    if (element) placeByLines(this, (this.#range ?? element).getClientRects(), element);
  }
}

customElements.define("passage-toolbar", PassageToolbar);
