// Where footnotes and notes are placed beside the text. Pure arithmetic on heights and anchors.

const GAP = 14; // pixels between two items
const FURTHEST = 240; // pixels from its anchor at which an item is too far away
const PINNED = 1e9; // the weight of the item that must not move

/**
 * The tops of items { anchor, height } in their order: none overlaps another, each is as near to its anchor as the others
 * allow, and the active one is at its anchor.
 *
 * If the heights of all items above are subtracted from the tops, these need only be non-decreasing. The sequence nearest to
 * the anchors by least squares is found by pooling neighbours that are out of order (isotonic regression).
 */
export function placed(items, active = -1) {
  const pools = [];
  const above = [];
  let room = 0;
  items.forEach(({ anchor, height }, index) => {
    above.push(room);
    let pool = { top: anchor - room, weight: index === active ? PINNED : 1, size: 1 };
    room += height + GAP;
    while (pools.length && pools.at(-1).top >= pool.top) pool = merged(pools.pop(), pool);
    pools.push(pool);
  });

  const active0 = active < 0 ? 0 : Math.min(0, items[active].anchor - above[active]); // it may even go above the upper edge
  return pools.flatMap(({ top, size }) => Array(size).fill(Math.max(active0, top))).map((top, index) => top + above[index]);
}

/**
 * The same for items that can be folded: { folded } is the height of their first lines. If items are too far from their
 * anchors, the longest are folded: the reader's notes (voice 1) before the footnotes (voice 0), and never the active one.
 * Returns { tops, folded }.
 */
export function arranged(items, active = -1) {
  const folded = new Set();
  for (;;) {
    const now = items.map((item, index) => (folded.has(index) ? { ...item, height: item.folded } : item));
    const tops = placed(now, active);
    const next = runs(now, tops)
      .filter(run => run.some(index => Math.abs(tops[index] - items[index].anchor) > FURTHEST))
      .flatMap(run => longest(run.filter(index => index !== active && !folded.has(index) && items[index].folded < items[index].height), items));
    if (next.length === 0) return { tops, folded };

    next.forEach(index => folded.add(index));
  }
}

function merged(upper, lower) {
  const weight = upper.weight + lower.weight;
  return { top: (upper.top * upper.weight + lower.top * lower.weight) / weight, weight, size: upper.size + lower.size };
}

// Groups of items that touch and so push each other.
function runs(items, tops) {
  const found = [];
  tops.forEach((top, index) => {
    const touches = index > 0 && top - (tops[index - 1] + items[index - 1].height) < GAP + 1;
    if (touches) found.at(-1).push(index);
    else found.push([index]);
  });
  return found;
}

// Folding one at a time would look best, but is slow with a thousand items.
function longest(candidates, items) {
  const readers = candidates.filter(index => items[index].voice === 1);
  const first = readers.length ? readers : candidates;
  return first.sort((a, b) => items[b].height - items[a].height).slice(0, Math.ceil(first.length / 8));
}
