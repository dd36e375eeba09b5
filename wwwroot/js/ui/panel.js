import { controlOf } from "../text/paragraphs.js";
import { button } from "./element.js";
import { styled } from "./more-styles.js";

let observer = null;

/** Whether a click should open something on this page: not in another tab, and not at the end of a selection. */
export function isPlainClick(event) {
  return !event.metaKey && !event.ctrlKey && !event.shiftKey && getSelection().isCollapsed;
}

/**
 * Shows these elements in the panel beside what opened them. When the panel closes, the focus returns.
 * @param {() => HTMLElement | null} opener finds what opened it, which may have been rendered again meanwhile
 * @param {() => HTMLElement | null} focusTarget finds what gets the focus, if not the opener
 */
export async function showInPanel(label, opener, elements, focusTarget = opener) {
  await styled();
  const panel = document.getElementById("note-panel");
  observer ??= new ResizeObserver(() => keepInView(panel));
  observer.observe(panel);
  panel.replaceChildren(closeButton(panel), ...elements);
  panel.setAttribute("aria-label", label);
  panel.showPopover();
  panel.tabIndex = -1;
  panel.focus({ preventScroll: true });
  const anchor = opener();
  place(panel, anchor);
  const paragraph = anchor?.closest("#essay [id]")?.id;
  panel.ontoggle = ({ newState }) => newState === "closed" && returnFocus(panel, focusTarget(), document.getElementById(paragraph));
}

// Beside the text if there is a margin, otherwise below or above what opened it. On narrow screens the stylesheet makes it a sheet.
function place(panel, anchor) {
  if (!anchor || !panel.matches(":popover-open")) return;

  const box = anchor.getBoundingClientRect();
  const height = panel.offsetHeight;
  const essay = anchor.closest("[data-margin]")?.getBoundingClientRect();
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

// A form that opens in the panel makes it taller.
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

// If the mark was deleted, the focus goes to its paragraph.
function returnFocus(panel, target, paragraph) {
  const isElsewhere = document.activeElement !== document.body && !panel.contains(document.activeElement);
  if (isElsewhere) return;

  target?.focus({ preventScroll: true });
  if (document.activeElement !== target) controlOf(paragraph)?.focus({ preventScroll: true });
}
