import { sendChange } from "./send-form.js";
import { rememberAct, undoOf } from "./undo.js";
import { versionOf } from "../outbox/outbox.js";
import { caretAt } from "../text/caret.js";
import { setHighlight } from "../text/css-highlights.js";
import { blocks, CHANGED, essayText, fetchText, isChanged, passageOf, rangeOf, segmenter } from "../text/text-offsets.js";
import { announce, toast } from "../ui/announce.js";

/** Moves the ends of a saved mark by handles, by keys or by a new selection. */
class MarkAdjuster extends HTMLElement {
  #passage = null;
  #text = "";
  #words = []; // of the whole essay, as { start, end }
  #sentences = [];
  #handles = {};
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    fetchText().then(() => this.isConnected && this.#begin());
  }

  #begin() {
    this.#text = essayText();
    this.#words = segments(this.#text, "word").filter(({ isWordLike }) => isWordLike);
    this.#sentences = segments(this.#text, "sentence");
    for (const hidden of this.querySelectorAll("button.primary, .adjuster-help")) hidden.hidden = false;

    const { signal } = this.#listening;
    for (const edge of ["start", "end"]) {
      const button = this.querySelector(`[data-edge=${edge}]`);
      button.addEventListener("keydown", event => this.#key(event, edge), { signal });
      this.#handles[edge] = this.#handle(edge, signal);
    }
    this.addEventListener("keydown", event => event.key === "Escape" && this.#leave(event), { signal });
    this.querySelector(".cancel").addEventListener("click", event => this.#leave(event), { signal });
    this.addEventListener("submit", () => setTimeout(() => this.#sent()), { signal }); // after note-forms.js has read the form
    document.addEventListener("selectionchange", () => this.#take(getSelection()), { signal });
    addEventListener("resize", () => this.#place(), { signal });
    document.fonts?.addEventListener("loadingdone", () => this.#place(), { signal });

    const { start, end } = this.dataset;
    if (start) this.#set({ start: Number(start), end: Number(end) });
    else this.querySelector("button.primary").disabled = true;
    this.#take(getSelection()); // words may have been selected while this was loading
    if (document.activeElement === this) this.focus({ preventScroll: true });
  }

  /** Gives the focus to the end, which the arrow keys move; until it can be moved, to the tool. */
  focus(options) {
    const end = this.querySelector("[data-edge=end]:not([hidden])");
    if (end) end.focus(options);
    else super.focus(options);
  }

  #leave(event) {
    event.preventDefault();
    const { start, end } = this.dataset;
    const isMoved = start && (this.#passage.start !== Number(start) || this.#passage.end !== Number(end));
    this.#close();
    if (isMoved) toast("Nothing was moved."); // instead of where it would begin or end
  }

  // The mark moves when the server has answered. Until then it can be moved back.
  #sent() {
    const { start, end } = this.dataset;
    const { version, revision } = this.querySelector("form").elements;
    const id = this.#id;
    this.#close();
    if (!start) return;

    const act = rememberAct(() => {
      announce("Moved back.");
      sendChange("Place", { id }, [["version", Math.max(versionOf(id), version.value)], ["revision", revision.value], ["passage", `${start}-${end}`]]);
    });
    import("./joined-marks.js").then(({ rememberMove }) => rememberMove(id, act)).catch(() => {});
    const offer = undoOf(act);
    offer[0].classList.add("of-saving");
    toast("Moved.", ...offer);
  }

  #close() {
    const id = this.#id;
    this.remove();
    if (new URLSearchParams(location.search).has("adjust")) history.replaceState(history.state, "", location.pathname + location.hash);
    document.querySelector(`#essay .mark-link[data-annotation="${id}"]`)?.focus({ preventScroll: true });
  }

  get #id() {
    return this.querySelector("form").getAttribute("action").match(/[0-9a-f-]{36}/)[0];
  }

  disconnectedCallback() {
    this.#listening.abort();
    Object.values(this.#handles).forEach(handle => handle.remove());
    setHighlight("adjusting");
  }

  #set(passage) {
    if (passage.start >= passage.end) return;

    this.#passage = passage;
    this.querySelector("[name=passage]").value = `${passage.start}-${passage.end}`;
    this.querySelector("[name=exact]").value = this.querySelector("q").textContent = this.#text.slice(passage.start, passage.end);
    for (const button of this.querySelectorAll("button")) button.hidden = button.disabled = false;
    this.#place();
  }

  // A new selection replaces the passage. When the selection is cleared, the passage stays.
  #take(selection) {
    const range = selection.isCollapsed || selection.rangeCount === 0 ? null : selection.getRangeAt(0);
    const passage = range && passageOf(range);
    if (passage) this.#set(passage);
    else if (range && isChanged(range)) announce(CHANGED);
  }

  #key(event, edge) {
    const way = { ArrowLeft: -1, ArrowRight: +1 }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;

    event.preventDefault();
    this.#step(edge, way, event.shiftKey ? this.#sentences : this.#words);
  }

  #step(edge, way, units) {
    const at = this.#passage[edge];
    const places = units.map(unit => unit[edge]);
    const next = way > 0 ? places.find(place => place > at) : places.findLast(place => place < at);
    if (next === undefined || !this.#holds({ ...this.#passage, [edge]: next })) return;

    this.#set({ ...this.#passage, [edge]: next });
    announce(edge === "start" ? `Begins with “${this.#edgeWords(0, 4)}”.` : `Ends with “${this.#edgeWords(-4)}”.`);
  }

  #holds({ start, end }) {
    return this.#words.some(word => word.start >= start && word.end <= end);
  }

  #edgeWords(from, to) {
    return this.querySelector("q").textContent.split(/\s+/).slice(from, to).join(" ");
  }

