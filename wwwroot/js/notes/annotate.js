/** Has the toolbar highlight a passage ("mark") or open a note on it ("note"). */
export function annotate(passage, act) {
  document.querySelector("passage-toolbar").dispatchEvent(new CustomEvent("offer", { detail: { passage, act } }));
}

/** Opens a draft, or a change that was not sent yet, for writing. */
export function writeOn(draft) {
  document.querySelector("passage-toolbar").dispatchEvent(new CustomEvent("offer", { detail: { draft } }));
}
