import { activateNote, activeNote, isInMargin } from "./margin.js";
import { button, element } from "../ui/element.js";
import { offerReturnLink } from "../ui/return-link.js";

// A click on a footnote's number shows the footnote without leaving the place. In the margin it moves beside its number. Without
// a margin it opens over the text, near its number or at the lower edge of a small screen.

const REFERENCE = "#essay a.noteref";

let open = null; // { note, reference, controls }
let isSwitching = false;
let from = null; // the reference that opened the footnote in the margin, while the focus is in it

const PREVIEW_DELAY = 300; // milliseconds before a preview appears under a resting pointer, and before it disappears

let preview = null; // the footnote that is shown because the pointer rests on its number
let previewTimer = 0;

export function openFootnotesInPlace() {
  document.addEventListener("click", event => {
    const reference = event.target.closest(REFERENCE);
    if (!reference) {
      const note = event.target.closest(".footnotes > ol > li");
      if (note && isInMargin() && !event.target.closest("a")) activateNote(note);
      else if (activeNote() && !activeNote().contains(event.target)) activateNote(null);
      return;
    }

    const note = document.getElementById(reference.hash.slice(1));
    if (!note || event.metaKey || event.ctrlKey || event.shiftKey) return;

    event.preventDefault();
    if (isInMargin()) toggle(note, reference);
    else if (open?.note === note) close();
    else show(note, reference);
  });

  document.addEventListener("keydown", event => {
    const note = activeNote();
    if (event.key === "Tab") returnToText(event, open?.note ?? note, open?.reference ?? from);
    if (event.key === "Escape") endPreview();
    if (event.key !== "Escape" || !note) return;

    activateNote(null);
    if (note.contains(document.activeElement)) (from ?? referenceTo(note))?.focus({ preventScroll: true });
  });

  for (const type of ["pointerover", "pointerout"]) {
    document.addEventListener(type, ({ target }) => highlightPair(target, type === "pointerover"));
  }
  document.addEventListener("pointerover", ({ target, pointerType }) => pointerType === "mouse" && schedulePreview(target));

  addEventListener("popstate", () => open && close());
}

function toggle(note, reference) {
  if (activeNote() === note && from === reference) {
    activateNote(null);
    from = null;
    reference.focus({ preventScroll: true });
    return;
  }

  from = reference;
  note.tabIndex = -1;
  activateNote(note, reference);
  note.focus({ preventScroll: true });
}

// At the end of a footnote, Tab goes on in the text where it was opened, not in the next footnote.
function returnToText(event, note, reference) {
  if (!reference?.isConnected || !note?.contains(document.activeElement)) return;

  const stops = [...note.querySelectorAll("a[href], button:enabled")].filter(stop => stop.checkVisibility());
  const isAtEnd = document.activeElement === (stops.at(-1) ?? note);
  const isAtStart = document.activeElement === note || document.activeElement === stops[0];
  if (event.shiftKey ? !isAtStart : !isAtEnd) return;

  from = null;
  reference.focus({ preventScroll: true }); // the browser then moves on from there
  if (event.shiftKey) event.preventDefault();
}

// Highlights a number when the pointer is on its footnote, and the other way round.
function highlightPair(target, isNear) {
  const reference = target.closest?.(REFERENCE);
  const note = reference ? document.getElementById(reference.hash.slice(1)) : target.closest?.(".footnotes > ol > li");
  if (!note || !isInMargin()) return;

  note.toggleAttribute("data-near", isNear);
  for (const mark of referencesTo(note)) mark.toggleAttribute("data-near", isNear);
}

// Without a margin, a pointer resting on a number shows the footnote as long as it stays on either of them.
function schedulePreview(target) {
  clearTimeout(previewTimer);
  if (isInMargin() || open || preview?.contains(target)) return;

  const reference = target.closest?.(REFERENCE);
  const note = reference && document.getElementById(reference.hash.slice(1));
  if (note?.showPopover && note !== preview) previewTimer = setTimeout(beginPreview, PREVIEW_DELAY, note, reference);
  else if (!note && preview) previewTimer = setTimeout(endPreview, PREVIEW_DELAY);
}

