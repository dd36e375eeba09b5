// Writing a note on a passage: in a card beside the words, or in a sheet above the keyboard. Nothing is saved until the reader says so.
import { nameTools, narrowButtons, showPart } from "./card-view.js";
import { deleteDraft, drafts, passageDraftName, saveDraft } from "./drafts.js";
import { renderPending } from "./pending-overlay.js";
import { send, validationError } from "./send-form.js";
import { addTag, allTagsOf, isEndOfTag, takeTags } from "./tag-chips.js";
import { offerUndo } from "./undo.js";
import { isCreation, newId, waiting } from "../outbox/outbox.js";
import { setHighlight } from "../text/css-highlights.js";
import { describe } from "../text/describe.js";
import { controlOf } from "../text/paragraphs.js";
import { CHANGED, elementAt, passageOf, rangeOf, uniqueRangeOf, wordsOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";
import { closePanel, showInPanel } from "../ui/panel.js";

let writing = null; // { target, range, card, form }

document.addEventListener("swapped", () => {
  if (!writing) return;

  writing.range = rangeOf(writing.target); // the blocks may have been replaced
  paint();
});

/** Starts a note on a target, or goes on with its draft. */
export function write(target, { words = "", tags = "", colour, id, reason } = drafts.get(passageDraftName(target)) ?? {}) {
  const card = document.getElementById("new-note").content.firstElementChild.cloneNode(true);
  const form = card.querySelector("form");
  const fields = form.elements;
  for (const [name, value] of Object.entries({ ...target, id: id ?? newId() })) fields[name].value = value; // the id makes sure that a form sent twice creates one annotation
  fields.note.value = words;
  for (const tag of tags.split(",")) addTag(form, tag);
  fields.colour.value = colour?.toLowerCase() ?? "amber";
  form.dataset.writing = passageDraftName(target);

  form.addEventListener("submit", save);
  form.addEventListener("input", event => isEndOfTag(event) ? endTag() : keep());
  form.addEventListener("change", ({ target: { name } }) => ({ tags: endTag, colour: recolour }[name]?.()));
  card.addEventListener("keydown", key);
  card.addEventListener("click", ({ target: { dataset } }) => (dataset.show ? showPart(card, dataset.show) : { later: closePanel, discard }[dataset.act]?.()));
  form.querySelector(".actions").append(...narrowButtons(form));
  nameTools(form);

  const own = { target, range: rangeOf(target), card, form };
  showInPanel({
    kind: "draft",
    label: "Your new note",
    content: card,
    opener: () => own.range ?? elementAt(target),
    focusTarget: () => controlOf(elementAt(target)),
    first: fields.note,
    closed: leave,
  });
  writing = own;
  paint();
  refuse(reason);
  if (!words) return;

  fields.note.setSelectionRange(words.length, words.length);
  keep();
  renderPending(); // the draft's marker gives way to the card
}

/** Opens a draft, or a highlight that the server rejected. If its words are no longer on the page, it stays a draft. */
export function open({ target, ...draft }) {
  const isOfThis = target.revision === document.getElementById("essay").dataset.revision;
  const range = isOfThis || !target.exact ? null : uniqueRangeOf(target.exact);
  const passage = isOfThis ? target : range && passageOf(range);
  if (writing || !passage || (target.exact && wordsOf(passage) !== target.exact)) {
    announce(`${draft.reason ?? (writing ? "You are writing another note." : CHANGED)} Your words are kept as a draft.`);
    return;
  }

  const now = describe(passage);
  if (passageDraftName(now) !== passageDraftName(target)) deleteDraft(passageDraftName(target)); // the essay was edited
  write(now, draft);
}

// The card closes at once. It opens again only if the server rejects the note.
async function save(event) {
  event.preventDefault();
  const { form, target } = writing;
  takeTags(form);
  const error = validationError(form);
  if (error) {
    refuse(error);
    return;
  }

  const draft = stateOf(form);
  const saving = send(form, event.submitter, passageDraftName(target));
  closePanel();
  const answer = await saving;
  if (!answer.ok) open({ ...draft, target, id: undefined, reason: answer.message });
}

function keep() {
  paint();
  saveDraft(passageDraftName(writing.target), stateOf(writing.form));
}

function stateOf({ elements }) {
  return {
    words: elements.note.value,
    tags: allTagsOf(elements.id.form).join(", "),
    colour: elements.colour.value,
    id: elements.id.value, // of the entry in the outbox, now or later
    quote: writing.target.exact,
    target: writing.target,
    address: location.pathname,
  };
}

// A highlight that waits for a connection exists for the reader: it gets its colour at once.
function recolour() {
  const { form, target } = writing;
  keep();
  const waits = waiting.findLast(entry => entry.id === form.elements.id.value && isCreation(entry));
  if (waits && (waits.words ?? "") === form.elements.note.value) send(form, form.querySelector(".primary"), passageDraftName(target));
}

function discard() {
  const { target, form } = writing;
  const draft = { ...stateOf(form) };
  deleteDraft(passageDraftName(target));
  closePanel();
  if (draft.words.trim() || draft.tags) offerUndo("Discarded.", () => open(draft));
}

function leave() {
  writing = null;
  paint();
  renderPending();
}

// The passage wears the chosen colour.
function paint() {
  const colour = writing?.form.elements.colour.value;
  if (colour) writing.card.dataset.colour = colour;
  for (const name of ["amber", "green", "blue", "rose", "violet", "grey", "underline"]) setHighlight(`draft-${name}`, name === colour ? writing.range : null);
}

function endTag() {
  takeTags(writing.form);
  keep();
}

function key(event) {
  const act = event.isComposing ? null : event.key === "Escape" ? closePanel : isEndOfTag(event) ? endTag : null;
  if (!act) return;

  event.preventDefault();
  act();
}

function refuse(message) {
  const line = writing.card.querySelector(".refusal");
  line.textContent = message ?? "";
  line.hidden = !message;
}
