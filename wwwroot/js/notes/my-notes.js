// What the page of notes can do only with script: recolour at one click, undo, choose entries without loading the page again, close its menus, and print.
import { offerToUndoSaving, recolour } from "./card-changes.js";
import { validationError } from "./send-form.js";

const CARD = ".entry > .note-card";

document.addEventListener("click", event => {
  closeMenus(menu => !menu.contains(event.target));
  if (event.target.closest(".select")) startOrEnd(event);
  else if (event.target.closest(".print")) print(event);
  else if (event.target.closest(".entry summary")) requestAnimationFrame(() => edit(event.target.closest("details"))); // it opens after this event
});
document.addEventListener("keydown", event => event.key === "Escape" && !event.isComposing && leave(event));
document.addEventListener("change", ({ target }) => {
  if (target.form?.id === "many") choose(target);
  else if (target.matches(`${CARD} > .note-actions > .colours input`)) recolour(target.closest(CARD), target);
});
document.addEventListener("submit", ({ target }) => target.matches(`${CARD} .edit > form`) && !validationError(target) && offerToUndoSaving(target.closest(CARD)), true); // before it is sent
for (const type of ["pointerover", "focusin"]) document.addEventListener(type, ({ target }) => offerColours(target.closest(CARD)));
offerColours(document.querySelector(`${CARD}:hover`)); // the pointer may have come before this script
if (new URL(location.href).searchParams.has("whole")) window.print();

// The colours come out of the form, so that one click is enough. In a conflict they stay: the form saves everything together. With forced colours they stay
// too: they need their names, which have no room beside the words.
function offerColours(card) {
  const colours = card?.querySelector(".edit > form .colours");
  if (!colours || card.querySelector(":scope > .refusal") || matchMedia("(forced-colors: active)").matches) return;

  const form = colours.closest("form");
  form.id = `form-${card.id}`;
  for (const radio of colours.querySelectorAll("input")) radio.setAttribute("form", form.id);
  for (const label of colours.querySelectorAll(".colour")) label.title = label.textContent.trim();
  card.querySelector(".note-actions").append(colours);
}

// Returns those that were open.
function closeMenus(isMeant) {
  const open = [...document.querySelectorAll(".notes-page .menu[open]")].filter(isMeant);
  for (const menu of open) menu.open = false;
  return open;
}

function startOrEnd(event) {
  event.preventDefault();
  setSelecting(!isSelecting());
}

function setSelecting(isNow) {
  list().dataset.selecting = isNow ? "yes" : "no";
  for (const box of boxes()) box.checked = false;
  if (wholeBox()) wholeBox().checked = false;
  count();
}

// All entries of the list are on this page: print it. Otherwise the link leads to a page with all of them.
function print(event) {
  closeMenus(() => true);
  if (document.querySelector(".notes-page .pager")) return;

  event.preventDefault();
  window.print();
}

// Escape closes one thing after the other.
function leave(event) {
  const [menu] = closeMenus(() => true);
  const edited = event.target.closest?.(".entry .edit[open]");
  if (menu) menu.querySelector("summary").focus();
  else if (edited) closeForm(edited);
  else if (isSelecting()) setSelecting(false);
}

// What was typed stays as a draft.
function closeForm(edited) {
  edited.open = false;
  edited.querySelector("summary").focus();
}

function edit(details) {
  if (details.matches(".edit[open]")) details.querySelector("textarea").focus();
}

function choose(box) {
  const whole = wholeBox();
  if (box === whole) for (const one of boxes()) one.checked = whole.checked;
  else if (whole && !box.checked) whole.checked = false;
  count();
}

function count() {
  const chosen = wholeBox()?.checked ? wholeBox().closest(".whole").dataset.found : boxes().filter(({ checked }) => checked).length;
  const words = list().querySelector(".chosen-count");
  if (words) words.textContent = `${chosen} selected`;
}

function isSelecting() {
  return list().dataset.selecting === "yes";
}

function list() {
  return document.querySelector(".notes-page");
}

function boxes() {
  return [...document.querySelectorAll(".entry > input")];
}

function wholeBox() {
  return document.querySelector(".many .whole input");
}
