const SOON = 400; // milliseconds within which a second click is half of a double click

/** Ignores clicks for a moment where an element stood that has just gone. */
export function swallowClicks(element) {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const isThere = ({ clientX, clientY }) => left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
  const done = new AbortController();
  for (const type of ["pointerdown", "mousedown", "click", "dblclick"]) {
    addEventListener(type, event => {
      if (!isThere(event) || element.contains(event.target) || event.detail === 0 && type === "click") return;

      event.preventDefault();
      event.stopImmediatePropagation();
    }, { capture: true, signal: done.signal });
  }
  setTimeout(() => done.abort(), SOON);
}
