// The card of a mark in the panel. The server sends it as on the other pages, with a folded form; here everything is changed in its place.
import { drafts } from "./drafts.js";
import { button, element } from "../ui/element.js";

/** Arranges a card for the panel. */
export function arrangeCard(card) {
  const edit = card.querySelector("details.edit");
  if (!edit || card.matches(".inspector")) return card;

  const form = edit.querySelector("form");
  const [field, label] = [form.querySelector("textarea"), form.querySelector("label")];
  const body = card.querySelector(".note-body");
  form.id = `form-${card.id}`;
  form.className = "edit";
  field.rows = 1;
  const words = element("div", { className: "words" }, editButton(), ...(body ? [body] : []));
  label.before(words);
  words.append(...card.querySelectorAll(":scope > .refusal"), label, field); // between the saved text and the field, as it says
  form.querySelector(".actions").append(
    button("Cancel", null, { className: "cancel" }),
    ...narrowButtons(form),
    element("kbd", { ariaHidden: "true" }, /Mac|iP/.test(navigator.platform) ? "⌘ Enter" : "Ctrl+Enter"));

  nameTools(form);

  const foot = card.querySelector(".note-place");
  const showing = card.querySelector(":scope > .showing");
  foot.prepend(button(showing?.dataset.shown === "link" ? "Copy link to the words" : "Copy link", null, { className: "copy-link" }));
  const isOffer = showing?.dataset.shown === "no";
  if (isOffer) Object.assign(showing.querySelector("button"), { className: "", textContent: "Show", ariaLabel: "Show with a link" }); // short, so that one row has room for all
  foot.append(...card.querySelectorAll(".note-actions > .move"), ...(isOffer ? [showing] : []), card.querySelector("form.delete"));
  card.append(form, ...(showing && !isOffer ? [showing] : []), foot);
  card.querySelector(".note-actions, details.edit").remove();
  for (const sent of card.querySelectorAll("form")) sent.setAttribute("action", sent.getAttribute("action").replace("&in=list", "")); // offline, the card is an entry of the list of notes

  // The tab order is the note, its tags, the commands, and the colours last; they belong to the form all the same.
  const colours = form.querySelector(".colours");
  for (const radio of colours.querySelectorAll("input")) radio.setAttribute("form", form.id);
  foot.after(colours);
  card.classList.add("inspector");
  card.toggleAttribute("data-editing", edit.open && Boolean(card.querySelector(".refusal")));
  return card;
}

// Visible where there is no note; where there is one it is for keys and screen readers, and a click on the words does the same.
function editButton() {
  return element("button", { type: "button", className: "edit-note" }, element("span", { className: "to-add" }, "Add a note …"), element("span", { className: "to-change" }, "Edit your note"));
}

/** The labels of tags and colours are not shown beside the text; these say what they are for. */
export function nameTools(form) {
  Object.assign(form.querySelector("input[name=tags]:not([type])"), { placeholder: "Add a tag", enterKeyHint: "done" });
  for (const label of form.querySelectorAll(".colour")) label.title = label.textContent.trim();
}

/** Where a keyboard leaves little room, these show the tags or the colours in the place of the field. */
export function narrowButtons(form) {
  return [["tags", `#${form.querySelectorAll("label.tag").length || ""}`, "Tags"], ["colours", "●", "Colour"]].map(([part, sign, ariaLabel]) => {
    const made = button(sign, null, { className: "show-part", ariaLabel });
    made.dataset.show = part;
    return made;
  });
}

/** Shows a part of a card, or the field again. */
export function showPart(card, part) {
  card.dataset.shows = card.dataset.shows === part ? "" : part;
}

/** Opens the field in the place of the note. Words that were not saved are in it. */
export function beginEditing(card) {
  const field = card.querySelector("textarea");
  card.setAttribute("data-editing", "");
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
}

/** Shows the saved note again. What was written stays as a draft. */
export function endEditing(card) {
  card.removeAttribute("data-editing");
  card.querySelector(".edit-note").focus({ preventScroll: true });
  card.dispatchEvent(new Event("left", { bubbles: true }));
}

/** Whether a card has words that are not saved. */
export function isUnsaved(card) {
  return drafts.has(card.id);
}
