// The notes on a mark, in a card beside it.
import { offerToUndoSaving, recolour, retag } from "./card-changes.js";
import { arrangeCard, beginEditing, endEditing, isUnsaved, showPart } from "./card-view.js";
import { fetchCard } from "./card-source.js";
import { offerToDiscard } from "./draft-offers.js";
import { passageOfMark } from "./mark-passage.js";
import { renderPending } from "./pending-overlay.js";
import { validationError } from "./send-form.js";
import { isEndOfTag } from "./tag-chips.js";
import { describe } from "../text/describe.js";
import { fetchText } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";
import { element } from "../ui/element.js";
import { styled } from "../ui/more-styles.js";
import { closePanel, showInPanel } from "../ui/panel.js";
import { isShortcutKey, isSingleKey, letterOf, runShortcut } from "../ui/shortcuts.js";

const MOST = 8; // cards that are fetched together
const CARD = ".note-card.inspector";

const panel = document.getElementById("note-panel");
panel.addEventListener("replaced", ({ target }) => arrangeCard(target));
panel.addEventListener("left", ({ target }) => tellOfDraft(target));
panel.addEventListener("click", click);
panel.addEventListener("mousedown", keepFocusInField);
panel.addEventListener("change", change);
panel.addEventListener("input", event => event.target.closest(CARD) && isEndOfTag(event) && retag(event.target.closest(CARD)));
panel.addEventListener("keydown", key);
panel.addEventListener("submit", ({ target }) => target.matches(`${CARD} .edit`) && submit(target));

/** Opens the notes on a mark. */
export async function openCards(mark) {
  import("../reading/sharing.js"); // loaded early: browsers allow copying only shortly after a click
  const ids = mark.dataset.annotation.split(" ").slice(-MOST);
  const cards = (await Promise.all([styled(), ...ids.map(fetchCard)])).slice(1).filter(Boolean);
  if (cards.length === 0) {
    announce("Your note could not be fetched. Try again in a moment.");
    return;
  }

  const id = ids.at(-1);
  const link = `#essay a.mark-link[data-annotation="${id}"]`;
  const opener = () => (mark.isConnected && mark.matches("mark, .lost") ? mark : document.querySelector(`#essay mark[data-annotation~="${id}"]`) ?? document.querySelector(link));
  showInPanel({
    kind: "card",
    label: cards.length > 1 ? "Your notes" : cards[0].ariaLabel,
    content: [...cards.reverse().map(arrangeCard), ...othersUnder(mark, ids.length)], // newest first, as on the page
    opener,
    besides: () => document.querySelector(`[data-margin=on] #my-${CSS.escape(id)}:not([hidden], [data-folded]) .note-body`),
    focusTarget: () => (mark.isConnected && mark.matches("a") ? mark : document.querySelector(link)), // a mark cannot be focused, but its link can
    closed: renderPending, // words that were not saved show as a draft
  });
  renderPending(); // the cards also show unsent changes and drafts
}

/** Opens the note of a mark for writing. */
export async function editNote(id) {
  getSelection().removeAllRanges();
  await openCards(document.querySelector(`#essay a.mark-link[data-annotation="${id}"]`));
  const card = document.getElementById(`card-${id}`);
  if (card?.matches(CARD)) beginEditing(card);
}

// If very many marks overlap, the mark names only the newest. The paragraph's page has all.
function othersUnder(mark, shown) {
  const others = mark.dataset.annotation.split(" ").length + Number(mark.dataset.more ?? 0) - shown;
  const page = mark.closest("#essay [id]:has(> .pen)")?.querySelector(".pen").href ?? document.body.dataset.notes;
  return others > 0 ? [element("p", { className: "onward" }, element("a", { href: page }, `${others} more of yours on these words`))] : [];
}

function click(event) {
  const card = event.target.closest(CARD);
  if (!card || event.metaKey || event.ctrlKey || event.shiftKey) return;

  const ends = event.target.closest("a[href$='#place']");
  if (event.target.closest(".edit-note")) beginEditing(card);
  else if (event.target.closest(".note-body") && !event.target.closest("a") && getSelection().isCollapsed) beginEditing(card);
  else if (event.target.closest(".copy-link")) copyLink(card);
  else if (event.target.closest(".cancel")) endEditing(card);
  else if (event.target.dataset.show) showPart(card, event.target.dataset.show);
  else if (ends) moveEnds(event, card);
}

// A click on a colour does not end writing.
function keepFocusInField(event) {
  if (event.target.closest(".colours") && document.activeElement.matches("textarea, input[name=tags]:not([type])")) event.preventDefault();
}

function change({ target }) {
  const card = target.closest(CARD);
  if (!card || card.querySelector(".words > .refusal")) return; // after a conflict, the form saves everything together

  if (target.name === "colour") recolour(card, target);
  else if (target.name === "tags") retag(card);
}

function key(event) {
  const card = event.target.closest(CARD) ?? panel.querySelector(`${CARD}:not([hidden])`);
  if (!card || event.isComposing) return;

  if (event.key === "Escape" && card.matches("[data-editing]") && event.target.matches("textarea, .actions *")) {
    event.preventDefault(); // the panel stays
    endEditing(card);
  } else if (isEndOfTag(event)) {
    event.preventDefault(); // the tag is added, the note is not saved
    retag(card);
  } else if (isSingleKey(event) && !event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) {
    runKey(event, card);
  }
}

// The keys of a mark act on its card. Those that lead elsewhere close it first.
function runKey(event, card) {
  const letter = letterOf(event);
  const colour = /^[1-7h]$/.test(letter) && card.querySelectorAll("[name=colour]")[letter === "h" ? 0 : letter - 1];
  if (colour) colour.click();
  else if (letter === "n") beginEditing(card);
  else if (letter === "l") copyLink(card);
  else if (letter === "delete" && !event.repeat && !card.matches("[data-editing]") && !event.target.matches("[name=tags]")) card.querySelector(".delete button").click();
  else if (letter === "u" || letter === "?") runShortcut(letter);
  else if (isShortcutKey(letter)) leaveFor(letter);
  else return;
  event.preventDefault();
}

function leaveFor(letter) {
  closePanel();
  runShortcut(letter);
}

function submit(form) {
  if (validationError(form)) return;

  const card = form.closest(CARD);
  offerToUndoSaving(card);
  card.removeAttribute("data-editing");
  card.querySelector(".edit-note").focus({ preventScroll: true });
}

// Leaving the field keeps what was written, and the card says so.
function tellOfDraft(card) {
  if (isUnsaved(card)) offerToDiscard(card.querySelector("textarea"), card.id, "What you wrote is kept as a draft.");
}

async function copyLink(card) {
  const passage = passageOfMark(card.id.slice("card-".length));
  if (!passage) return;

  await fetchText();
  const failure = await (await import("../reading/sharing.js")).sharePassage("link", describe(passage));
  if (failure) announce(failure);
}

async function moveEnds(event, card) {
  event.preventDefault();
  const id = card.id.slice("card-".length);
  if (!(await (await import("./move-ends.js")).moveEnds(id))) announce("The server cannot be reached. Try again in a moment.");
  else closePanel();
}
