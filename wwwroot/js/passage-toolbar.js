import { describe } from "./describe.js";
import { forgetDraft, keepDraft } from "./drafts.js";
import { send } from "./saving.js";
import { cite, copyLink, share } from "./sharing.js";
import { isShortcut } from "./shortcuts.js";
import { elementAt, passageOf, rangeOf } from "./text-offsets.js";

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

    on("pointerdown", ({ target }) => (this.#isDragging = !this.contains(target)));
    on("pointerup", () => this.#settle(AFTER_MOUSE));
    on("pointercancel", () => this.#settle(AFTER_CHANGE));
    on("selectionchange", () => this.#isDragging || this.#settle(AFTER_CHANGE));
    on("keydown", event => this.#key(event));
    on("resize", () => this.#place(), window);
    on("mousedown", event => event.target.closest("button") && event.preventDefault(), this); // keeps the selection
    on("offer", ({ detail }) => this.#take(detail), this);
    on("submit", event => this.#save(event), this);
    this.querySelector("[data-act=share]").hidden = !navigator.share;
    on("click", event => this.#act(event.target.closest("[data-act]")?.dataset.act), this);
  }

  disconnectedCallback() {
    this.#listening.abort();
    clearTimeout(this.#timer);
  }

  get #form() {
    return this.querySelector("form");
  }

  get #draft() {
    return this.querySelector(".draft");
  }

  get #note() {
    return this.querySelector("textarea");
  }

  #settle(delay) {
    this.#isDragging = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), delay);
  }

  #look() {
    if (!this.#draft.hidden) return; // whoever writes is not interrupted by what he selects meanwhile

    const selection = getSelection();
    const passage = selection.isCollapsed || selection.rangeCount === 0 ? null : passageOf(selection.getRangeAt(0));
    if (!passage) {
      this.#close();
      return;
    }

    if (passage.start !== this.#target?.start || passage.end !== this.#target?.end) this.#offer(passage);
    this.hidden = false;
    this.#place();
  }

  #offer(passage) {
    this.#target = describe(passage);
    this.#range = rangeOf(passage);
    this.#refuse(null);
    // Sent again after a lost answer, it is the same creation and makes one annotation.
    for (const [name, value] of Object.entries({ id: newId(), ...this.#target })) this.#form.elements[name].value = value;
  }

  #act(act) {
    if (act === "note") this.#write();
    if (act === "link") this.#give(copyLink(elementAt(this.#target), this.#target));
    if (act === "cite") this.#give(cite(elementAt(this.#target), this.#target.exact));
    if (act === "share") share(elementAt(this.#target), this.#target);
    if (act === "cancel") this.#close();
  }

  #key(event) {
    if (event.key === "Escape" && !this.hidden) {
      this.#close();
      return;
    }

    if (this.hidden || !isShortcut(event)) return;

    const act = { h: () => this.querySelector(".swatch").click(), n: () => this.#write(), l: () => this.#act("link") }[event.key.toLowerCase()];
    if (!act) return;

    event.preventDefault();
    act();
  }

  #write() {
    this.#draft.hidden = false;
    this.#paint("draft");
    keepDraft(this.#note, this.#draftKey());
    this.#place();
    this.#note.focus({ preventScroll: true });
  }

  async #save(event) {
    event.preventDefault();
    if (this.#form.dataset.state === "saving") return;

    this.#refuse(null);
    this.#paint("pending");
    const answer = await send(this.#form, event.submitter);
    this.#paint(null);
    if (answer.ok) {
      forgetDraft(this.#draftKey());
      this.#note.value = "";
      getSelection().removeAllRanges();
      this.#close();
      return;
    }

    if (answer.status === 409) this.#form.elements.id.value = newId(); // saved before: from now on it is another one
    this.#refuse(answer.message);
  }

  // A passage chosen otherwise than by selecting it.
  #take({ passage, act }) {
    this.#offer(passage);
    this.hidden = false;
    if (act === "note") this.#write();
    else this.querySelector(".swatch").click();
  }

  async #give(copying) {
    const failure = await copying;
    if (failure) this.#refuse(failure);
    else this.#close();
  }

  // A draft that is left stays in this browser and is offered again at the same passage.
  #close() {
    this.hidden = true;
    this.#draft.hidden = true;
    this.#target = this.#range = null;
    this.#note.value = "";
    this.#paint(null);
  }

  #draftKey() {
    return `${this.#target.start}-${this.#target.end} ${this.#target.revision}`;
  }

  #refuse(message) {
    const line = this.querySelector(".refusal");
    line.textContent = message ?? "";
    line.hidden = !message;
  }

  // Only passing things are painted here: what is saved, the server paints.
  #paint(name) {
    if (!globalThis.CSS?.highlights) return;

    CSS.highlights.delete("pending");
    CSS.highlights.delete("draft");
    if (name && this.#range) CSS.highlights.set(name, new Highlight(this.#range));
  }

  // Above the selection's end; below it where the window leaves no room. The stylesheet pins it down on touch screens.
  #place() {
    if (this.hidden || !this.#range) return;

    const lines = this.#range.getClientRects();
    const last = lines[lines.length - 1];
    if (!last) return;

    const above = lines[0].top - this.offsetHeight - 10;
    const y = above > 8 ? above : last.bottom + 10;
    const x = Math.max(8, Math.min(last.right - this.offsetWidth / 2, innerWidth - this.offsetWidth - 8));
    this.style.setProperty("--x", `${x + scrollX}px`); // it scrolls along with the words
    this.style.setProperty("--y", `${y + scrollY}px`);
  }
}

// crypto.randomUUID exists on secure origins only, and a reader may well be served over plain HTTP at home.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

customElements.define("passage-toolbar", PassageToolbar);
