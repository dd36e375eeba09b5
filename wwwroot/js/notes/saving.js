import { saveDraft } from "./drafts.js";
import { parse, post } from "../outbox/http.js";
import { enqueue, isCreation, outbox, TAB_ID, waiting } from "../outbox/outbox.js";
import { passageOf, rangeOf } from "../text/text-offsets.js";
import { element } from "../ui/element.js";

const NO_COOKIE = "This site keeps your notes by a cookie, which your browser blocks. Allow cookies for this site, and save again.";
const MESSAGE_TIME = 10_000; // milliseconds that a message stands, and an Undo in it is offered

let late = 0; // how many that had waited went through since it was last said
let clearing = 0;

const lastCards = new Map(); // by id: the card that came with the last answer

/**
 * Sends a form as it would be sent without script, now or as soon as the server can be reached, and shows at once what
 * will come of it. Answers what the server said in the end: { ok, status, message }.
 */
export function send(form, submitter, draft) {
  return enqueue({ ...entryOf(form, submitter), draft });
}

/** Sends a form that is not worth keeping: now or not at all. */
export function sendOnce(form, submitter) {
  return post(entryOf(form, submitter));
}

/** Why it is useless to send a form as it is: in words to act on, or null. What was written stays in it. */
export function validationError({ elements: { note, exact } }) {
  const { longestNote, longestQuote } = document.body.dataset;
  const length = note?.value.trim().length;
  if (length > longestNote) return `The note has ${inThousands(length)} characters, and ${inThousands(longestNote)} fit. Shorten it by ${inThousands(length - longestNote)}.`;
  if (exact?.value.length > longestQuote) return `The passage is longer than ${inThousands(longestQuote)} characters. Select a shorter one.`;
  return navigator.cookieEnabled ? null : NO_COOKIE;
}

function inThousands(number) {
  return Number(number).toLocaleString("en");
}

/** Sends a change of an annotation that no form on the page stands for. */
export function sendChange(kind, { id, ...about }, fields) {
  return enqueue({ ...about, id, kind, action: `${document.body.dataset.notes}/${id}?handler=${kind}`, fields });
}

/** The card of an annotation, without a connection as it came last or from the list of all that is kept; or null when it cannot be had. */
export async function fetchCard(id) {
  const card = (await fetchFragment(`${document.body.dataset.notes}/${id}`))?.firstElementChild;
  return card ?? lastCards.get(id)?.cloneNode(true) ?? (await import("./cached-cards.js")).cachedCard(id);
}

/** A page as whoever has no script gets it, or null when it cannot be had. */
export async function fetchPage(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? parse(await answer.text()) : null;
  } catch {
    return null; // no connection: what is shown stands
  }
}

/** The part of a page that our script asks for, or null when it cannot be had. */
export async function fetchFragment(address) {
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    return answer.ok ? Object.assign(parse(await answer.text()), { revision: answer.headers.get("Revision") }) : null;
  } catch {
    return null; // no connection: the caller says so
  }
}

/** Puts every piece of a fragment in the place of the one with its id. */
export function swapFragment(fragment) {
  const selected = selectedPassage();
  for (const piece of [...fragment.children]) {
    const old = document.getElementById(piece.id);
    if (piece.id === "status") {
      announce(...piece.childNodes); // a live region that is itself replaced is not read out
    } else if (piece.matches(".note-card") && old?.matches(".note-card")) {
      replaceCard(old, piece);
    } else if (piece.matches("datalist") && old) {
      addSuggestions(old, piece);
    } else if (old) {
      replace(old, piece);
    } else if (piece.matches(".my-note:not([hidden])")) {
      insertInOrder(piece);
    } else if (piece.matches(".note-card")) {
      document.querySelector("[data-cards]")?.append(piece);
    } else if (piece.matches("datalist")) {
      document.body.append(piece); // the first tags to be suggested
    }
  }
  document.getElementById("my-notes")?.toggleAttribute("hidden", !document.querySelector(".my-note"));
  restoreSelection(selected);
  document.dispatchEvent(new Event("swapped"));
}

// What was written now is suggested from now on, beside what is suggested already.
function addSuggestions(tags, fresh) {
  const known = new Set([...tags.options].map(({ value }) => value));
  tags.append(...[...fresh.options].filter(({ value }) => !known.has(value)));
}

