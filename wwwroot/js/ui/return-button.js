// A button that leads back to where the reader was. It disappears when it is used or the reader has scrolled on.
import { button } from "./element.js";

const FAR = 3; // screens to scroll before the button disappears

let chip = null;
let landed = 0;

/** Shows the button. It leads to an element and focuses it, or else to a scroll position. */
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
