// Changes that are saved at once: the colour and the tags of a mark. All of them go through the outbox and can be undone.
import { fetchCard } from "./card-source.js";
import { replaceCard } from "./cards.js";
import { sendChange } from "./send-form.js";
import { allTagsOf, resetTags } from "./tag-chips.js";
import { offerUndo } from "./undo.js";
import { outbox, versionOf } from "../outbox/outbox.js";
import { announce, toast } from "../ui/announce.js";

/** The content of a mark as it is saved, or waits to be. */
export function contentOf(card) {
  return {
    note: card.querySelector("textarea").defaultValue,
    colour: card.dataset.colour,
    tags: [...card.querySelectorAll("input[name=tags][type=checkbox]")].filter(({ defaultChecked }) => defaultChecked).map(({ value }) => value),
    visibility: card.querySelector(".showing[data-shown=link]") ? "" : "private", // whom it was written for: by now, others may see the mark
  };
}

export function recolour(card, radio) {
  const before = contentOf(card);
  const colour = radio.value;
  for (const other of card.querySelectorAll("[name=colour]")) other.checked = other.defaultChecked; // what is shown comes from the outbox and the server
  if (colour !== before.colour) change(card, before, { colour }, colour === "underline" ? "Underlined." : `Recoloured ${radio.ariaLabel}.`);
}

export function retag(card) {
  const before = contentOf(card);
  const form = card.querySelector("form.edit");
  const tags = [...new Set(allTagsOf(form))];
  resetTags(form);
  const [added, removed] = [tags.filter(tag => !before.tags.includes(tag)), before.tags.filter(tag => !tags.includes(tag))];
  const said = [added.length > 0 && `Tagged “${added.join("”, “")}”.`, removed.length > 0 && `Removed “${removed.join("”, “")}”.`];
  if (said.some(Boolean)) change(card, before, { tags }, said.filter(Boolean).join(" "));
}

/** Offers to undo what the form of a card saves, when it is saved: before that it is only kept in this browser. */
export function offerToUndoSaving(card) {
  const [id, before] = [idOf(card), contentOf(card)];
  outbox.addEventListener("settled", function told({ detail: { entry, answer } }) {
    if (entry.id !== id || entry.words === undefined) return; // a colour that was still on its way

    outbox.removeEventListener("settled", told);
    if (answer.ok) offerUndo("Saved.", () => restore(id, before)).classList.add("of-saving");
  });
}

function change(card, before, changed, said) {
  const id = idOf(card);
  save(id, card.querySelector("[name=version]").value, before, changed);
  offerUndo(said, () => restore(id, before, Object.keys(changed))).classList.add("of-saving");
}

function restore(id, before, names = Object.keys(before)) {
  toast("Undone.");
  const card = document.getElementById(`card-${id}`);
  const now = card?.querySelector("textarea") ? contentOf(card) : before; // only what was changed goes back
  save(id, versionOf(id), now, Object.fromEntries(names.map(name => [name, before[name]])));
}

// The overlay shows only what is changed; the form has everything, because what is missing would be removed.
async function save(id, version, content, changed) {
  const { note, colour, tags, visibility } = { ...content, ...changed };
  const quote = document.querySelector(`[id="card-${id}"] .quotation`)?.textContent.trim();
  const about = { id, quote, isQuiet: true, colour: changed.colour, words: changed.note, tags: changed.tags?.join() };
  const fields = [["version", version], ["note", note], ["colour", colour], ["visibility", visibility], ["tags", ""], ...tags.map(tag => ["tags", tag])];
  const answer = await sendChange("Save", about, fields);
  if (answer.ok) return;

  announce(answer.status === 412 ? "This was changed elsewhere meanwhile. Nothing was overwritten: choose again." : answer.message);
  const [card, fresh] = [document.getElementById(`card-${id}`), await fetchCard(id)];
  if (card && fresh) replaceCard(card, fresh);
}

function idOf(card) {
  return card.id.slice("card-".length);
}
