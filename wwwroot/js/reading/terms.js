import { isPlainClick } from "../ui/plain-click.js";

/** Shows what a term in the text leads to in the panel. Without it the term is a link to its page. */
export function openTermsInPanel() {
  if (!document.getElementById("note-panel")?.showPopover) return;

  document.addEventListener("click", async event => {
    const term = event.target.closest("#essay a.term");
    if (!term || !isPlainClick(event)) return;

    event.preventDefault();
    try {
      (await import("./term-card.js")).openTerm(term);
    } catch {
      location.assign(term.href); // the browser then says what is wrong
    }
  });
}
