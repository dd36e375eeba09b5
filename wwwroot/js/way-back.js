// After a jump within the page: a way back to where the reader was, until it is taken or they have read on elsewhere.

const FAR = 3; // screens

let chip = null;
let landed = 0;

/** Offers the way back after every link that leads far away within the page. */
export function offerWaysBack() {
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href*='#']");
    if (event.defaultPrevented || !link || link.pathname !== location.pathname || link.matches(".number, .permalink")) return;

    const from = scrollY;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (Math.abs(scrollY - from) > innerHeight) offerReturn(link.isConnected && link.closest(".essay-section, .footnotes") ? link : null, from);
    }));
  });
}

/** Shows the chip. To an element it goes back with the focus; else to a height of the page. */
export function offerReturn(element, height = 0) {
  withdraw();
  chip = document.createElement("button");
  chip.type = "button";
  chip.className = "way-back";
  chip.textContent = "Back to where you were";
  chip.onclick = () => {
    withdraw();
    if (!element) {
      scrollTo({ top: height, behavior: "instant" });
      return;
    }

    element.scrollIntoView({ block: "center", behavior: "instant" });
    element.focus({ preventScroll: true });
  };
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
