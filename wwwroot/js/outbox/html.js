const policy = makePolicy();

/** Parses HTML from our server. Nothing else may be parsed into elements. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = policy?.createHTML(html) ?? html;
  return template.content;
}

/** The address of one of our scripts, as Trusted Types requires it. */
export function trustedScriptUrl(address) {
  return policy?.createScriptURL(address) ?? address;
}

// In browsers with Trusted Types, the page's headers allow only this policy to create HTML and load scripts.
function makePolicy() {
  const asIs = text => text;
  return globalThis.trustedTypes?.createPolicy("reader", { createHTML: asIs, createScriptURL: asIs });
}
