// What only script shows is styled apart: who only reads never loads it. A page that shows such things has it from the start.
let coming = null;

/** Resolves when the tools can be shown. */
export function styled() {
  return (coming ??= load());
}

/** Has the style on its way from the reader's first move on, so that no tool waits for it. */
export function styleWithFirstMove() {
  for (const move of ["pointerdown", "keydown", "selectionchange"]) document.addEventListener(move, styled, { capture: true, once: true });
}

async function load() {
  const sheet = document.getElementById("more-styles")?.content.querySelector("link");
  if (sheet) {
    await new Promise(resolve => {
      sheet.onload = sheet.onerror = resolve; // better plain than not at all
      document.head.append(sheet);
    });
  }

  if (!isInherited()) for (const { cssRules } of document.styleSheets) matchAll(cssRules);
}

// Passing paint is styled at the root and inherited from there (CSS Pseudo-Elements 4, "Cascading and Per-Element Highlight
// Styles"): styled at every element it would cost the same for each, again and again. Some browsers inherit none of it.
function isInherited() {
  const tint = element => getComputedStyle(element, "::highlight(draft)").backgroundColor;
  return tint(document.getElementById("main")) === tint(document.documentElement);
}

function matchAll(rules) {
  for (const rule of rules) {
    if (rule.selectorText?.includes("::highlight(")) rule.selectorText = rule.selectorText.replace(":root", "");
    else if (rule.cssRules?.length > 0) matchAll(rule.cssRules);
  }
}
