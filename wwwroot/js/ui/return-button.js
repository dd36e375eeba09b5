// The way back to where the reader was, until it is taken or they have read on elsewhere.
import { button } from "./element.js";

const FAR = 3; // screens

let chip = null;
let landed = 0;

/** Shows the way back. To an element it leads with the focus; else to a height of the page. */
export function showReturnButton(element, height = 0) {
  withdraw();
  chip = button("Back to where you were", () => {
    withdraw();
    if (!element) {
      scrollTo({ top: height, behavior: "instant" });
      return;
    }

    element.scrollIntoView({ block: "center", behavior: "instant" });
    element.focus({ preventScroll: true });
  }, { className: "way-back" });
  document.body.append(chip);
  landed = scrollY;
  addEventListener("scroll", look, { passive: true });
}

function look() {
  if (Math.abs(scrollY - landed) > FAR * innerHeight) withdraw();
}

function withdraw() {
  removeEventListener("scroll", look);
  chip?.remove();
  chip = null;
}
