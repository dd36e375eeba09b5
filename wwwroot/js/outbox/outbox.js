// Changes that the server has not confirmed yet. They are stored in this browser and sent in order until the server answers,
// even if the connection fails, the server restarts or the browser is closed. Every save goes through here.
import { failureOf, isRetryable, post } from "./http.js";
import { get, getAll, keepInMemory, publish, put, remove, subscribe, update, withLock } from "./store.js";

const MAX_DELAY = 60; // seconds between two attempts
const MAX_FAILURES = 3; // status 500 for the same entry; then it is given up

/** Identifies this page among the reader's tabs. */
export const TAB_ID = newId();

/** Events: "change" (the list of waiting entries), "stored" (an entry is in this browser), "settled" (the server answered), "postponed" (it did not). */
export const outbox = new EventTarget();

/** Entries that wait for the server, oldest first. */
export const waiting = [];

const versions = new Map(); // of annotations, from the last answers
const pendingReplies = new Map(); // by key: resolves the promise that enqueue returned
let queued = null;
let failures = 0;
let timer = 0;

/**
 * Stores an entry { action, fields, kind, id, … } and sends it as soon as possible. Resolves with the server's final answer,
 * which may come days later, or never in this page.
 */
export async function enqueue(entry) {
  Object.assign(entry, { tab: TAB_ID, at: Date.now(), stamp: newId(), follows: waiting.some(({ id }) => id === entry.id) });
  const earlier = isCreation(entry) ? waiting.findIndex(({ id, key }) => key && id === entry.id) : -1;
  if (earlier < 0) waiting.push(entry);
  else replaceWaiting(earlier, entry);
  changed();
  entry.isKept = await put(entry);
  outbox.dispatchEvent(new CustomEvent("stored", { detail: entry })); // from now on the outbox has the words
  const answer = new Promise(resolve => pendingReplies.set(entry.key, resolve));
  publish({ changed: true });
  sendNow();
  return answer;
}

/** Whether an entry creates an annotation. A later entry with the same id replaces it. */
export function isCreation({ kind }) {
  return ["Mark", "Note", "Highlight"].includes(kind);
}

function replaceWaiting(index, entry) {
  const { key, isTried, follows } = waiting[index];
  Object.assign(entry, { key, isTried, follows });
  waiting[index] = entry;
}

/** Discards an entry without sending it. */
export async function discard(key) {
  await remove(key);
  publish({ changed: true });
  await refresh();
}

/** Discards all entries: the reader deleted everything. */
export function clearOutbox() {
  clearTimeout(timer);
  waiting.length = 0;
  changed();
}

export function sendNow() {
  queued ??= withLock(async () => {
    queued = null;
    await sendAll();
  });
  return queued;
}

/** The version of an annotation in the last answer. */
export function versionOf(id) {
  return versions.get(id) ?? 0; // an entry that waits before it sets the right one when it is answered
}

// crypto.randomUUID exists only on secure origins, and the site may be served over plain HTTP at home.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Loads the stored entries and sends them. */
export async function startOutbox() {
  subscribe(message => (message.settled ? settled(message.settled) : message.isEvicted ? keepAllInMemory() : message.changed && refresh()));
  addEventListener("online", sendNow);
  addEventListener("pageshow", ({ persisted }) => persisted && refresh());
  document.addEventListener("visibilitychange", () => document.hidden || (waiting.length > 0 && sendNow()));
  addEventListener("beforeunload", event => waiting.some(({ isKept }) => isKept === false) && event.preventDefault());
  await refresh();
  if (waiting.length > 0) sendNow();
}

function keepAllInMemory() {
  for (const entry of waiting) if (entry.key) keepInMemory(entry);
  refresh();
}

async function refresh() {
  const kept = (await getAll()).filter(({ action }) => action);
  waiting.splice(0, Infinity, ...kept, ...waiting.filter(({ key }) => !key));
  changed();
}

