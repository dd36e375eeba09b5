// What stands in the margin gives way to an open card: no line of it is cut.

const ITEMS = "#essay[data-margin=on] :is(.footnotes > ol > li, .my-note)";

/**
 * How much of an item is shown above a card, in pixels from the item's top: up to its last line that ends above the card; 0 if there is none or
 * the item begins under the card; null if they do not meet.
 * @param {{ top: number, bottom: number }[]} lines of the item
 */
export function heightAbove(item, lines, card) {
  if (item.bottom <= card.top || item.top >= card.bottom) return null;

  const last = lines.findLast(({ bottom }) => bottom <= card.top);
  return last ? last.bottom - item.top : 0;
}

/** Lets the items in the margin give way to a card, or shows them whole again. */
export function giveWay(card) {
  if (!card) {
    for (const item of document.querySelectorAll("[data-behind]")) item.removeAttribute("data-behind");
    return;
  }

  for (const item of document.querySelectorAll(ITEMS)) {
    const box = item.getBoundingClientRect();
    const meets = box.left < card.right && box.right > card.left;
    const height = meets ? heightAbove(box, box.top < card.top ? linesOf(item) : [], card) : null;
    item.toggleAttribute("data-behind", height !== null);
    if (height !== null) item.style.setProperty("--above", `${height}px`);
  }
}

function linesOf(item) {
  const range = document.createRange();
  range.selectNodeContents(item);
  return [...range.getClientRects()].filter(({ height }) => height > 0).sort((a, b) => a.bottom - b.bottom);
}
