import { isPlainClick } from "../ui/plain-click.js";

/** Opens the notes on a mark in the panel. Without it the link leads to the note's page. */
export function openNotesInPanel() {
  if (!document.getElementById("note-panel")?.showPopover) return;

  addEventListener("load", () => import("./card-panel.js").catch(() => {})); // now, because later there may be no connection
  document.addEventListener("click", async event => {
    const mark = event.target.closest("#essay [data-annotation]");
    const isOtherLink = event.target.closest("a") !== event.target.closest("a.mark-link, a.open-note");
    if (!mark || isOtherLink || !isPlainClick(event)) return;

    event.preventDefault();
    (await import("./card-panel.js")).openCards(mark);
  });
}