function beginPreview(note, reference) {
  endPreview();
  if (!reference.isConnected || isInMargin() || open) return;

  preview = note;
  note.popover = "manual";
  note.showPopover();
  place(note, reference);
}

function endPreview() {
  clearTimeout(previewTimer);
  preview?.removeAttribute("popover");
  preview = null;
}

function show(note, reference) {
  endPreview();
  if (!note.showPopover) {
    location.hash = note.id;
    return;
  }

  isSwitching = Boolean(open);
  close();
  isSwitching = false;
  if (!history.state?.note) history.pushState({ note: note.id }, ""); // so that the Back button closes it

  const controls = controlsOf(note);
  open = { note, reference, controls };
  note.append(controls);
  note.popover = "auto";
  note.tabIndex = -1;
  note.addEventListener("toggle", closed);
  note.showPopover();
  place(note, reference);
  keepInView(note, reference);
  note.focus({ preventScroll: true });
}

function close() {
  open?.note.hidePopover();
  if (open) closed({ newState: "closed" });
}

function closed({ newState }) {
  if (newState !== "closed" || !open || open.note.matches(":popover-open")) return; // the event may be about the preview before it

  const { note, reference, controls } = open;
  open = null;
  const hadFocus = note.contains(document.activeElement) || document.activeElement === document.body;
  note.removeEventListener("toggle", closed);
  controls.remove();
  note.removeAttribute("popover");
  if (isSwitching) return;

  if (history.state?.note) history.back();
  if (hadFocus) reference.focus({ preventScroll: true });
}

// Below its number if there is room, otherwise above. On small screens the stylesheet makes it a sheet.
function place(note, reference) {
  const box = reference.getBoundingClientRect();
  const below = box.bottom + 12;
  const top = below + note.offsetHeight < innerHeight ? below : Math.max(8, box.top - note.offsetHeight - 12);
  note.style.setProperty("--y", `${top}px`);
  note.style.setProperty("--x", `${Math.max(8, Math.min(box.left - 48, innerWidth - note.offsetWidth - 8))}px`);
}

// A sheet must not cover the sentence that it belongs to.
function keepInView(note, reference) {
  const box = reference.getBoundingClientRect();
  if (box.bottom > note.getBoundingClientRect().top && box.top < note.getBoundingClientRect().bottom) {
    scrollBy({ top: box.bottom - note.getBoundingClientRect().top + 32, behavior: "instant" });
  }
}

function controlsOf(note) {
  const number = [...note.parentElement.children].indexOf(note) + 1;
  const controls = element("div", { className: "note-controls" },
    element("p", {}, `Note ${number} · Editor`),
    control("‹", "Previous note", note.previousElementSibling, go),
    control("All footnotes", null, note, showAll),
    control("›", "Next note", note.nextElementSibling, go),
    control("×", "Close", note, close));
  controls.dataset.apparatus = "";
  return controls;
}

function control(sign, name, note, act) {
  const made = button(sign, () => act(note), { disabled: !note });
  if (name) made.setAttribute("aria-label", name);
  return made;
}

function go(note) {
  const reference = referenceTo(note) ?? open.reference;
  reference.scrollIntoView({ block: "center", behavior: "instant" });
  show(note, reference);
}

function showAll(note) {
  const { reference } = open;
  isSwitching = true;
  close();
  isSwitching = false;
  history.replaceState(null, "", "#notes");
  note.scrollIntoView({ block: "center", behavior: "instant" });
  note.focus({ preventScroll: true });
  offerReturnLink(reference);
}

function referencesTo(note) {
  return document.querySelectorAll(`${REFERENCE}[href="#${CSS.escape(note.id)}"]`);
}

function referenceTo(note) {
  return referencesTo(note)[0];
}
