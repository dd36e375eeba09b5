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

function load() {
  const sheet = document.getElementById("more-styles")?.content.querySelector("link");
  if (!sheet) return Promise.resolve();

  return new Promise(resolve => {
    sheet.onload = sheet.onerror = resolve; // better plain than not at all
    document.head.append(sheet);
  });
}
