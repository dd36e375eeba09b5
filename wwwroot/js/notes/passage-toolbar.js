import { deleteDraft, passageDraftName, drafts, saveDraft } from "./drafts.js";
import { renderPending } from "./pending-overlay.js";
import { watchSelection } from "./selection-watcher.js";
import { send, validationError } from "./send-form.js";
import { newId } from "../outbox/outbox.js";
import { setHighlight } from "../text/css-highlights.js";
import { describe } from "../text/describe.js";
import { controlOf } from "../text/paragraphs.js";
import { CHANGED, elementAt, isChanged, passageOf, rangeOf, uniqueRangeOf, wholeWords, wordsOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";
import { placeByLines } from "../ui/place-by-lines.js";
import { isShortcut, letterOf } from "../ui/shortcuts.js";

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

    this.#selection = watchSelection(this, signal, () => this.#look());
    on("keydown", event => this.#key(event));
    on("resize", () => this.#place(), window);
    on("swapped", () => this.#catchUp());
    on("mousedown", event => event.target.closest("button") && event.preventDefault(), this); // keeps the selection
    on("offer", ({ detail }) => this.#take(detail), this);
    on("submit", event => this.#save(event), this);
    on("input", () => this.#keep(), this);
    this.querySelector("[data-act=share]").hidden = !navigator.share;
    on("click", event => this.#act(event.target.closest("[data-act]")?.dataset.act), this);
  }

  /** The name of the draft that is open in the toolbar, or null. */
  get draftName() {
    return this.hidden || this.#draft.hidden ? null : passageDraftName(this.#target);
  }

  /** Opens a draft for writing. */
  open({ target, words, reason, colour, id }) {
    const isOfThis = target.revision === this.#revision;
    const range = isOfThis || !target.exact ? null : uniqueRangeOf(target.exact);
    const passage = isOfThis ? target : range && passageOf(range);
    if (!passage || (target.exact && wordsOf(passage) !== target.exact)) {
      announce(`${reason ?? CHANGED} Your words are kept as a draft.`);
      return;
    }

    this.#offer(passage);
    if (passageDraftName(this.#target) !== passageDraftName(target)) deleteDraft(passageDraftName(target)); // the essay was edited
    this.hidden = false;
    this.#write({ words, colour, id });
    this.#refuse(reason);
  }

  /** Closes the toolbar; unsaved text stays as a draft. */
  leave() {
    this.#close();
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  get #form() {
    return this.querySelector("form");
  }

  get #draft() {
    return this.querySelector(".draft");
  }

  get #primary() {
    return this.#draft.querySelector(".primary");
  }

  get #note() {
    return this.querySelector("textarea");
  }

  // Acts on the current selection, or on the last one if a tap cleared it.
  #isReady() {
    this.#selection.flush();
    return !this.hidden;
  }

  #look() {
    if (!this.#draft.hidden) return; // selecting words does not interrupt writing

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
    if (!this.#draft.hidden) setHighlight("draft", this.#range);
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
    if (act === "cancel") this.#close();
    if (act === "discard") this.#discard();
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

  #write({ words = "", colour, id } = drafts.get(passageDraftName(this.#target)) ?? {}) {
    this.#draft.hidden = false;
    if (id) this.#form.elements.id.value = id;
    this.#note.value = words;
    this.#primary.value = colour ?? "Amber";
    this.#note.dispatchEvent(new Event("input", { bubbles: true }));
    setHighlight("draft", this.#range);
    renderPending();
    this.#place();
    this.#note.focus({ preventScroll: true });
  }

  // The toolbar closes at once. It opens again only if the server rejects the note.
  async #save(event) {
    event.preventDefault();
    if (!this.#isReady()) return;

    const error = validationError(this.#form);
    if (error) {
      this.#refuse(error);
      return;
    }

    const [target, words] = [this.#target, this.#note.value];
    const saving = send(this.#form, event.submitter, this.draftName);
    getSelection().removeAllRanges();
    this.#close();
    const answer = await saving;
    if (answer.ok) return;

    if (this.hidden) this.open({ target, words, reason: answer.message });
    else announce(`${answer.message} Your words are kept as a draft.`);
  }

  #keep() {
    saveDraft(passageDraftName(this.#target), {
      words: this.#note.value,
      colour: this.#primary.value,
      id: this.#form.elements.id.value, // of the entry in the outbox, now or later
      quote: this.#target.exact,
      target: this.#target,
      address: location.pathname,
    });
  }

  #discard() {
    deleteDraft(passageDraftName(this.#target));
    this.#close();
  }

  // A passage that was not chosen by selecting words.
  #take({ passage, act }) {
    if (wordsOf(passage) === null) {
      announce(CHANGED);
      return;
    }

    this.#selection.cancel();
    this.#offer(passage);
    this.hidden = false;
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

  // An unfinished draft stays in this browser; a button at the passage opens it again.
  #close() {
    if (this.hidden) return;

    const back = this.contains(document.activeElement) && controlOf(elementAt(this.#target));
    this.hidden = true;
    this.#draft.hidden = true;
    this.#target = this.#range = null;
    this.#note.value = "";
    setHighlight("draft");
    renderPending();
    if (back) back.focus({ preventScroll: true });
  }

  get #revision() {
    return document.getElementById("essay").dataset.revision;
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

customElements.define("passage-toolbar", PassageToolbar);
