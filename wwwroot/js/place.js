// Where the reader is in the text, so that nothing we do takes the line from under his eyes.

const PLACES = "#essay > header, #essay [data-start]";

/** The first block whose lines are in view, and how far below the bar it begins; null above and below the essay. */
export function placeInView() {
  const top = document.getElementById("site-bar").offsetHeight;
  for (const block of document.querySelectorAll(PLACES)) {
    const box = block.getBoundingClientRect();
    if (box.height > 0 && box.bottom > top) return box.top < innerHeight ? { block, from: box.top } : null;
  }

  return null;
}

/** Does something that may move the text, and puts the reader's lines back where they were. */
export function holdPlace(act) {
  const place = scrollY > 0 ? placeInView() : null;
  const root = document.documentElement;
  root.style.overflowAnchor = "none"; // the browser's own holding would be added to ours
  act();
  if (place?.block.isConnected) scrollBy({ top: place.block.getBoundingClientRect().top - place.from, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => (root.style.overflowAnchor = "")));
}