async function sendAll() {
  clearTimeout(timer);
  const failing = new Set(); // entries of these annotations make the server fail; the others go on
  for (const { key, id } of (await getAll()).filter(({ action }) => action)) {
    const entry = failing.has(id) ? null : await get(key);
    if (!entry) continue;

    if (entry.follows && versions.has(id)) entry.fields = withField(entry, "version", versions.get(id)).fields;
    const answer = await post(entry);
    if (answer.code === "id-foreign" && !entry.isRenamed) {
      await rename(id, newId());
      sendNow();
      return;
    }

    if (answer.code === "signed-out" && !entry.isResent) {
      await update(key, one => ({ ...one, isResent: true })); // the reader may just have signed in, and the browser has another cookie now
      sendNow();
      return;
    }

    if (!isRetryable(answer)) {
      await settle(entry, answer);
      continue;
    }

    if (answer.status === 500 && entry.failed >= MAX_FAILURES - 1) {
      await settle(entry, failureOf(answer));
      continue;
    }

    await postpone(entry, answer);
    if (answer.status !== 500) return;

    failing.add(id);
  }
}

// Later entries for the same annotation were made after this one, so they get the version that this one produced. If the page
// is closed between the two steps, this entry is sent again and gets the same answer.
async function settle(entry, answer) {
  const kept = await get(entry.key);
  if (!kept || kept.stamp !== entry.stamp) return; // another tab settled it, or the reader replaced it

  if (answer.version) await updateLater(entry, later => withField(later, "version", answer.version));
  await remove(entry.key);
  if (isCreation(entry) && answer.annotation && answer.annotation !== entry.id) await joinLater(entry.id, answer.annotation);
  failures = 0;
  publish({ settled: { entry, answer } });
  settled({ entry, answer, isSender: true });
}

function settled({ entry, answer, isSender = false }) {
  if (answer.version) versions.set(answer.annotation ?? entry.id, answer.version);
  waiting.splice(0, Infinity, ...waiting.filter(({ key }) => key !== entry.key));
  outbox.dispatchEvent(new CustomEvent("settled", { detail: { entry, answer, isSender } }));
  changed();
  pendingReplies.get(entry.key)?.(answer);
  pendingReplies.delete(entry.key);
}

// Exponential backoff with jitter.
async function postpone(entry, answer) {
  const wait = Math.max(answer.retryAfter ?? 0, Math.min(MAX_DELAY, 2 ** failures++) * (0.5 + Math.random() / 2));
  timer = setTimeout(sendNow, wait * 1000);
  // All entries wait, unless the server failed at this one.
  const late = (await getAll()).filter(({ action, isTried, key }) => action && !isTried && (answer.status !== 500 || key === entry.key));
  for (const { key } of late) await update(key, one => ({ ...one, isTried: true }));
  if (answer.status === 500) await update(entry.key, one => ({ ...one, failed: (one.failed ?? 0) + 1 }));
  publish({ changed: true });
  await refresh();
  if (failures === 1) outbox.dispatchEvent(new CustomEvent("postponed", { detail: { entry, answer } }));
}

// The answer with the reader's first cookie was lost. For the server this browser is a new reader, so the entries need new ids.
async function rename(id, fresh) {
  for (const { key } of (await getAll()).filter(entry => entry.id === id)) await update(key, entry => ({ ...JSON.parse(JSON.stringify(entry).replaceAll(id, fresh)), isRenamed: true }));
  publish({ changed: true });
  await refresh();
}

// The words had a mark that this page did not know, and the server changed that one. Later entries are about it, too. But a deletion was meant for the new
// mark, which does not exist.
async function joinLater(id, there) {
  for (const { key } of (await getAll()).filter(entry => entry.id === id && entry.kind === "Delete")) await remove(key);
  await rename(id, there);
}

async function updateLater({ id, key }, change) {
  for (const later of (await getAll()).filter(entry => entry.id === id && entry.key > key)) await update(later.key, change);
}

function withField(entry, name, value) {
  return { ...entry, fields: entry.fields.map(([key, old]) => [key, key === name ? value : old]) };
}

function changed() {
  outbox.dispatchEvent(new Event("change"));
}
