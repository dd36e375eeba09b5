/** A new element with these properties and children. */
export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A button for one act. */
export function button(words, onclick, properties) {
  return element("button", { type: "button", onclick, ...properties }, words);
}
