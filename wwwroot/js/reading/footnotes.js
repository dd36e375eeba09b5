import { activate, activeItem, isInMargin } from "./margin-item.js";
import { button, element } from "../ui/element.js";
import { offerReturnLink } from "../ui/return-link.js";

// A click on a footnote's number shows the footnote without leaving the place: in the margin where it is, without a margin over the text,
// near its number or at the lower edge of a small screen.

const REFERENCE = "#essay a.noteref";

let open = null; // { footnote, reference, controls }
let isSwitching = false;
let from = null; // the reference that opened the footnote in the margin, while the focus is in it

const PREVIEW_DELAY = 300; // milliseconds before a preview appears under a resting pointer, and before it disappears

let preview = null; // the folded or hidden footnote that is shown because the pointer rests on its number
let previewTimer = 0;

export function openFootnotesInPlace() {
  document.addEventListener("click", event => {
    const reference = event.target.closest(REFERENCE);
    if (!reference) {
      const footnote = event.target.closest(".footnotes > ol > li");
      if (footnote?.hasAttribute("data-folded") && isInMargin() && !event.target.closest("a")) activate(footnote);
      else if (activeItem() && !activeItem().contains(event.target)) activate(null);
      return;
    }

    const footnote = document.getElementById(reference.hash.slice(1));
    if (!footnote || event.metaKey || event.ctrlKey || event.shiftKey) return;

    event.preventDefault();
    if (isInMargin()) toggle(footnote, reference);
    else if (open?.footnote === footnote) close();
    else show(footnote, reference);
  });

  document.addEventListener("keydown", event => {
    const footnote = activeItem();
    if (event.key === "Tab") returnToText(event, open?.footnote ?? footnote, open?.reference ?? from);
    if (event.key === "Escape") endPreview();
    if (event.key !== "Escape" || !footnote) return;

    activate(null);
    if (footnote.contains(document.activeElement)) (from ?? referenceTo(footnote))?.focus({ preventScroll: true });
  });

  for (const type of ["pointerover", "pointerout"]) {
    document.addEventListener(type, ({ target }) => highlightPair(target, type === "pointerover"));
  }
  document.addEventListener("pointerover", ({ target, pointerType }) => pointerType === "mouse" && schedulePreview(target));

  addEventListener("popstate", () => open && close());
}

function toggle(footnote, reference) {
  if (preview === footnote) preview = null; // from now on it stays
  if (activeItem() === footnote && from === reference) {
    activate(null);
    from = null;
    reference.focus({ preventScroll: true });
    return;
  }

  from = reference;
  footnote.tabIndex = -1;
  activate(footnote, reference);
  footnote.focus({ preventScroll: true });
}

// At the end of a footnote, Tab goes on in the text where it was opened, not in the next footnote.
function returnToText(event, footnote, reference) {
  if (!reference?.isConnected || !footnote?.contains(document.activeElement)) return;

  const stops = [...footnote.querySelectorAll("a[href], button:enabled")].filter(stop => stop.checkVisibility());
  const isAtEnd = document.activeElement === (stops.at(-1) ?? footnote);
  const isAtStart = document.activeElement === footnote || document.activeElement === stops[0];
  if (event.shiftKey ? !isAtStart : !isAtEnd) return;

  from = null;
  reference.focus({ preventScroll: true }); // the browser then moves on from there
  if (event.shiftKey) event.preventDefault();
}

// Highlights a number when the pointer is on its footnote, and the other way round.
function highlightPair(target, isNear) {
  const reference = target.closest?.(REFERENCE);
  const footnote = reference ? document.getElementById(reference.hash.slice(1)) : target.closest?.(".footnotes > ol > li");
  if (!footnote || !isInMargin()) return;

  footnote.toggleAttribute("data-near", isNear);
  for (const mark of referencesTo(footnote)) mark.toggleAttribute("data-near", isNear);
}

// A pointer resting on a number shows a footnote that is folded, or not beside the text, as long as it stays on either of them.
function schedulePreview(target) {
  clearTimeout(previewTimer);
  if (open || preview?.contains(target)) return;

  const reference = target.closest?.(REFERENCE);
  const footnote = reference && document.getElementById(reference.hash.slice(1));
  if (footnote?.showPopover && footnote !== preview && !(isInMargin() && (activeItem() || !footnote.hasAttribute("data-folded")))) previewTimer = setTimeout(beginPreview, PREVIEW_DELAY, footnote, reference);
  else if (!footnote && preview) previewTimer = setTimeout(endPreview, PREVIEW_DELAY);
}

