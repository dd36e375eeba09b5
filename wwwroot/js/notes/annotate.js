/** Has the toolbar highlight a passage ("mark") or open a note on it ("note"). */
export function annotate(passage, act) {
  document.querySelector("passage-toolbar").dispatchEvent(new CustomEvent("offer", { detail: { passage, act } }));
}
