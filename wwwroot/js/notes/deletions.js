// Deletions and their Undo: one restores several deletions in a row.
import { sendChange } from "./send-form.js";
import { forgetAct, rememberAct, undoOf } from "./undo.js";
import { versionOf } from "../outbox/outbox.js";
import { announce, toast } from "../ui/announce.js";

let last = null; // { act, deleted }: what the Undo that is shown would restore

/** Offers to restore a deleted mark: { id, target, quote, colour }. Returns the button. */
export function offerRestoring(about) {
  const isShown = last && document.querySelector("#status .of-deletion");
  if (isShown) forgetAct(last.act);
  const deleted = [...(isShown ? last.deleted : []), about];
  last = { deleted, act: rememberAct(() => restore(deleted)) };
  const offer = undoOf(last.act);
  offer[0].classList.add("of-deletion");
  announce(deleted.length === 1 ? "Deleted." : `${deleted.length} deleted.`, ...offer);
  return offer[0];
}

function restore(deleted) {
  last = null;
  toast(deleted.length === 1 ? "Restored." : `${deleted.length} restored.`);
  for (const about of deleted) sendChange("Restore", { ...about, isQuiet: true }, [["version", versionOf(about.id)]]);
}
