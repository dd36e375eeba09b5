// Each paragraph has a menu button. One of them is in the tab order; arrow keys lead to the others. The keys of paragraphs start from the one with the
// focus, or from the first on the screen.
import { annotate } from "./annotate.js";
import { BAR, numberOf } from "../text/paragraphs.js";
import { fetchText, passageOfElement } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";
import { styled } from "../ui/more-styles.js";
import { shortcut } from "../ui/shortcuts.js";

const CONTROLS = "#essay .number, #essay figcaption > .pen";

/** Turns the paragraph numbers into menu buttons. Without script they are links. */
export function offerParagraphMenu() {
  const menu = document.getElementById("paragraph-menu");
  const essay = document.getElementById("essay");
  if (!menu?.showPopover || !essay) return;

  let current = null; // the id of the paragraph whose button is in the tab order

  function updateControls() {
    const controls = [...document.querySelectorAll(CONTROLS)];
    const first = controls.find(control => paragraphOf(control).id === current) ?? controls[0];
    for (const control of controls) {
      control.role = "button";
      control.ariaHasPopup = "dialog";
      control.ariaExpanded = "false";
      control.tabIndex = control === first ? 0 : -1;
      control.ariaLabel = labelOf(control);
    }
    for (const pen of essay.querySelectorAll(".pen")) {
      if (controls.includes(pen)) continue;
      pen.tabIndex = -1;
      pen.ariaHidden = "true"; // the menu beside it offers the same
    }
  }

  async function open(control) {
    await styled();
    const paragraph = paragraphOf(control);
    menu.ariaLabel = nameOf(paragraph);
    menu.dataset.home = paragraph.id;
    control.ariaExpanded = "true";
    menu.showPopover({ source: control });
    import("../reading/sharing.js"); // loaded early: browsers allow copying only shortly after a click
    const box = control.getBoundingClientRect();
    const top = box.bottom + menu.offsetHeight + 8 < innerHeight ? box.bottom + 4 : Math.max(8, box.top - menu.offsetHeight - 4);
    menu.style.setProperty("--x", `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`);
    menu.style.setProperty("--y", `${top}px`);
    menu.querySelector("button").focus({ preventScroll: true });
  }

  function moveFocus(step) {
    const controls = [...document.querySelectorAll(CONTROLS)];
    const at = controls.indexOf(focusedOf(controls));
    const isBelow = control => paragraphOf(control).getBoundingClientRect().top >= 0;
    const next = at >= 0 ? controls[at + step] : step > 0 ? controls.find(isBelow) : controls.findLast(control => !isBelow(control));
    if (!next) return;

    current = paragraphOf(next).id;
    updateControls();
    next.focus();
    paragraphOf(next).scrollIntoView({ block: "nearest" });
  }

  essay.addEventListener("click", event => {
    const control = event.target.closest(`${CONTROLS}, .permalink, .pen`);
    if (!control || event.metaKey || event.ctrlKey || event.shiftKey) return;

    event.preventDefault();
    if (control.matches(CONTROLS)) open(control);
    else if (control.matches(".pen")) act("note", paragraphOf(control));
    else act("link", paragraphOf(control));
  });
  essay.addEventListener("keydown", event => {
    if (!event.target.matches(CONTROLS)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
      if (event.key === "Enter") event.preventDefault(); // it is a link: Ctrl+Enter, which saves a note, would open a tab when pressed twice
      return;
    }

    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) moveFocus(step);
    else if (event.key === " " || event.key === "Enter") open(event.target);
    else return;
    event.preventDefault();
  });
  essay.addEventListener("focusin", ({ target }) => {
    if (target.matches(CONTROLS) && paragraphOf(target).id !== current) {
      current = paragraphOf(target).id;
      updateControls();
    }
  });
  menu.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-act]")?.dataset.act;
    if (!chosen) return;

    menu.hidePopover();
    act(chosen, document.getElementById(menu.dataset.home));
  });
  menu.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;

    event.preventDefault();
    const buttons = [...menu.querySelectorAll("button:not([hidden])")];
    buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
  });
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && updateControls());

  menu.querySelector("[data-act=share]").hidden = !navigator.share;
  new MutationObserver(updateControls).observe(essay, { childList: true, subtree: true }); // saved blocks are replaced
  shortcut("j", () => moveFocus(1));
  shortcut("k", () => moveFocus(-1));
  shortcut("s", () => act("sentence", paragraphInView()));
  updateControls();
}

async function act(chosen, paragraph) {
  await fetchText();
  if (chosen === "note") annotate(passageOfElement(paragraph), "note");
  if (chosen === "sentence") (await import("./sentence-mode.js")).beginSentences(paragraph);
  if (chosen === "link" || chosen === "cite" || chosen === "share") {
    const { cite, copyLink, share } = await import("../reading/sharing.js");
    const failure = await { link: () => copyLink(paragraph), cite: () => cite(paragraph, passageOfElement(paragraph)), share: () => share(paragraph) }[chosen]();
    if (failure) announce(failure);
  }
}

// The control of the paragraph with the focus, unless the reader has scrolled away from it.
function focusedOf(controls) {
  return controls.find(control => paragraphOf(control).contains(document.activeElement) && isOnScreen(paragraphOf(control)));
}

function paragraphInView() {
  const controls = [...document.querySelectorAll(CONTROLS)];
  return paragraphOf(focusedOf(controls) ?? controls.find(control => paragraphOf(control).getBoundingClientRect().bottom > BAR) ?? controls.at(-1));
}

function isOnScreen(paragraph) {
  const { top, bottom } = paragraph.getBoundingClientRect();
  return bottom > BAR && top < innerHeight;
}

function paragraphOf(control) {
  return control.closest("[id]");
}

function nameOf(paragraph) {
  const number = numberOf(paragraph);
  return number ? `Paragraph ${number}` : "Caption";
}

function labelOf(control) {
  const paragraph = paragraphOf(control);
  const ids = kind => new Set([...paragraph.querySelectorAll(`.mark-link${kind}`)].map(link => link.dataset.annotation)).size;
  const notes = ids("[data-kind=note]");
  const highlights = ids("") - notes;
  const counts = [count(highlights, "highlight"), count(notes, "note")].filter(Boolean);
  return [nameOf(paragraph), ...counts].join(", ");
}

function count(many, what) {
  return many === 0 ? null : `${many} ${what}${many === 1 ? "" : "s"}`;
}
