/** Has the toolbar highlight a passage (a colour, "1" to "7"), open a note on it ("note") or delete the mark on it ("remove"). */
export function annotate(passage, act) {
  offer({ passage, act });
}

/** Opens a draft, or a change that was not sent yet, for writing. */
export function writeOn(draft) {
  offer({ draft });
}

function offer(detail) {
  document.querySelector("passage-toolbar").dispatchEvent(new CustomEvent("offer", { detail }));
}
