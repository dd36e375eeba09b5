import { fetchCard } from "./cards.js";
import { renderPending } from "./pending-overlay.js";
import { announce } from "../ui/announce.js";
import { element } from "../ui/element.js";
import { isPlainClick, showInPanel } from "../ui/panel.js";

const MOST = 8; // cards that are fetched together

/** Opens the notes on a mark in the panel. Without it the link leads to the note's page. */
export function openNotesInPanel() {
  const panel = document.getElementById("note-panel");
  if (!panel?.showPopover) return;

  document.addEventListener("click", event => {
    const mark = event.target.closest("#essay [data-annotation]");
    const isOtherLink = event.target.closest("a") !== event.target.closest("a.mark-link, a.open-note");
    if (!mark || isOtherLink || !isPlainClick(event)) return;

    event.preventDefault();
    open(mark);
  });
}

async function open(mark) {
  import("../ui/local-moment.js"); // for the dates on the cards
  const ids = mark.dataset.annotation.split(" ").slice(-MOST);
  const cards = (await Promise.all(ids.map(fetchCard))).filter(Boolean);
  if (cards.length === 0) {
    announce("Your note could not be fetched. Try again in a moment.");
    return;
  }

  const link = `#essay a.mark-link[data-annotation="${ids.at(-1)}"]`;
  const opener = () => (mark.isConnected ? mark : document.querySelector(link));
  await showInPanel("Your note", opener, [...cards.reverse(), ...othersUnder(mark, ids.length)], () => focusTarget(opener(), link)); // newest first, as on the page
  renderPending(); // the cards also show unsent changes and drafts
}

// A mark cannot be focused, but its link can. The mark may have lost its annotation while the panel was open.
function focusTarget(opener, link) {
  return opener?.matches("a") ? opener : document.querySelector(link);
}

// If very many marks overlap, the mark names only the newest. The paragraph's page has all.
function othersUnder(mark, shown) {
  const others = mark.dataset.annotation.split(" ").length + Number(mark.dataset.more ?? 0) - shown;
  const page = mark.closest("#essay [id]:has(> .pen)")?.querySelector(".pen").href ?? document.body.dataset.notes;
  return others > 0 ? [element("p", { className: "onward" }, element("a", { href: page }, `${others} more of yours on these words`))] : [];
}
