// The unsaved state of a form: words, tags and choices.

const BOXES = "input:is([type=radio], [type=checkbox])";

/** The state of a form that a draft keeps. Unchecked boxes are listed, because a box added later was never unchecked. */
export function readForm(form) {
  const changed = [...form.elements].filter(box => box.matches(BOXES) && box.checked !== box.defaultChecked);
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
  for (const box of form.elements) {
    if (!box.matches(BOXES)) continue;

    if (chosen.includes(nameOf(box))) box.checked = true;
    if (off.includes(nameOf(box))) box.checked = false;
  }
}

/** The text field for tags, if the form has one. */
export function tagsFieldOf(form) {
  return form.querySelector("input[name=tags]:not([type])");
}

function nameOf({ name, value }) {
  return `${name}=${value}`;
}
