// The last acts and how to undo them, by the message about an act or by a key.
import { announce, toast } from "../ui/announce.js";
import { button, element } from "../ui/element.js";
import { shortcut } from "../ui/shortcuts.js";

const MOST = 50; // acts that can be undone, one after the other
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const acts = []; // newest last

/** Undoes the last act with U, or with Ctrl or Command and Z outside of text fields. */
export function listenForUndo() {
  shortcut("u", undoLast);
  document.addEventListener("keydown", event => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const isInText = event.target.closest?.("textarea, input:not([type=radio], [type=checkbox]), [contenteditable]");
    if (!isUndo || isInText || event.defaultPrevented || acts.length === 0) return;

    event.preventDefault();
    undoLast();
  });
}

/** Remembers how to undo an act. What undoing does can be set later: `act.undo`. */
export function rememberAct(undo) {
  const act = { undo };
  acts.push(act);
  if (acts.length > MOST) acts.shift();
  return act;
}

/** Whether an act was neither undone nor forgotten. */
export function isUndoable(act) {
  return acts.includes(act);
}

/** The act is undone, or part of a later one. */
export function forgetAct(act) {
  const at = acts.indexOf(act);
  if (at >= 0) acts.splice(at, 1);
}

/** Says what was done and offers to undo it. Returns the button. */
export function offerUndo(words, undo) {
  const offer = undoOf(rememberAct(undo));
  toast(words, ...offer);
  return offer[0];
}

/** The button that undoes an act, and the name of the key that does the same. */
export function undoOf(act) {
  const offer = button("Undo", () => run(act), { className: "undo" });
  offer.ariaKeyShortcuts = isMac ? "Meta+Z" : "Control+Z";
  return [offer, element("kbd", { ariaHidden: "true" }, isMac ? "⌘Z" : "Ctrl+Z")];
}

/** Undoes the last act that was not undone yet. */
export function undoLast() {
  if (acts.length > 0) run(acts.at(-1));
  else announce("There is nothing to undo.");
}

function run(act) {
  forgetAct(act);
  act.undo();
}
