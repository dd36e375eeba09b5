import { element } from "./element.js";

const MESSAGE_TIME = 10_000; // milliseconds for a message that explains something
const TOAST_TIME = 3_000; // and for one that says what was done

let clearing = 0;

/** Shows a message in the live region, which screen readers read out. */
export function announce(...words) {
  show(words, MESSAGE_TIME);
}

/** Says for a moment what was done. */
export function toast(...words) {
  show(words, TOAST_TIME);
}

// A message stays while the pointer or the focus is in it.
function show(words, time) {
  const status = document.getElementById("status");
  status.replaceChildren(...words.map(word => (typeof word === "string" ? element("p", {}, word) : word)));
  clearTimeout(clearing);
  clearing = setTimeout(function clear() {
    if (status.matches(":hover, :focus-within")) clearing = setTimeout(clear, time);
    else status.replaceChildren();
  }, time);
}
