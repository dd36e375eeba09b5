// Where the reader is in the text, so that nothing we do takes the line from under their eyes.

const BLOCKS = "#essay > header, #essay [data-start]";

/** The first block whose lines are in view, and how far below the bar it begins; null above and below the essay. */
export function firstVisibleBlock() {
  const top = document.getElementById("site-bar").offsetHeight;
  for (const block of document.querySelectorAll(BLOCKS)) {
    const box = block.getBoundingClientRect();
    if (box.height > 0 && box.bottom > top) return box.top < innerHeight ? { block, from: box.top } : null;
  }

  return null;
}
