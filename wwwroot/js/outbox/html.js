const policy = makePolicy();

/** What the server's own HTML makes; no other becomes elements. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = policy?.createHTML(html) ?? html;
  return template.content;
}

/** The address of a script of ours, as the page's policy wants it. */
export function trustedScriptUrl(address) {
  return policy?.createScriptURL(address) ?? address;
}

// Where the browser knows Trusted Types, the policy in the page's headers lets this one alone make HTML and load scripts.
function makePolicy() {
  const asIs = text => text;
  return globalThis.trustedTypes?.createPolicy("reader", { createHTML: asIs, createScriptURL: asIs });
}
