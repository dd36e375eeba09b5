// What stands in a form and is not saved: words, tags, and what was chosen beside them.

const BOXES = "input:is([type=radio], [type=checkbox])";

/** What a form holds that a draft keeps. Unticked boxes are named one by one: one that came since was never unticked. */
export function readForm(form) {
  const changed = [...form.querySelectorAll(BOXES)].filter(box => box.checked !== box.defaultChecked);
  return {
    words: form.querySelector("textarea").value,
    tags: tagsFieldOf(form)?.value ?? "",
    chosen: changed.filter(({ checked }) => checked).map(nameOf),
    off: changed.filter(({ checked, type }) => !checked && type === "checkbox").map(nameOf),
  };
}

/** Writes a draft into a form. */
export function fillForm(form, { words, tags, chosen = [], off = [] }) {
  form.querySelector("textarea").value = words;
  if (tagsFieldOf(form)) tagsFieldOf(form).value = tags ?? "";
  for (const box of form.querySelectorAll(BOXES)) {
    if (chosen.includes(nameOf(box))) box.checked = true;
    if (off.includes(nameOf(box))) box.checked = false;
  }
}

/** The field that tags are typed into, where a form has one. */
export function tagsFieldOf(form) {
  return form.querySelector("input[name=tags]:not([type])");
}

function nameOf({ name, value }) {
  return `${name}=${value}`;
}
