// Finds the reader's line, so that it can be kept in place when the layout changes.

const BLOCKS = "#essay > header, #essay [data-start]";

/** The first visible block and its distance from the top; null above and below the essay. */
export function firstVisibleBlock() {
  const top = document.getElementById("site-bar").offsetHeight;
  for (const block of document.querySelectorAll(BLOCKS)) {
    const box = block.getBoundingClientRect();
    if (box.height > 0 && box.bottom > top) return box.top < innerHeight ? { block, from: box.top } : null;
  }

  return null;
}
