// Where footnotes and the reader's notes stand beside the text. Pure arithmetic on { anchor, height, folded, rank, isOwn }, in pixels:
// the top at which an item would be level with its words, its height, its height when folded, and the order of folding: the lowest rank is
// folded first, an infinite one never.

const FURTHEST = 9; // lines of the text from its anchor at which an item is too far away
const LEAST = 4 / 3; // lines that folding must gain
const TRIES = 6; // footnotes that may stand after a reader's note although they refer to words before it
const EFFORT = 5e4; // items placed in all tries to unfold, so that thousands take no longer than hundreds

/**
 * Places items in the order of their anchors. The reader's own are level with their words, and the others are as near to theirs as these
 * allow. As long as some are too far away, items beside them are folded; then each is unfolded again
 * that pushes no other too far away.
 * @param {number} line the height of a line of the text; a third of it is between items, and the unit of all places
 * @param {number} start where the margin begins
 * @returns {{ tops: number[], folded: Set<number> }}
 */
export function arranged(items, line, start = 0) {
  const gap = line / 3;
  const tops = [];
  const folded = new Set();
  const heights = items.map(({ height }) => height);
  const fixed = fixedAmong(items, heights, line);
  const whole = placed(items, heights, fixed, line, start, Infinity);
  const groups = apart(runs(whole.tops, heights, gap), items, whole.tops, heights);
  groups.forEach((group, at) => {
    const low = at > 0 ? groups[at - 1].end + gap : start;
    const high = groups[at + 1]?.top ?? Infinity;
    const members = group.members.toSorted((a, b) => a - b);
    const part = arrangedGroup(members.map(index => items[index]), new Map(members.flatMap((index, at) => (fixed.has(index) ? [[at, fixed.get(index)]] : []))), line, low, high);
    members.forEach((index, at) => {
      tops[index] = part.tops[at];
      if (part.folded.has(at)) folded.add(index);
    });
  });
  for (const index of folded) heights[index] = items[index].folded;
  snap(items, heights, tops, fixed, gap, start);
  return { tops, folded };
}

function arrangedGroup(items, fixed, line, low, high) {
  const folded = new Set();
  const heights = items.map(({ height }) => height);
  const gains = items.map(({ height, folded: least }) => height - least);
  const turn = (index, isFolded) => {
    heights[index] = isFolded ? items[index].folded : items[index].height;
    folded[isFolded ? "add" : "delete"](index);
  };

  let place = placed(items, heights, fixed, line, low, high);
  const canFold = index => !fixed.has(index) && !folded.has(index) && items[index].rank < Infinity && gains[index] >= LEAST * line - 1;
  for (;;) {
    const next = runs(place.tops, heights, line / 3)
      .filter(run => run.some(index => place.drifts[index] > FURTHEST * line))
      .flatMap(run => foldedNext(run.filter(canFold), items, gains));
    if (next.length === 0) break;

    next.forEach(index => turn(index, true));
    place = placed(items, heights, fixed, line, low, high);
  }

  let tries = EFFORT / items.length;
  for (const index of [...folded].sort((a, b) => items[b].rank - items[a].rank || gains[a] - gains[b])) {
    if (tries-- < 0) break;

    turn(index, false);
    const tried = placed(items, heights, fixed, line, low, high);
    if (tried?.drifts.every((drift, other) => drift < Math.max(FURTHEST * line, place.drifts[other]) + 1)) place = tried;
    else turn(index, true);
  }
  return { tops: place.tops, folded };
}

// Moves items by whole units from their anchors, so that lines beside each other have the same baseline.
function snap(items, heights, tops, fixed, unit, start) {
  const order = inOrder(tops);
  let lowest = start;
  for (const index of order) {
    if (!fixed.has(index)) {
      tops[index] = items[index].anchor + Math.round((tops[index] - items[index].anchor) / unit) * unit;
      while (tops[index] < lowest - 1) tops[index] += unit;
    }
    lowest = tops[index] + heights[index] + unit;
  }
  let highest = Infinity;
  for (const index of order.reverse()) {
    if (!fixed.has(index) && tops[index] + heights[index] > highest + 1) tops[index] = highest - heights[index];
    highest = tops[index] - unit;
  }
}

// Where all of them are with these heights; null if there is no room.
function placed(items, heights, fixed, line, low, high) {
  const columns = spaces(items, heights, fixed, line, low, high);
  const tops = items.map((_, index) => fixed.get(index));
  for (const { members, tops: own } of columns) members.forEach((index, at) => (tops[index] = own[at]));
  return columns.length > 0 ? { tops, drifts: tops.map((top, index) => (fixed.has(index) ? 0 : Math.abs(top - items[index].anchor))) } : null;
}

// The reader's own notes with their tops. Where so many crowd that they would be too far from their words, they are placed like the others.
function fixedAmong(items, heights, line) {
  const own = items.map((_, index) => index).filter(index => items[index].isOwn);
  const tops = column(items, heights, own, line / 3, -Infinity, Infinity);
  return new Map(own.map((index, at) => [index, tops[at]]).filter(([index, top]) => Math.abs(top - items[index].anchor) <= FURTHEST * line));
}

