/** A new element with these properties and children. */
export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A button with a click handler. */
export function button(words, onclick, properties) {
  return element("button", { type: "button", onclick, ...properties }, words);
}
