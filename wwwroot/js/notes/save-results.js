import { rememberCard } from "./cards.js";
import { saveDraft } from "./drafts.js";
import { swapFragment } from "./swap-fragment.js";
import { parse } from "../outbox/html.js";
import { isCreation, outbox, TAB_ID, waiting } from "../outbox/outbox.js";
import { announce } from "../ui/announce.js";
import { element } from "../ui/element.js";

let late = 0; // how many that had waited went through since it was last said

/** Listens to what comes of all that was sent, by this tab or another. */
export function showSaveResults() {
  outbox.addEventListener("settled", ({ detail }) => show(detail));
  outbox.addEventListener("postponed", ({ detail: { entry, answer } }) => {
    if (document.hidden) return;

    const why = answer.status === 0 ? "The server cannot be reached." : answer.status === 429 ? "Too many requests." : "The server cannot save just now.";
    const where = entry.isKept === false ? "as long as this page stays open" : "in this browser";
    announce(`${why} What you did is kept ${where} and is sent by itself as soon as it can be.`);
  });
}

function show({ entry, answer, isSender }) {
  const isOurs = entry.tab === TAB_ID;
  const fragment = parse(answer.html);
  const essay = document.getElementById("essay");
  const isElse = essay && answer.revision !== essay.dataset.revision; // its offsets would not fit into this page
  for (const piece of [...fragment.children]) {
    const isStatus = piece.id === "status";
    if (isStatus ? !isOurs || entry.isTried || isUndoOffered() : isElse && !piece.matches(".note-card")) piece.remove();
  }

  if (!answer.ok && isOurs && !isUndoOffered()) announce(); // what was said of another save must not seem to be said of this
  const card = fragment.querySelector(".note-card");
  if (answer.ok && card) rememberCard(entry.id, card);
  if (answer.ok || (isOurs && answer.status === 412)) swapFragment(fragment);
  if (answer.ok && entry.kind === "Delete") leavePlaceholder(document.getElementById(`card-${entry.id}`));
  if (answer.ok && isOurs && isElse) announce("Saved. The essay was edited since you opened it: reload the page to see how it reads now.");
  if (!isSender) return;

  if (!answer.ok) keepRejected(entry, answer, isOurs);
  else if (entry.isTried) announceLate();
}

// An Undo brings the card back to where it was.
function leavePlaceholder(card) {
  card?.replaceWith(element("div", { id: card.id, hidden: true }));
}

// Whoever deleted something a moment ago must find the Undo, whatever was saved meanwhile.
function isUndoOffered() {
  return document.querySelector("#status .undo") !== null;
}

function announceLate() {
  late++;
  if (waiting.length > 0 || isUndoOffered()) return;

  announce(late === 1 ? "What had waited for the server is saved." : `${late} changes that had waited for the server are saved.`);
  late = 0;
}

// Nothing that was written is dropped because the server would not take it.
function keepRejected(entry, answer, isOurs) {
  if (answer.code === "forgotten") return; // the reader had everything deleted

  const { words, tags, quote, target, colour, draft } = entry;
  const id = answer.code === "id-taken" ? undefined : entry.id; // then it is another one
  const newest = waiting.findLast(later => later.id === entry.id && later.words)?.words ?? words;
  const creates = isCreation(entry) && target;
  if (newest || creates) saveDraft(draft ?? `card-${entry.id}`, { words: newest ?? "", tags, quote, target, colour, chosen: [`colour=${colour}`], reason: answer.message, id });
  if (answer.status === 412 && !document.getElementById(`card-${entry.id}`)) {
    announce("That was changed elsewhere meanwhile. Both texts are kept.", element("a", { href: `${document.body.dataset.notes}/${entry.id}` }, "Put them together"));
  } else if (!isOurs) {
    announce(newest ? `${answer.message} Your words are kept as a draft.` : answer.message);
  }
}
