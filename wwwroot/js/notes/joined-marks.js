// Moves and restorations that made one of two marks on the same words, and how to undo them.
import { send } from "./send-form.js";
import { forgetAct, isUndoable, rememberAct, undoOf } from "./undo.js";
import { versionOf } from "../outbox/outbox.js";
import { announce, toast } from "../ui/announce.js";

const moves = new Map(); // by the id of the mark: the act of its last move

/** Remembers the act of a move. If it makes one of two marks, undoing it makes two again. */
export function rememberMove(id, act) {
  moves.set(id, act);
}

/** Says that two marks became one. The status of the answer has a form that makes two of them again. */
export function sayJoined(id, status, form) {
  form.remove();
  const moved = moves.get(id);
  if (moved && !isUndoable(moved)) return; // it was moved back before this answer

  const act = moved ?? rememberAct();
  act.undo = () => {
    forgetAct(act);
    moves.delete(id);
    form.elements.version.value = versionOf(id);
    send(form, form.querySelector("button"), undefined, { id, isQuiet: true });
    toast("Undone.");
  };
  announce(...status.childNodes, ...undoOf(act));
}