function beginPreview(footnote, reference) {
  endPreview();
  if (!reference.isConnected || open) return;

  preview = footnote;
  if (isInMargin()) {
    activate(footnote, reference);
    return;
  }

  footnote.popover = "manual";
  footnote.showPopover();
  place(footnote, reference);
}

function endPreview() {
  clearTimeout(previewTimer);
  preview?.removeAttribute("popover");
  if (preview && preview === activeItem()) activate(null);
  preview = null;
}

function show(footnote, reference) {
  endPreview();
  if (!footnote.showPopover) {
    location.hash = footnote.id;
    return;
  }

  isSwitching = Boolean(open);
  close();
  isSwitching = false;
  if (!history.state?.note) history.pushState({ note: footnote.id }, ""); // so that the Back button closes it

  const controls = controlsOf(footnote);
  open = { footnote, reference, controls };
  footnote.append(controls);
  footnote.popover = "auto";
  footnote.tabIndex = -1;
  footnote.addEventListener("toggle", closed);
  footnote.showPopover();
  place(footnote, reference);
  keepInView(footnote, reference);
  footnote.focus({ preventScroll: true });
}

function close() {
  open?.footnote.hidePopover();
  if (open) closed({ newState: "closed" });
}

function closed({ newState }) {
  if (newState !== "closed" || !open || open.footnote.matches(":popover-open")) return; // the event may be about the preview before it

  const { footnote, reference, controls } = open;
  open = null;
  const hadFocus = footnote.contains(document.activeElement) || document.activeElement === document.body;
  footnote.removeEventListener("toggle", closed);
  controls.remove();
  footnote.removeAttribute("popover");
  if (isSwitching) return;

  if (history.state?.note) history.back();
  if (hadFocus) reference.focus({ preventScroll: true });
}

// Below its number if there is room, otherwise above. On small screens the stylesheet makes it a sheet.
function place(footnote, reference) {
  const box = reference.getBoundingClientRect();
  const below = box.bottom + 12;
  const top = below + footnote.offsetHeight < innerHeight ? below : Math.max(8, box.top - footnote.offsetHeight - 12);
  footnote.style.setProperty("--y", `${top}px`);
  footnote.style.setProperty("--x", `${Math.max(8, Math.min(box.left - 48, innerWidth - footnote.offsetWidth - 8))}px`);
}

// A sheet must not cover the sentence that it belongs to.
function keepInView(footnote, reference) {
  const box = reference.getBoundingClientRect();
  if (box.bottom > footnote.getBoundingClientRect().top && box.top < footnote.getBoundingClientRect().bottom) {
    scrollBy({ top: box.bottom - footnote.getBoundingClientRect().top + 32, behavior: "instant" });
  }
}

function controlsOf(footnote) {
  const number = [...footnote.parentElement.children].indexOf(footnote) + 1;
  const controls = element("div", { className: "note-controls" },
    element("p", {}, `Footnote ${number} · Editor`),
    control("‹", "Previous footnote", footnote.previousElementSibling, goTo),
    control("All footnotes", null, footnote, showAll),
    control("›", "Next footnote", footnote.nextElementSibling, goTo),
    control("×", "Close", footnote, close));
  controls.dataset.apparatus = "";
  return controls;
}

function control(sign, name, footnote, act) {
  const made = button(sign, () => act(footnote), { disabled: !footnote });
  if (name) made.setAttribute("aria-label", name);
  return made;
}

function goTo(footnote) {
  const reference = referenceTo(footnote) ?? open.reference;
  reference.scrollIntoView({ block: "center", behavior: "instant" });
  show(footnote, reference);
}

function showAll(footnote) {
  const { reference } = open;
  isSwitching = true;
  close();
  isSwitching = false;
  history.replaceState(null, "", "#notes");
  footnote.scrollIntoView({ block: "center", behavior: "instant" });
  footnote.focus({ preventScroll: true });
  offerReturnLink(reference);
}

function referencesTo(footnote) {
  return document.querySelectorAll(`${REFERENCE}[href="#${CSS.escape(footnote.id)}"]`);
}

function referenceTo(footnote) {
  return referencesTo(footnote)[0];
}
