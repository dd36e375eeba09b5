// After a jump within the page: a way back to where the reader was.

/** Offers the way back after every link that leads far away within the page. */
export function offerReturnLinks() {
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href*='#']");
    if (event.defaultPrevented || !link || link.pathname !== location.pathname || link.matches(".number, .permalink")) return;

    const from = scrollY;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (Math.abs(scrollY - from) > innerHeight) offerReturnLink(link.isConnected && link.closest(".essay-section, .footnotes") ? link : null, from);
    }));
  });
}

/** Offers the way back to an element, or else to a height of the page. */
export async function offerReturnLink(element, height) {
  try {
    (await import("./return-button.js")).showReturnButton(element, height);
  } catch {
    // Without a connection there is none: the browser's own Back leads there as well.
  }
}
