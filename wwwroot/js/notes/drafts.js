// What is being written and not saved yet, kept in this browser: it survives a reload, a crash and every way out of the page,
// and is offered again where it was begun.
import { outbox } from "../outbox/outbox.js";
import { getAll, keepInMemory, publish, put, remove, subscribe } from "../outbox/store.js";

/** Every draft by its key: { words, quote, and tags, colour, target, address or reason where there are such }. */
export const drafts = new Map();

/** Says "change" when another tab wrote or dropped one, "unkept" when the browser keeps none. */
export const draftEvents = new EventTarget();

const PAUSE = 1000; // milliseconds without a key until the other tabs look

let isWarned = false;
let timer = 0;

export async function loadDrafts() {
  subscribe(({ drafted, isEvicted }) => (isEvicted ? drafts.forEach(keepInMemory) : drafted && refresh()));
  outbox.addEventListener("stored", ({ detail: { draft } }) => draft && deleteDraft(draft));
  addEventListener("pagehide", () => timer && publishNow());
  await refresh();
}

/** The name of the draft of a note on a passage. */
export function draftNameOf({ start, end, revision }) {
  return `${start}-${end} ${revision}`;
}

/** Keeps a draft, or drops it when nothing was written. */
export async function saveDraft(name, draft) {
  if (!draft.words.trim() && !draft.reason && !draft.tags && !draft.off?.length) {
    await deleteDraft(name);
    return;
  }

  const kept = { ...draft, key: `draft ${name}`, at: Date.now() };
  drafts.set(name, kept);
  const isKept = await put(kept, "relaxed"); // at every key: not worth a sync of the disk
  clearTimeout(timer);
  timer = setTimeout(publishNow, PAUSE); // they would read and paint at every key
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
