// The styles of tools that only scripts show. A page loads them with the first tool; pages that always show tools link them.
let loading = null;

/** Resolves when the tools can be shown. */
export function styled() {
  return (loading ??= load());
}

/** Starts loading at the reader's first action, so that tools do not wait. */
export function styleWithFirstMove() {
  for (const move of ["pointerdown", "keydown", "selectionchange"]) document.addEventListener(move, styled, { capture: true, once: true });
}

async function load() {
  const sheet = document.getElementById("more-styles")?.content.querySelector("link");
  if (sheet) {
    await new Promise(resolve => {
      sheet.onload = sheet.onerror = resolve; // without styles, the tools still work
      document.head.append(sheet);
    });
  }

  if (!isInherited()) for (const { cssRules } of document.styleSheets) matchAll(cssRules);
}

// The stylesheet sets ::highlight() at the root, and elements inherit it (CSS Pseudo-Elements 4, "Cascading and Per-Element
// Highlight Styles"). Set at every element, each would compute it again. Browsers that do not inherit it get that form.
function isInherited() {
  const tint = element => getComputedStyle(element, "::highlight(draft-amber)").backgroundColor;
  return tint(document.getElementById("main")) === tint(document.documentElement);
}

function matchAll(rules) {
  for (const rule of rules) {
    if (rule.selectorText?.includes("::highlight(")) rule.selectorText = rule.selectorText.replace(":root", "");
    else if (rule.cssRules?.length > 0) matchAll(rule.cssRules);
  }
}
