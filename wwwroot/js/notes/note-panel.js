import { controlOf } from "./paragraph-menu.js";
import { renderPending } from "./pending-overlay.js";
import { announce, fetchCard } from "./saving.js";
import { button, element } from "../ui/element.js";
import { styled } from "../ui/more-styles.js";

const MOST = 8; // cards that are fetched at once

/** Opens the notes under a mark in the panel; without it the link leads to the note's page. */
export function openNotesInPanel() {
  const panel = document.getElementById("note-panel");
  if (!panel?.showPopover) return;

  new ResizeObserver(() => keepInView(panel)).observe(panel);

  document.addEventListener("click", event => {
    const mark = event.target.closest("#essay [data-annotation]");
    const isOtherLink = event.target.closest("a") !== event.target.closest("a.mark-link, a.open-note");
    if (!mark || isOtherLink || !isPlainClick(event)) return;

    event.preventDefault();
    open(mark);
  });
}

/** Whether a click asks for what it is on, here: not for another window, and not at the end of a selection. */
export function isPlainClick(event) {
  return !event.metaKey && !event.ctrlKey && !event.shiftKey && getSelection().isCollapsed;
}

/**
 * Shows these elements in the panel beside what opened them, which gets the focus back when the panel closes.
 * @param {() => HTMLElement | null} opener finds it, for it may have been painted anew meanwhile
 */
export async function showInPanel(label, opener, ...elements) {
  await styled();
  const panel = document.getElementById("note-panel");
  panel.replaceChildren(closeButton(panel), ...elements);
  panel.setAttribute("aria-label", label);
  panel.showPopover();
  panel.tabIndex = -1;
  panel.focus({ preventScroll: true });
  const mark = opener();
  place(panel, mark);
  const home = mark?.closest("#essay [id]")?.id;
  panel.ontoggle = ({ newState }) => newState === "closed" && returnFocus(panel, opener(), document.getElementById(home));
}

async function open(mark) {
  import("../ui/local-moment.js"); // the cards say when they were written
  const ids = mark.dataset.annotation.split(" ").slice(-MOST);
  const cards = (await Promise.all(ids.map(fetchCard))).filter(Boolean);
  if (cards.length === 0) {
    announce("Your note could not be fetched. Try again in a moment.");
    return;
  }

  const link = `#essay a.mark-link[data-annotation="${ids.at(-1)}"]`;
  const opener = () => (mark.isConnected ? mark : document.querySelector(link));
  await showInPanel("Your note", opener, ...cards.reverse(), ...othersUnder(mark, ids.length)); // the newest lies on top, on the page as here
  renderPending(); // what waits or was begun shows in the cards, too
}

// Where a great many lie over each other the mark names the newest; the paragraph's page has them all.
function othersUnder(mark, shown) {
  const others = mark.dataset.annotation.split(" ").length + Number(mark.dataset.more ?? 0) - shown;
  const page = mark.closest("#essay [id]:has(> .pen)")?.querySelector(".pen").href ?? document.body.dataset.notes;
  return others > 0 ? [element("p", { className: "onward" }, element("a", { href: page }, `${others} more of yours on these words`))] : [];
}

// Beside the text where there is a margin, else below the mark or above it; the stylesheet makes it a sheet on narrow screens.
function place(panel, mark) {
  if (!mark || !panel.matches(":popover-open")) return;

  const box = mark.getBoundingClientRect();
  const height = panel.offsetHeight;
  const essay = mark.closest("[data-margin]")?.getBoundingClientRect();
  if (essay) {
    panel.style.setProperty("--y", `${Math.max(56, Math.min(box.top - 16, innerHeight - Math.max(height, 400) - 8))}px`);
    panel.style.setProperty("--x", `${Math.min(essay.right + 24, innerWidth - panel.offsetWidth - 8)}px`);
    return;
  }

  const below = box.bottom + 8;
  const top = below + height < innerHeight ? below : Math.max(8, box.top - height - 8);
  panel.style.setProperty("--y", `${top}px`);
  panel.style.setProperty("--x", `${Math.max(8, Math.min(box.left, innerWidth - panel.offsetWidth - 8))}px`);
}

// A form that opens in it makes it taller than when it was placed.
function keepInView(panel) {
  const over = panel.getBoundingClientRect().bottom + 8 - innerHeight;
  const y = parseFloat(panel.style.getPropertyValue("--y"));
  if (over > 0 && y > 8) panel.style.setProperty("--y", `${Math.max(8, y - over)}px`);
}

function closeButton(panel) {
  const close = button("×", () => panel.hidePopover(), { className: "close" });
  close.setAttribute("aria-label", "Close");
  return close;
}

// To the paragraph where the mark was deleted meanwhile.
function returnFocus(panel, opener, home) {
  const isElsewhere = document.activeElement !== document.body && !panel.contains(document.activeElement);
  if (isElsewhere) return;

  const last = opener?.dataset.annotation?.split(" ").at(-1);
  const link = !opener || opener.matches("a") ? opener : document.querySelector(`#essay a.mark-link[data-annotation="${last}"]`);
  link?.focus({ preventScroll: true });
  if (document.activeElement !== link) controlOf(home)?.focus({ preventScroll: true });
}
