import { deleteDraft, drafts, saveDraft } from "./drafts.js";
import { controlOf } from "../text/paragraphs.js";
import { renderPending } from "./pending-overlay.js";
import { send, validationError } from "./send-form.js";
import { announce } from "../ui/announce.js";
import { newId } from "../outbox/outbox.js";
import { setHighlight } from "../text/css-highlights.js";
import { describe } from "../text/describe.js";
import { CHANGED, elementAt, fetchText, isChanged, passageOf, rangeOf, uniqueRangeOf, wholeWords, wordsOf } from "../text/text-offsets.js";
import { styled } from "../ui/more-styles.js";
import { isShortcut, letterOf } from "../ui/shortcuts.js";

const AFTER_MOUSE = 150; // milliseconds: long enough for a double click to become a triple one
const AFTER_CHANGE = 300; // selection handles on a touch screen move in many small steps

/** The toolbar on a selected passage: highlight it, write a note on it, copy a link to it. */
class PassageToolbar extends HTMLElement {
  #target = null;
  #range = null; // our own copy, for a tap may clear the system's selection
  #timer = 0;
  #isDragging = false;
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const on = (type, act, from = document) => from.addEventListener(type, act, { signal });

    on("pointerdown", ({ target }) => this.#drag(target));
    on("pointerup", () => this.#isDragging && this.#settle(AFTER_MOUSE)); // not after a press on one of its own buttons
    on("pointercancel", () => this.#settle(AFTER_CHANGE));
    on("selectionchange", () => this.#isDragging || this.#settle(AFTER_CHANGE));
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

  /** The name of the draft that is being written here, or null. */
  get draftName() {
    return this.hidden || this.#draft.hidden ? null : this.#nameOf(this.#target);
  }

  /** Opens on a draft, to be written on. */
  open({ target, words, reason, colour, id }) {
    const isOfThis = target.revision === this.#revision;
    const range = isOfThis || !target.exact ? null : uniqueRangeOf(target.exact);
    const passage = isOfThis ? target : range && passageOf(range);
    if (!passage || (target.exact && wordsOf(passage) !== target.exact)) {
      announce(`${reason ?? CHANGED} Your words are kept as a draft.`);
      return;
    }

    this.#offer(passage);
    if (this.#nameOf(this.#target) !== this.#nameOf(target)) deleteDraft(this.#nameOf(target)); // the essay was edited
    this.hidden = false;
    this.#write({ words, colour, id });
    this.#refuse(reason);
  }

  /** Goes out of the way of whoever is elsewhere; what was begun is kept as a draft. */
  leave() {
    this.#close();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#forgetTimer();
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

  // A selection that begins in the text stays in it: the pointer does not see what stands beside it.
  #drag(target) {
    this.#isDragging = !this.contains(target);
    document.documentElement.toggleAttribute("data-dragging", Boolean(target.closest?.(".essay-section")));
  }

  #settle(delay) {
    this.#isDragging = false;
    document.documentElement.removeAttribute("data-dragging");
    this.#forgetTimer();
    this.#timer = setTimeout(() => Promise.all([styled(), fetchText()]).then(() => this.#look()), delay);
  }

  // Whoever selects other words and acts at once acts on these. A tap that cleared the selection acts on what the toolbar stood at.
  #isReady() {
    if (this.#timer && !getSelection().isCollapsed) this.#look();
    return !this.hidden;
  }

  #look() {
    this.#forgetTimer();
    if (!this.#draft.hidden) return; // whoever writes is not interrupted by what they select meanwhile

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

  #forgetTimer() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  // The words it stands at may have been painted anew.
  #catchUp() {
    if (this.hidden) return;

    this.#range = rangeOf(this.#target);
    if (!this.#draft.hidden) setHighlight("draft", this.#range);
  }

  #offer(passage) {
    this.#target = describe(passage);
    this.#range = rangeOf(passage);
    this.#refuse(null);
    // Sent again after a lost answer, it is the same creation and makes one annotation.
    for (const [name, value] of Object.entries({ id: newId(), ...this.#target })) this.#form.elements[name].value = value;
  }

  #act(act) {
    if (!act || !this.#isReady()) return;

    if (act === "note") this.#write();
    if (act === "link") this.#give((sharing, home, target) => sharing.copyLink(home, target));
    if (act === "cite") this.#give((sharing, home, target) => sharing.cite(home, target));
    if (act === "share") this.#give((sharing, home, target) => sharing.share(home, target));
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

  #write({ words = "", colour, id } = drafts.get(this.#nameOf(this.#target)) ?? {}) {
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

  // The passage is painted and the toolbar leaves at once; it comes back only when the server will not take the words.
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
    saveDraft(this.#nameOf(this.#target), {
      words: this.#note.value,
      colour: this.#primary.value,
      id: this.#form.elements.id.value, // of what waits, or will
      quote: this.#target.exact,
      target: this.#target,
      address: location.pathname,
    });
  }

  #discard() {
    deleteDraft(this.#nameOf(this.#target));
    this.#close();
  }

  // A passage chosen otherwise than by selecting it.
  #take({ passage, act }) {
    if (wordsOf(passage) === null) {
      announce(CHANGED);
      return;
    }

    this.#forgetTimer();
    this.#offer(passage);
    this.hidden = false;
    if (act === "note") this.#write();
    else this.querySelector(".swatch").click();
  }

  // Fetched when it is first wanted: few readers share on every visit.
  async #give(act) {
    const target = this.#target;
    await fetchText();
    const failure = wordsOf(target) === target.exact ? await act(await import("../reading/sharing.js"), elementAt(target), target) : CHANGED;
    if (failure) this.#refuse(failure);
    else this.#close();
  }

  // A draft that is left stays in this browser, and a marker at the passage offers it again.
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

  #nameOf({ start, end, revision }) {
    return `${start}-${end} ${revision}`;
  }

  #refuse(message) {
    const line = this.querySelector(".refusal");
    line.textContent = message ?? "";
    line.hidden = !message;
  }

  // Above the selection's end; below it where the window leaves no room. The stylesheet pins it down on touch screens.
  #place() {
    if (this.hidden) return;

    const lines = (this.#range ?? elementAt(this.#target)).getClientRects();
    const last = lines[lines.length - 1];
    if (!last) return;

    const above = lines[0].top - this.offsetHeight - 10;
    const y = above > 8 ? above : last.bottom + 10;
    const x = Math.max(8, Math.min(last.right - this.offsetWidth / 2, innerWidth - this.offsetWidth - 8));
    this.style.setProperty("--x", `${x + scrollX}px`); // it scrolls along with the words
    this.style.setProperty("--y", `${y + scrollY}px`);
  }
}

customElements.define("passage-toolbar", PassageToolbar);
