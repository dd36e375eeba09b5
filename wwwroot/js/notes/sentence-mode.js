// Marking sentence by sentence, with keys or buttons. The sentences are radio buttons, so that screen readers say which one is
// chosen and the arrow keys work as usual. The server splits the text into sentences.
import { annotate } from "./annotate.js";
import { setHighlight } from "../text/css-highlights.js";
import { CHANGED, elementAt, essayText, fetchText, isChanged, rangeOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";
import { styled } from "../ui/more-styles.js";
import { letterOf } from "../ui/shortcuts.js";

let panel = null;

/** Starts at the first sentence of a paragraph. */
export async function beginSentences(paragraph) {
  await fetchText();
  const sentences = await fetchSentences();
  if (!sentences) {
    announce("The essay was edited or cannot be reached. Reload the page.");
    return;
  }

  await styled();
  end();
  const first = Number((paragraph.matches("[data-start]") ? paragraph : paragraph.querySelector("[data-start]")).dataset.start);
  panel = build(sentences, Math.max(0, sentences.findIndex(([start]) => start >= first)));
  const back = document.activeElement;
  panel.addEventListener("change", () => show(chosen(panel)));
  panel.addEventListener("keydown", event => {
    const act = { enter: "mark", n: "note", escape: "end" }[letterOf(event)];
    if (!act || (event.target.matches("button") && event.key === "Enter")) return;

    event.preventDefault();
    event.stopPropagation();
    run(act, back);
  });
  panel.addEventListener("click", ({ target }) => run(target.closest("[data-act]")?.dataset.act, back));
  document.body.append(panel);
  panel.querySelector(":checked").focus({ preventScroll: true });
  show(chosen(panel));
}

function run(act, back) {
  if (!act) return;

  const passage = chosen(panel);
  if (act !== "end" && !isShown(passage)) {
    announce(CHANGED);
  } else if (act === "mark") {
    annotate(passage, "mark");
    panel.querySelector(":checked").focus({ preventScroll: true });
  } else {
    end();
    if (act === "note") annotate(passage, "note");
    else (back?.isConnected ? back : document.querySelector("#essay [role=button][tabindex='0']"))?.focus({ preventScroll: true });
  }
}

function end() {
  panel?.remove();
  panel = null;
  setHighlight("sentence");
}

function chosen(form) {
  const [start, end] = form.elements.sentence.value.split("-").map(Number);
  return { start, end };
}

function show(passage) {
  const range = isShown(passage) ? rangeOf(passage) : null;
  setHighlight("sentence", range);
  const box = (range ?? elementAt(passage)).getBoundingClientRect();
  const room = innerHeight - panel.offsetHeight;
  if (box.top < 80 || box.bottom > room) scrollBy({ top: box.top - room / 3, behavior: "instant" });
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

function build(sentences, at) {
  const text = essayText();
  const form = document.createElement("form");
  form.className = "sentence-panel";
  form.ariaLabel = "Highlight a sentence";
  const group = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = "Sentence";
  group.append(legend, ...sentences.map(([start, end], index) => {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name: "sentence", value: `${start}-${end}`, checked: index === at });
    label.append(radio, text.slice(start, end));
    return label;
  }));
  const hint = document.createElement("p");
  hint.textContent = "Arrow keys choose a sentence. Enter highlights it, N writes a note, Esc closes.";
  const actions = document.createElement("p");
  actions.className = "actions";
  actions.append(...[["mark", "Highlight"], ["note", "Note"], ["end", "Done"]].map(([act, name]) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: name });
    button.dataset.act = act;
    return button;
  }));
  form.append(group, hint, actions);
  form.addEventListener("submit", event => event.preventDefault());
  return form;
}
