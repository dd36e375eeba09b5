// Where notes stand beside a text. Pure arithmetic: what it is given are heights and the places that the notes belong to.

const GAP = 14; // pixels between two notes
const FURTHEST = 240; // pixels from its place at which a note is too far away
const PINNED = 1e9; // the weight of the one note that must not yield

/**
 * The tops of items { anchor, height } in their order: none overlaps another, none is left out, each is as near to its anchor
 * as the others let it be, and the active one is at its anchor.
 *
 * Moved up by the room of all that stands above them, the tops must only not decrease; the sequence nearest to the anchors
 * in the sense of least squares is then found by pooling neighbours that would change places (isotonic regression).
 */
export function placed(items, active = -1) {
  const pools = [];
  const above = [];
  let room = 0;
  items.forEach(({ anchor, height }, index) => {
    above.push(room);
    let pool = { top: anchor - room, weight: index === active ? PINNED : 1, size: 1 };
    room += height + GAP;
    while (pools.length && pools.at(-1).top >= pool.top) pool = together(pools.pop(), pool);
    pools.push(pool);
  });

  const active0 = active < 0 ? 0 : Math.min(0, items[active].anchor - above[active]); // it wins even over the upper edge
  return pools.flatMap(({ top, size }) => Array(size).fill(Math.max(active0, top))).map((top, index) => top + above[index]);
}

/**
 * The same for items that may also be { folded }: so high when only their beginning is shown. Where notes drift too far from
 * their places the longest are folded, the reader's (voice 1) before the editor's (voice 0), and never the active one.
 * Answers { tops, folded }.
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

function together(upper, lower) {
  const weight = upper.weight + lower.weight;
  return { top: (upper.top * upper.weight + lower.top * lower.weight) / weight, weight, size: upper.size + lower.size };
}

// Items that touch, and so move each other.
function runs(items, tops) {
  const found = [];
  tops.forEach((top, index) => {
    const touches = index > 0 && top - (tops[index - 1] + items[index - 1].height) < GAP + 1;
    if (touches) found.at(-1).push(index);
    else found.push([index]);
  });
  return found;
}

// One at a time would be nicest and, among a thousand, slow.
function longest(candidates, items) {
  const readers = candidates.filter(index => items[index].voice === 1);
  const first = readers.length ? readers : candidates;
  return first.sort((a, b) => items[b].height - items[a].height).slice(0, Math.ceil(first.length / 8));
}
