// The panel: notes on a mark, a note that is being written, or what a term means.
import { giveWay } from "./give-way.js";
import { placeCard, placeNear } from "./panel-place.js";
import { controlOf } from "../text/paragraphs.js";
import { button } from "./element.js";
import { swallowSecondClick } from "./swallow-second-click.js";

const panel = document.getElementById("note-panel");

let shown = null;
let watcher = null; // for Escape and the Back gesture

panel.addEventListener("toggle", ({ newState }) => newState === "closed" && shown && !panel.matches(":popover-open") && finish(true));
panel.addEventListener("beforetoggle", ({ newState }) => newState === "closed" && panel.matches(":hover") && swallowSecondClick());
panel.addEventListener("keydown", leaveByTab);
document.addEventListener("keydown", event => event.key === "Escape" && !event.defaultPrevented && !globalThis.CloseWatcher && shown && shown.kind !== "term" && closePanel());
document.addEventListener("click", leaveByClick, true);
new ResizeObserver(place).observe(panel);
addEventListener("resize", place);
visualViewport?.addEventListener("resize", place);
visualViewport?.addEventListener("scroll", place);
const essay = document.getElementById("essay");
if (essay) new MutationObserver(place).observe(essay, { attributeFilter: ["data-margin"] }); // the margin comes and goes after the window's resize event

/**
 * Shows content in the panel beside what opened it.
 * @param {object} options
 * @param {"card" | "draft" | "term"} options.kind a card closes when the reader clicks beside it, a draft does not
 * @param {string} options.label the panel's accessible name
 * @param {HTMLElement[]} options.content
 * @param {() => HTMLElement | Range | null} options.opener finds what opened it, which may have been rendered again meanwhile
 * @param {() => HTMLElement | null} [options.focusTarget] finds what gets the focus afterwards, if not the opener
 * @param {HTMLElement} [options.first] what gets the focus now, if not the panel
 * @param {() => void} [options.closed] called when the content has been taken away
 */
export function showInPanel(options) {
  finish(false);
  shown = { focusTarget: options.opener, first: panel, ...options, home: elementOf(options.opener())?.closest("#essay [id]")?.id };
  panel.dataset.kind = options.kind;
  panel.popover = options.kind === "term" ? "auto" : "manual"; // an Undo beside the panel does not close it
  panel.replaceChildren(...[options.content].flat(), closeButton());
  panel.setAttribute("aria-label", options.label);
  panel.tabIndex = -1;
  panel.showPopover();
  if (options.kind !== "term" && globalThis.CloseWatcher) {
    watcher = new CloseWatcher();
    watcher.onclose = closePanel;
  }
  shown.isNew = true;
  place();
  shown.first.focus({ preventScroll: true });
}

/** Closes the panel. The focus returns to what opened it. */
export function closePanel() {
  finish(true);
}

function finish(isFocusReturned) {
  if (!shown) return;

  const { focusTarget, home, closed } = shown;
  const hadFocus = document.activeElement === document.body || panel.contains(document.activeElement);
  shown = null;
  watcher?.destroy();
  watcher = null;
  if (panel.matches(":popover-open")) panel.hidePopover();
  panel.replaceChildren();
  delete panel.dataset.place;
  document.documentElement.removeAttribute("data-low-panel");
  giveWay(null);
  closed?.();
  if (isFocusReturned && hadFocus) returnFocus(focusTarget(), document.getElementById(home));
}

// If the mark was deleted, the focus goes to its paragraph.
function returnFocus(target, paragraph) {
  target?.focus?.({ preventScroll: true });
  if (!target || document.activeElement !== target) controlOf(paragraph)?.focus({ preventScroll: true });
}

function place() {
  if (!shown || !panel.matches(":popover-open")) return;

  const opener = shown.opener();
  if (shown.kind !== "term") placeCard(panel, opener, shown);
  else if (opener) placeNear(panel, opener);
  document.documentElement.toggleAttribute("data-low-panel", panel.matches("[data-low]")); // with :has() the whole page's style would be computed again
}

// While a note is written, words beside it can be selected and copied.
function leaveByClick({ target }) {
  if (shown?.kind === "card" && !target.closest("#note-panel, #status")) closePanel();
}

// The panel is at the end of the document. Its tab stops are followed by what opened it, not by the end of the page.
function leaveByTab(event) {
  if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) return;

  const stops = [...panel.querySelectorAll("a[href], button, input, textarea, summary")].filter(isStop);
  const isAtEdge = event.shiftKey ? [panel, stops[0]].includes(document.activeElement) : document.activeElement === stops.at(-1);
  if (!isAtEdge) return;

  event.preventDefault();
  closePanel();
}

function isStop(control) {
  const isOtherRadio = control.type === "radio" && !control.checked;
  return !control.disabled && control.tabIndex >= 0 && !isOtherRadio && control.checkVisibility({ visibilityProperty: true });
}

function elementOf(opener) {
  return opener instanceof Range ? opener.startContainer.parentElement : opener;
}

function closeButton() {
  const close = button("×", closePanel, { className: "close", title: "Close" });
  close.setAttribute("aria-label", "Close");
  return close;
}
