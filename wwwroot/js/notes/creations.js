// Marks that this page made or recoloured by marking words, and how to undo that.
import { send, sendChange } from "./send-form.js";
import { forgetAct, isUndoable, rememberAct, undoOf } from "./undo.js";
import { recolourWaiting } from "./waiting-marks.js";
import { isCreation, newId, versionOf, waiting } from "../outbox/outbox.js";
import { announce, toast } from "../ui/announce.js";

const TOLD = `told ${document.body.dataset.base}`; // in local storage: how often the reader was told who sees what they save
const ENOUGH = 3;

const acts = new Map(); // by the stamp of the entry

/** Remembers how to undo an entry of this page that creates a mark. */
export function rememberCreation(entry) {
  if (!isCreation(entry) || entry.isQuiet) return;

  for (const [stamp, { id, act }] of acts) if (id === entry.id && !entry.before && acts.delete(stamp)) forgetAct(act); // the new entry replaces it
  acts.set(entry.stamp, { id: entry.id, act: rememberAct(() => undo(entry)) });
}

/** How to undo an entry, as elements for a message; nothing if it was undone already or does not create a mark. */
export function undoOfCreation({ stamp }) {
  const act = acts.get(stamp)?.act;
  return act && isUndoable(act) ? undoOf(act) : [];
}

/** Says that a mark is saved. The status of the answer has a form if there was a mark on the same words: it brings back what that was. */
export function sayWhatIsSaved(entry, status, id) {
  const own = acts.get(entry.stamp);
  const form = status.querySelector("form");
  form?.remove();
  if (own && form) {
    own.act.undo = () => {
      form.elements.version.value = versionOf(id);
      send(form, form.querySelector("button"), undefined, { isQuiet: true });
      announceUndone();
    };
  }

  const offer = undoOfCreation(entry);
  if (own && offer.length === 0) return; // undone before it was saved

  if (isToldOften()) status.querySelector(".only-you")?.remove();
  const say = status.querySelector(".notice") ? announce : toast;
  say(...status.childNodes, ...offer);
}

function undo(entry) {
  announceUndone();
  const { id, quote, target, colour, before } = entry;
  if (!before) {
    sendChange("Delete", { id, quote, target, colour, isQuiet: true }, [["version", versionOf(id)]]);
    return;
  }

  const isWaiting = waiting.some(one => one.id === id && isCreation(one));
  const fields = isWaiting ? entry.fields : entry.fields.map(([name, value]) => [name, name === "id" ? newId() : value]); // on the server, the words have the mark already
  recolourWaiting({ ...entry, fields }, before.colour, { isQuiet: true });
}

function announceUndone() {
  toast("Undone.");
}

function isToldOften() {
  try {
    const times = Number(localStorage.getItem(TOLD)) + 1;
    localStorage.setItem(TOLD, times);
    return times > ENOUGH;
  } catch {
    return false; // forbidden
  }
}