  #handle(edge, signal) {
    const handle = document.createElement("span");
    handle.className = "adjuster-handle";
    handle.dataset.edge = edge;
    handle.hidden = true;
    handle.addEventListener("pointerdown", event => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      handle.dataset.state = "dragging"; // the stylesheet lets the pointer see through it
    }, { signal });
    handle.addEventListener("pointermove", event => handle.dataset.state && this.#drag(edge, event), { signal });
    for (const type of ["pointerup", "pointercancel"]) handle.addEventListener(type, () => delete handle.dataset.state, { signal });
    return document.body.appendChild(handle); // not in this element: it scrolls with the words
  }

  #drag(edge, { clientX, clientY }) {
    const offset = offsetAt(clientX, clientY - (edge === "end" ? 8 : 0));
    const word = offset === null ? undefined : this.#words.find(({ end }) => end > offset);
    if (word && this.#holds({ ...this.#passage, [edge]: word[edge] })) this.#set({ ...this.#passage, [edge]: word[edge] });
  }

  #place() {
    const range = this.#passage && rangeOf(this.#passage);
    if (!range) return;

    setHighlight("adjusting", range);
    const lines = range.getClientRects();
    const [first, last] = [lines[0], lines[lines.length - 1]];
    put(this.#handles.start, first.left, first.top, first.height);
    put(this.#handles.end, last.right, last.top, last.height);
  }
}

function put(handle, x, y, height) {
  handle.hidden = false;
  handle.style.setProperty("--x", `${x + scrollX}px`);
  handle.style.setProperty("--y", `${y + scrollY}px`);
  handle.style.setProperty("--height", `${height}px`);
}

function segments(text, granularity) {
  const language = document.getElementById("essay").lang;
  return [...segmenter(language, granularity).segment(text)].map(({ segment, index, isWordLike }) => {
    const words = segment.trimEnd();
    return { start: index + segment.length - segment.trimStart().length, end: index + words.length, isWordLike };
  }).filter(({ start, end }) => start < end);
}

// The offset in the essay at a point of the window: the start of the rest of its block.
function offsetAt(x, y) {
  const { node, offset } = caretAt(x, y) ?? {};
  const block = node && blocks().find(candidate => candidate.contains(node));
  if (!block) return null;

  const rest = document.createRange();
  rest.setStart(node, offset);
  rest.setEnd(block, block.childNodes.length);
  return passageOf(rest)?.start ?? null;
}

customElements.define("mark-adjuster", MarkAdjuster);
