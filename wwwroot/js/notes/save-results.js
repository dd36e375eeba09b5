import { closePanelWithout, fieldInUse, rememberCard, tellOfDeletion } from "./cards.js";
import { saveDraft } from "./drafts.js";
import { listenForCopying } from "./card-source.js";
import { swapFragment } from "./swap-fragment.js";
import { parse } from "../outbox/html.js";
import { isCreation, outbox, TAB_ID, waiting } from "../outbox/outbox.js";
import { announce } from "../ui/announce.js";
import { element } from "../ui/element.js";

let late = 0; // entries that were delayed and saved since the last message

/** Shows the results of all saves, of this tab and of others. */
export function showSaveResults() {
  outbox.addEventListener("stored", async ({ detail }) => (await creations()).rememberCreation(detail));
  outbox.addEventListener("settled", ({ detail }) => show(detail));
  outbox.addEventListener("postponed", async ({ detail: { entry, answer } }) => {
    if (document.hidden) return;

    const why = answer.status === 0 ? "The server cannot be reached." : answer.status === 429 ? "Too many requests." : "The server cannot save right now.";
    const where = entry.isKept === false ? "as long as this page stays open" : "in this browser";
    const offer = (await creations()).undoOfCreation(entry);
    announce(`${why} Your change is kept ${where} and will be sent automatically.`, ...(offer.length > 0 ? offer : document.querySelectorAll("#status .undo")));
  });
}

const creations = () => import("./creations.js");

function show({ entry, answer, isSender }) {
  const isOurs = entry.tab === TAB_ID;
  const fragment = parse(answer.html);
  const essay = document.getElementById("essay");
  const isElse = essay && answer.revision !== essay.dataset.revision; // its offsets do not fit this page
  listenForCopying(fragment);
  const status = fragment.querySelector("#status");
  status?.remove();
  if (isElse) for (const piece of [...fragment.children]) if (!piece.matches(".note-card")) piece.remove();

  if (!answer.ok && isOurs && !document.querySelector("#status .undo:not(.of-saving)")) announce(); // an older message must not seem to be about this save
  if (answer.ok) for (const card of fragment.querySelectorAll(".note-card")) rememberCard(card.id.slice("card-".length), card);
  if (answer.ok || (isOurs && answer.status === 412)) swapFragment(fragment);
  if (answer.ok && status && isOurs && !entry.isTried) say(entry, status, answer.annotation);
  const card = document.getElementById(`card-${entry.id}`);
  if (answer.ok && entry.kind === "Delete" && card) {
    if (!isOurs && fieldInUse(card)) tellOfDeletion(card, answer.version);
    else leavePlaceholder(card);
  }
  if (answer.ok && isOurs && isElse) announce("Saved. The essay was edited since you opened it: reload the page to see how it reads now.");
  if (!isSender) return;

  if (!answer.ok) keepRejected(entry, answer, isOurs);
  else if (entry.isTried) announceLate();
}

// What a quiet entry does was said when the reader did it.
async function say(entry, status, id) {
  if (entry.isQuiet && !status.querySelector(".notice")) return;

  const part = status.querySelector("form[action*='handler=Part']");
  if (part) (await import("./joined-marks.js")).sayJoined(entry.id, status, part);
  else if (isCreation(entry)) (await creations()).sayWhatIsSaved(entry, status, id);
  else if (!isUndoOffered() || saysWhoSees(entry)) announce(...status.childNodes);
}

// What was said before about who sees the note is not true any more.
function saysWhoSees({ kind }) {
  return ["Show", "Renew", "End"].includes(kind);
}

// An Undo puts the card back here.
function leavePlaceholder(card) {
  closePanelWithout(card);
  card.replaceWith(element("div", { id: card.id, hidden: true }));
}

// An Undo must stay, even if something from before is saved meanwhile.
function isUndoOffered() {
  return document.querySelector("#status .undo") !== null;
}

function announceLate() {
  late++;
  if (waiting.length > 0 || isUndoOffered()) return;

  announce(late === 1 ? "The change that was waiting is saved." : `${late} changes that were waiting are saved.`);
  late = 0;
}

// Text that the server rejected becomes a draft.
function keepRejected(entry, answer, isOurs) {
  if (answer.code === "forgotten") return; // the reader deleted everything

  const { words, tags, quote, target, colour, draft } = entry;
  const id = answer.code === "id-taken" ? undefined : entry.id; // the text needs a new id
  const newest = waiting.findLast(later => later.id === entry.id && later.words)?.words ?? words;
  const creates = isCreation(entry) && target;
  if (newest || creates) saveDraft(draft ?? `card-${entry.id}`, { words: newest ?? "", tags, quote, target, colour, chosen: [`colour=${colour}`], reason: answer.message, id });
  if (answer.status === 412 && !document.getElementById(`card-${entry.id}`)) {
    announce("This note was changed elsewhere. Both texts are kept.", element("a", { href: `${document.body.dataset.notes}/${entry.id}` }, "Merge them"));
  } else if (!isOurs) {
    announce(newest ? `${answer.message} Your words are kept as a draft.` : answer.message);
  }
}
