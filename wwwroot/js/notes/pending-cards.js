import { fieldInUse, replaceCard, textFieldsOf } from "./cards.js";
import { TAB_ID } from "../outbox/outbox.js";
import { element } from "../ui/element.js";

const originals = new WeakMap(); // the server's card for each card that shows pending changes

export function applyPending(card, state) {
  if (state?.isGone && state.tab !== TAB_ID && fieldInUse(card)) return; // the reader is writing here

  const look = state && JSON.stringify([state.isGone, state.colour, state.words, state.tags]);
  if (card.dataset.look === look) return;

  const original = originals.get(card) ?? card;
  replaceCard(card, state ? pendingCard(original, state, look) : original);
}

function pendingCard(original, { isGone, colour, words, tags }, look) {
  const card = original.cloneNode(true);
  originals.set(card, original);
  card.dataset.look = look;
  card.hidden = isGone;
  if (colour) card.dataset.colour = colour;
  for (const choice of card.querySelectorAll("[name=colour]")) choice.checked = choice.defaultChecked = choice.value.toLowerCase() === card.dataset.colour;
  if (words !== undefined) writeNote(card, words);
  if (tags !== undefined) writeTags(card, [...new Set(tags.split(",").map(tag => tag.trim()).filter(Boolean))]);
  for (const field of textFieldsOf(card)) field.value = field.defaultValue;
  const edit = card.querySelector("details.edit");
  if (edit) edit.open = false;
  card.removeAttribute("data-editing");
  card.append(element("p", { className: "unsaved-state" }, "Not saved yet"));
  return card;
}

// Shows the text as typed, because only the server renders Markdown.
function writeNote(card, words) {
  const body = card.querySelector(".note-body") ?? element("div", { className: "note-body", dir: "auto" });
  if (!body.isConnected && !card.contains(body)) (card.querySelector(".edit-note") ?? card.querySelector(".quotation")).after(body);
  body.classList.add("as-typed");
  body.textContent = words;
  body.hidden = !words;
  const field = card.querySelector("textarea");
  if (field) field.value = field.defaultValue = words;
}

// The form must contain the tags, because tags that are not sent are removed.
function writeTags(card, tags) {
  card.querySelector(":scope > .tags")?.remove();
  const fields = card.querySelector(".tags-field");
  fields.querySelector("fieldset")?.remove();
  const more = fields.querySelector("input:not([type])");
  more.value = more.defaultValue = "";
  if (tags.length === 0) return;

  card.querySelector(".note-place").before(element("p", { className: "tags" }, ...tags.map(tag => element("span", { className: "tag", dir: "auto" }, tag))));
  fields.prepend(element("fieldset", { className: "tags" }, element("legend", {}, "Tags"), ...tags.map(value =>
    element("label", { className: "tag" }, element("input", { type: "checkbox", name: "tags", value, defaultChecked: true }), " ", element("span", { dir: "auto" }, value)))));
}
