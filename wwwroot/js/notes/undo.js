import { announce } from "../ui/announce.js";
import { button } from "../ui/element.js";

/** Says what was done and offers to undo it. Returns the button. */
export function offerUndo(words, undo) {
  const offer = button("Undo", undo, { className: "undo" });
  announce(words, offer);
  return offer;
}

// Ctrl+Z or Command+Z outside a text field, where it belongs to the words.
document.addEventListener("keydown", event => {
  const offer = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.target.closest("input:not([type=radio], [type=checkbox]), textarea")
    && document.querySelector("#status .undo");
  if (!offer) return;

  event.preventDefault();
  offer.click();
});