// Divides the flowing items among the spaces between the fixed ones, in their order, so that they are as near to their anchors as possible.
function spaces(items, heights, fixed, line, low, high) {
  const gap = line / 3;
  const flowing = items.map((_, index) => index).filter(index => !fixed.has(index));
  const rooms = [0]; // of the first so many together
  for (const index of flowing) rooms.push(rooms.at(-1) + heights[index] + gap);

  let states = [{ end: 0, cost: 0 }];
  let before = 0; // how many belong before the fixed one
  for (const [index, top] of fixed) {
    // On the same line the reader's own comes first.
    while (before < flowing.length && items[flowing[before]].anchor < items[index].anchor - line / 2) before++;
    const next = Math.max(low, top + heights[index] + gap);
    states = following(before, low, top, next);
    low = next;
  }
  const columns = [];
  const [last] = states.filter(state => hasRoom(state.end, flowing.length, low, high)).map(state => spaceAfter(state, flowing.length, low, high)).sort((a, b) => a.cost - b.cost);
  for (let state = last; state?.previous; state = state.previous) columns.push(state);
  return columns;

  // The best ways to go on. A few items may stand after the fixed one although they belong before it.
  function following(most, low, high, next) {
    const best = new Map();
    for (const state of states) {
      let end = most;
      while (!hasRoom(state.end, end, low, high)) end--;
      for (const least = Math.max(state.end, end - TRIES); end >= least; end--) {
        const way = spaceAfter(state, end, low, high);
        if (!(best.get(end)?.cost <= way.cost)) best.set(end, way);
      }
    }
    return [...best.values()].map(way => [way, way.cost + lateness(way.end, most, next)]).sort((a, b) => a[1] - b[1]).slice(0, TRIES).map(([way]) => way);
  }

  function hasRoom(from, to, low, high) {
    return from === to || low + rooms[to] - rooms[from] <= high + 1;
  }

  function spaceAfter(previous, end, low, high) {
    const members = flowing.slice(previous.end, end);
    const tops = column(items, heights, members, gap, low, high);
    return { previous, end, members, tops, low, high, cost: previous.cost + tops.reduce((sum, top, at) => sum + (top - items[members[at]].anchor) ** 2, 0) };
  }

  // What those will cost at least that were left for later.
  function lateness(from, to, next) {
    let cost = 0;
    for (let at = from; at < to; at++) cost += (next + rooms[at] - rooms[from] - items[flowing[at]].anchor) ** 2;
    return cost;
  }
}

/**
 * The tops of these items between two bounds that leave room for them. If the heights of all items above are subtracted from the tops,
 * these need only be non-decreasing. The sequence nearest to the anchors by least squares is found by pooling neighbours that are out of
 * order (isotonic regression); with bounds it is the same, cut off at them.
 */
function column(items, heights, members, gap, low, high) {
  const pools = [];
  const above = [];
  let room = 0;
  for (const index of members) {
    above.push(room);
    let pool = { top: items[index].anchor - room, size: 1 };
    room += heights[index] + gap;
    while (pools.length && pools.at(-1).top >= pool.top) pool = merged(pools.pop(), pool);
    pools.push(pool);
  }

  const tops = [];
  for (const { top, size } of pools) {
    const within = Math.max(low, Math.min(top, high - room));
    for (let count = 0; count < size; count++) tops.push(within + above[tops.length]);
  }
  return tops;
}

function merged(upper, lower) {
  const size = upper.size + lower.size;
  return { top: (upper.top * upper.size + lower.top * lower.size) / size, size };
}

// Groups of items that touch and so push each other.
function runs(tops, heights, gap) {
  const found = [];
  let end = -Infinity;
  for (const index of inOrder(tops)) {
    if (tops[index] < end + gap + 1) found.at(-1).push(index);
    else found.push([index]);
    end = tops[index] + heights[index];
  }
  return found;
}

// Runs that stay apart whatever is folded: none has an item that belongs further up or down than the run reaches.
function apart(runs, items, tops, heights) {
  const groups = [];
  for (const members of runs) {
    const anchors = members.map(index => items[index].anchor);
    let group = { members, top: tops[members[0]], end: tops[members.at(-1)] + heights[members.at(-1)], first: Math.min(...anchors), last: Math.max(...anchors) };
    while (groups.length && (group.first < groups.at(-1).end || groups.at(-1).last > group.top)) group = joined(groups.pop(), group);
    groups.push(group);
  }
  return groups;
}

function joined(upper, lower) {
  for (const index of lower.members) upper.members.push(index);
  return { members: upper.members, top: upper.top, end: lower.end, first: Math.min(upper.first, lower.first), last: Math.max(upper.last, lower.last) };
}

function inOrder(tops) {
  return tops.map((_, index) => index).sort((a, b) => tops[a] - tops[b]);
}

// The one that gains most. Among hundreds, one at a time would be slow.
function foldedNext(candidates, items, gains) {
  const rank = Math.min(...candidates.map(index => items[index].rank));
  const first = candidates.filter(index => items[index].rank === rank).sort((a, b) => gains[b] - gains[a]);
  return first.slice(0, items.length > 300 ? Math.ceil(first.length / 4) : 1);
}
