import { fetchCard, say } from "./saving.js";
import { paint } from "./unsaved.js";

/** Opens the notes under a mark in the panel; without it the link leads to the note's page. */
export function openNotesInPanel() {
  const panel = document.getElementById("note-panel");
  if (!panel?.showPopover) return;

  let opener = null; // the id of the newest annotation under the mark that was pressed

  document.addEventListener("click", event => {
    const mark = event.target.closest("#essay [data-annotation]");
    const isOtherLink = event.target.closest("a") !== event.target.closest("a.mark-link, a.open-note");
    if (!mark || isOtherLink || event.metaKey || event.ctrlKey || event.shiftKey || !getSelection().isCollapsed) return;

    event.preventDefault();
    opener = mark.dataset.annotation.split(" ").at(-1);
    open(panel, mark);
  });

  // What is unfolded in it must not grow out of the window.
  new ResizeObserver(() => opener?.isConnected && panel.matches(":popover-open") && place(panel, opener)).observe(panel);

  panel.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed") returnFocus(panel, opener);
  });
}

async function open(panel, mark) {
  const ids = mark.dataset.annotation.split(" ");
  const cards = (await Promise.all(ids.map(fetchCard))).filter(Boolean);
  if (cards.length === 0) {
    say("Your note could not be fetched. Try again in a moment.");
    return;
  }

  panel.replaceChildren(closeButton(panel), ...cards.reverse()); // the newest lies on top, on the page as here
  paint(); // what waits or was begun shows in the cards, too
  panel.showPopover();
  place(panel, mark);
  panel.tabIndex = -1;
  panel.focus({ preventScroll: true });
}

// Beside the text where there is a margin, else below the mark or above it; the stylesheet makes it a sheet on narrow screens.
function place(panel, mark) {
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

function closeButton(panel) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "close";
  button.setAttribute("aria-label", "Close");
  button.textContent = "×";
  button.onclick = () => panel.hidePopover();
  return button;
}

// The mark may have been painted anew meanwhile: its successor names the same annotation.
function returnFocus(panel, id) {
  const isElsewhere = document.activeElement !== document.body && !panel.contains(document.activeElement);
  if (!id || isElsewhere) return;

  document.querySelector(`#essay a.mark-link[data-annotation="${id}"]`)?.focus({ preventScroll: true });
}