// Whoever was on a link in it is on the same link afterwards.
function replace(old, fresh) {
  const address = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
  old.replaceWith(fresh);
  if (address) fresh.querySelector(`[href="${address}"]`)?.focus({ preventScroll: true });
}

// Whoever is selecting words in a block while it is replaced keeps the selection.
function selectedPassage() {
  const selection = getSelection();
  return selection.isCollapsed ? null : passageOf(selection.getRangeAt(0));
}

function restoreSelection(passage) {
  const range = passage && getSelection().isCollapsed && rangeOf(passage);
  if (range) getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

/** Puts a card in the place of an older one; what is being written there goes along. */
export function replaceCard(old, fresh) {
  const fields = textFieldsOf(old).map(was => [was, textFieldsOf(fresh).find(({ name }) => name === was.name)]);
  const edited = fields.filter(([was, now]) => now && was.value !== was.defaultValue && was.value !== now.value);
  const active = old.contains(document.activeElement) && document.activeElement;
  old.replaceWith(fresh);
  for (const [was, now] of edited) moveText(was, now);
  if (active) (edited.find(([was]) => was === active)?.[1] ?? fresh.querySelector("summary"))?.focus({ preventScroll: true });
}

/** The fields of a card that words are written into. */
export function textFieldsOf(card) {
  return [...card.querySelectorAll("textarea, input:not([type])")];
}

function moveText(was, now) {
  if (now.value !== was.defaultValue || was.form.querySelector(".elsewhere")) {
    now.form.prepend(element("p", { className: "refusal elsewhere" }, "This was changed elsewhere while you were writing. Above is how it stands now; below is what you wrote, not saved yet."));
  }
  now.value = was.value;
  now.closest("details").open = true;
  now.setSelectionRange(was.selectionStart, was.selectionEnd);
  now.dispatchEvent(new Event("input", { bubbles: true })); // the other tab's save took the draft along: it is one again
}

// A new note takes its place among the reader's others, in the order of the text.
function insertInOrder(note) {
  const others = document.querySelector("#my-notes > ol");
  others?.insertBefore(note, [...others.children].find(other => Number(other.dataset.at) > Number(note.dataset.at)) ?? null);
}

/** Tells the reader something, aloud to those who listen. */
export function announce(...words) {
  const status = document.getElementById("status");
  status.replaceChildren(...words.map(word => (typeof word === "string" ? element("p", {}, word) : word)));
  clearTimeout(clearing);
  clearing = setTimeout(function clear() {
    if (status.matches(":hover, :focus-within")) clearing = setTimeout(clear, MESSAGE_TIME);
    else status.replaceChildren();
  }, MESSAGE_TIME);
}

/** Listens to what comes of all that was sent, by this tab or another. */
export function showSaveResults() {
  outbox.addEventListener("settled", ({ detail }) => show(detail));
  outbox.addEventListener("postponed", ({ detail: { entry, answer } }) => {
    if (document.hidden) return;

    const why = answer.status === 0 ? "The server cannot be reached." : answer.status === 429 ? "That was too much at once." : "The server cannot save just now.";
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
  if (answer.ok && card) lastCards.set(entry.id, card.cloneNode(true));
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

function entryOf(form, submitter) {
  const action = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.getAttribute("action"), document.baseURI);
  const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, value.replaceAll("\0", "")]); // no text has that
  const { id, annotation, note, colour, ...where } = Object.fromEntries(fields);
  const card = form.closest(".note-card");
  return {
    action: action.pathname + action.search,
    fields,
    kind: action.searchParams.get("handler"),
    id: id ?? annotation ?? action.pathname.match(/[0-9a-f-]{36}/)?.[0],
    words: note,
    tags: form.elements.tags && fields.filter(([name]) => name === "tags").map(([, tags]) => tags).join(),
    colour: colour?.toLowerCase(),
    quote: where.exact ?? card?.querySelector(".quotation")?.textContent.trim(),
    target: targetOf(where),
  };
}

// Where a new mark is to be: the toolbar and the forms of a paragraph's page say it in their own ways.
function targetOf({ start, end, passage, revision, exact }) {
  const [from, to] = passage?.split("-") ?? [start, end];
  return to && { start: Number(from), end: Number(to), revision, exact };
}
