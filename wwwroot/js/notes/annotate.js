/** Hands a passage to the toolbar, to be highlighted or written on. */
export function annotate(passage, act) {
  document.querySelector("passage-toolbar").dispatchEvent(new CustomEvent("offer", { detail: { passage, act } }));
}
