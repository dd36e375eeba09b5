// After a jump within the page, readers are offered a way back.

/** Offers the way back after each link that leads far away within the page. */
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

/** Offers the way back to an element, or else to a scroll position. */
export async function offerReturnLink(element, height) {
  try {
    (await import("./return-button.js")).showReturnButton(element, height);
  } catch {
    // No connection: the browser's Back button does the same.
  }
}
