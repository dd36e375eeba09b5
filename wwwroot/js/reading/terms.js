import { isPlainClick } from "../ui/panel.js";

/** Opens what a term in the text leads to in the panel; without it the term is a link to its page. */
export function openTermsInPanel() {
  if (!document.getElementById("note-panel")?.showPopover) return;

  document.addEventListener("click", async event => {
    const term = event.target.closest("#essay a.term");
    if (!term || !isPlainClick(event)) return;

    event.preventDefault();
    try {
      (await import("./term-card.js")).openTerm(term);
    } catch {
      location.assign(term.href); // the browser says what is wrong, better than we can
    }
  });
}
