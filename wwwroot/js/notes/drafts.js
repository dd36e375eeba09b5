// What a reader writes and has not saved yet. It is stored in this browser, so it survives a reload or a crash, and is offered
// again where it was started.
import { outbox } from "../outbox/outbox.js";
import { getAll, keepInMemory, publish, put, remove, subscribe } from "../outbox/store.js";

/** All drafts by name: { words, quote, tags, colour, target, address, reason }; all but words are optional. */
export const drafts = new Map();

/** Events: "change" (another tab wrote or deleted a draft), "unkept" (the browser does not store drafts). */
export const draftEvents = new EventTarget();

const PAUSE = 1000; // milliseconds after the last key until other tabs are told

let isWarned = false;
let timer = 0;

export async function loadDrafts() {
  subscribe(({ drafted, isEvicted }) => (isEvicted ? drafts.forEach(keepInMemory) : drafted && refresh()));
  outbox.addEventListener("stored", ({ detail: { draft } }) => draft && deleteDraft(draft));
  addEventListener("pagehide", () => timer && publishNow());
  await refresh();
}

/** The name of the draft of a note on a passage. */
export function passageDraftName({ start, end, revision }) {
  return `${start}-${end} ${revision}`;
}

/** Stores a draft, or deletes it if it is empty. */
export async function saveDraft(name, draft) {
  if (!draft.words.trim() && !draft.reason && !draft.tags && !draft.off?.length) {
    await deleteDraft(name);
    return;
  }

  const kept = { ...draft, key: `draft ${name}`, at: Date.now() };
  drafts.set(name, kept);
  const isKept = await put(kept, "relaxed"); // at every key, so without a sync of the disk
  clearTimeout(timer);
  timer = setTimeout(publishNow, PAUSE); // otherwise they would read and render at every key
  if (isKept || isWarned) return;

  isWarned = true;
  draftEvents.dispatchEvent(new Event("unkept"));
}

export async function deleteDraft(name) {
  if (!drafts.delete(name)) return;

  await remove(`draft ${name}`);
  publishNow();
}

function publishNow() {
  clearTimeout(timer);
  timer = 0;
  publish({ drafted: true });
}

async function refresh() {
  const kept = (await getAll()).filter(({ words }) => words !== undefined).filter(({ key }) => `${key}`.startsWith("draft "));
  drafts.clear();
  for (const draft of kept) drafts.set(draft.key.slice("draft ".length), draft);
  draftEvents.dispatchEvent(new Event("change"));
}
