import { element } from "./element.js";

const MESSAGE_TIME = 10_000; // milliseconds until a message, and an Undo in it, disappears

let clearing = 0;

/** Shows a message in the live region, which screen readers read out. */
export function announce(...words) {
  const status = document.getElementById("status");
  status.replaceChildren(...words.map(word => (typeof word === "string" ? element("p", {}, word) : word)));
  clearTimeout(clearing);
  clearing = setTimeout(function clear() {
    if (status.matches(":hover, :focus-within")) clearing = setTimeout(clear, MESSAGE_TIME);
    else status.replaceChildren();
  }, MESSAGE_TIME);
}
