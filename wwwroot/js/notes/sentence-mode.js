// Marking sentence by sentence, with keys or buttons. The sentences are radio buttons, so that screen readers say which one is
// chosen and the arrow keys work as usual. The server splits the text into sentences.
import { annotate } from "./annotate.js";
import { markOn } from "./same-passage.js";
import { undoLast } from "./undo.js";
import { outbox } from "../outbox/outbox.js";
import { setHighlight } from "../text/css-highlights.js";
import { BAR, controlOf } from "../text/paragraphs.js";
import { CHANGED, elementAt, essayText, fetchText, isChanged, rangeOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";
import { button, element } from "../ui/element.js";
import { styled } from "../ui/more-styles.js";
import { letterOf } from "../ui/shortcuts.js";

const KEYS = { enter: "1", n: "note", delete: "remove", backspace: "remove", escape: "end", u: "undo" };

let panel = null;
let sentences = []; // [start, end] of each
let from = 0; // the sentence that is chosen
let to = 0; // with Shift, the last one of several, before or after it

/** Starts at the first sentence of a paragraph that is on the screen. */
export async function beginSentences(paragraph) {
  await fetchText();
  const found = await fetchSentences();
  if (!found) {
    announce("The essay was edited or cannot be reached. Reload the page.");
    return;
  }

  await styled();
  close();
  sentences = found;
  const first = Number((paragraph.matches("[data-start]") ? paragraph : paragraph.querySelector("[data-start]")).dataset.start);
  const isSeen = ([start, end]) => start >= first && paragraph.contains(elementAt({ start })) && firstLineOf({ start, end }).bottom > BAR;
  from = to = Math.max(0, sentences.findIndex(isSeen), sentences.findIndex(([start]) => start >= first));
  panel = build();
  panel.addEventListener("change", choose);
  panel.addEventListener("keydown", key);
  panel.addEventListener("click", ({ target }) => run(actOf(target)));
  document.addEventListener("swapped", show);
  outbox.addEventListener("change", showColour);
  document.body.append(panel);
  document.body.style.setProperty("--sentence-panel", `${panel.offsetHeight}px`); // messages stand above it
  panel.querySelector(":checked").focus({ preventScroll: true });
  show();
}

function choose() {
  from = to = [...panel.elements.sentence].findIndex(({ checked }) => checked);
  show();
}

function key(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const isOff = document.documentElement.dataset.keys === "off" && event.key.length === 1; // the buttons do the same
  const act = isOff ? null : /^[1-7]$/.test(event.key) ? event.key : KEYS[letterOf(event)];
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;

  if (step && event.shiftKey) extend(step);
  else if (act && !(event.target.matches("button") && event.key === "Enter")) run(act);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function extend(step) {
  to = Math.max(0, Math.min(to + step, sentences.length - 1));
  show();
  const count = Math.abs(to - from) + 1;
  announce(count === 1 ? "1 sentence." : `${count} sentences.`);
}

function actOf(target) {
  const chosen = target.closest("button");
  return chosen?.dataset.act ?? (chosen?.matches(".swatch") ? String([...panel.querySelectorAll(".swatch")].indexOf(chosen) + 1) : null);
}

function run(act) {
  if (!act) return;

  const passage = chosen();
  if (act === "undo") {
    undoLast();
  } else if (act === "end") {
    end();
  } else if (!isShown(passage)) {
    announce(CHANGED);
  } else if (act === "note") {
    close();
    annotate(passage, "note");
  } else {
    annotate(passage, act);
    panel.querySelector(":checked").focus({ preventScroll: true });
  }
}

// The focus stays where the reader is now, not where they began.
function end() {
  const { start } = chosen();
  close();
  const here = elementAt({ start });
  const isAfter = control => here.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING; // a heading has no button
  const next = controlOf(here) ?? [...document.querySelectorAll("#essay .number")].find(isAfter);
  next?.focus({ preventScroll: true });
}

function close() {
  panel?.remove();
  panel = null;
  setHighlight("sentence");
  document.removeEventListener("swapped", show);
  outbox.removeEventListener("change", showColour);
}

function chosen() {
  return { start: sentences[Math.min(from, to)][0], end: sentences[Math.max(from, to)][1] };
}

function show() {
  const passage = chosen();
  const range = isShown(passage) ? rangeOf(passage) : null;
  setHighlight("sentence", range);
  showColour();
  const [start, end] = sentences[to];
  const box = boxOf({ start, end });
  const room = innerHeight - panel.offsetHeight;
  if (box.top < BAR || box.bottom > room) scrollBy({ top: box.top - room / 3, behavior: "instant" });
}

function boxOf(passage) {
  return shownBy(passage).getBoundingClientRect();
}

function firstLineOf(passage) {
  return shownBy(passage).getClientRects()[0];
}

function shownBy(passage) {
  return isShown(passage) ? rangeOf(passage) : elementAt(passage);
}

function showColour() {
  const mark = markOn(chosen());
  for (const swatch of panel.querySelectorAll(".swatch")) swatch.ariaPressed = String(swatch.dataset.colour === mark?.colour);
  panel.querySelector("[data-act=remove]").hidden = !mark;
}

function isShown(passage) {
  const range = rangeOf(passage);
  return range !== null && !isChanged(range);
}

async function fetchSentences() {
  try {
    const answer = await fetch(`${document.body.dataset.base}sentences/${document.getElementById("essay").dataset.revision}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // no connection: the caller tells the reader
  }
}

function build() {
  const text = essayText();
  const group = element("fieldset", {}, element("legend", {}, "Sentence"), ...sentences.map(([start, end], index) =>
    element("label", {}, element("input", { type: "radio", name: "sentence", checked: index === from }), text.slice(start, end))));
  const swatches = document.querySelector("passage-toolbar .swatches").cloneNode(true);
  for (const swatch of swatches.children) swatch.type = "button";
  const hint = element("p", {}, `Arrow keys choose a sentence, with Shift several. ${document.documentElement.dataset.keys === "off" ? "" : "1 to 7 highlight, N writes a note, "}Esc closes.`);
  const acts = [["note", "Note"], ["remove", "Remove"], ["end", "Done"]].map(([act, name]) => {
    const made = button(name);
    made.dataset.act = act;
    return made;
  });
  const form = element("form", { className: "sentence-panel", ariaLabel: "Highlight sentences" }, group, hint, element("div", { className: "actions" }, swatches, ...acts));
  form.addEventListener("submit", event => event.preventDefault());
  return form;
}
