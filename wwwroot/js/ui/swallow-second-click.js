const SOON = 400; // milliseconds within which a second click is half of a double click
const NEAR = 12; // pixels from the first one

let last = { clientX: 0, clientY: 0 };

addEventListener("pointerdown", event => (last = event), true);

/** What was clicked has just gone: for a moment, clicks at the same place are ignored. */
export function swallowSecondClick() {
  const { clientX: x, clientY: y } = last;
  const done = new AbortController();
  for (const type of ["pointerdown", "mousedown", "click", "dblclick"]) {
    addEventListener(type, event => {
      if (Math.hypot(event.clientX - x, event.clientY - y) > NEAR || event.detail === 0 && type === "click") return;

      event.preventDefault();
      event.stopImmediatePropagation();
    }, { capture: true, signal: done.signal });
  }
  setTimeout(() => done.abort(), SOON);
}
