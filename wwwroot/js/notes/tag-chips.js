// Tags in a card: each is a chip, a ticked box that removes it, and a field adds others. All are named "tags", as in the form without script.
import { element } from "../ui/element.js";

/** The tags that are chips. */
export function tagsOf(form) {
  return [...form.querySelectorAll("input[name=tags][type=checkbox]:checked")].map(({ value }) => value);
}

/** Adds a chip, unless the tag is empty or there. Returns whether it was added. */
export function addTag(form, words) {
  const tag = tagIn(words);
  if (!tag || tagsOf(form).some(other => other.toLowerCase() === tag.toLowerCase())) return false;

  const field = form.querySelector(".tags-field");
  const box = element("input", { type: "checkbox", name: "tags", value: tag, checked: true, defaultChecked: true });
  const group = field.querySelector("fieldset") ?? field.insertAdjacentElement("afterbegin", element("fieldset", { className: "tags" }, element("legend", {}, "Tags")));
  group.append(element("label", { className: "tag" }, box, " ", element("span", { dir: "auto" }, tag)));
  return true;
}

/** The tags that a form would send, in their order. */
export function allTagsOf(form) {
  return [...tagsOf(form), ...fieldOf(form).value.split(",").map(tagIn).filter(Boolean)];
}

/** Makes chips of what is in the field, and takes away the chips that are not ticked any more. */
export function takeTags(form) {
  const field = fieldOf(form);
  for (const words of field.value.split(",")) addTag(form, words);
  field.value = "";
  for (const chip of form.querySelectorAll("label.tag:has(input:not(:checked))")) {
    if (chip.contains(document.activeElement)) field.focus({ preventScroll: true });
    chip.remove();
  }
}

/** Shows the tags again as they were sent. */
export function resetTags(form) {
  const field = fieldOf(form);
  field.value = "";
  for (const box of form.querySelectorAll("input[name=tags][type=checkbox]")) box.checked = box.defaultChecked;
  field.dispatchEvent(new Event("input", { bubbles: true })); // there is no draft of them any more
}

/** Whether an event ends a tag: Enter or a comma. */
export function isEndOfTag({ type, key, target, ctrlKey, metaKey }) {
  if (!target.matches("input[name=tags]:not([type])")) return false;
  return type === "keydown" ? key === "Enter" && !ctrlKey && !metaKey : target.value.includes(",");
}

// Shown with a number sign, tags are often typed with one.
function tagIn(words) {
  return words.trim().replace(/^#+\s*/, "");
}

function fieldOf(form) {
  return form.querySelector("input[name=tags]:not([type])");
}
