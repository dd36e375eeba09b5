import { element } from "./element.js";

const MESSAGE_TIME = 10_000; // milliseconds that a message stands, and an Undo in it is offered

let clearing = 0;

/** Tells the reader something, aloud to those who listen. */
export function announce(...words) {
  const status = document.getElementById("status");
  status.replaceChildren(...words.map(word => (typeof word === "string" ? element("p", {}, word) : word)));
  clearTimeout(clearing);
  clearing = setTimeout(function clear() {
    if (status.matches(":hover, :focus-within")) clearing = setTimeout(clear, MESSAGE_TIME);
    else status.replaceChildren();
  }, MESSAGE_TIME);
}
