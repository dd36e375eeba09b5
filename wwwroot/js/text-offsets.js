// The page and the server count the same text: every block says where it begins, apparatus is left out,
// and offsets are UTF-16 code units, which JavaScript and C# share.

const APPARATUS = "[data-apparatus]"; // on the page, not in the text

/** Every counted block of the essay, in reading order. */
export function blocks() {
  return [...document.querySelectorAll("#essay [data-start]")];
}

/** The text of the essay, blocks joined by one newline, as the server has it. */
export function essayText() {
  return blocks().map(textOf).join("\n");
}

export function textOf(block) {
  return [...textNodes(block)].map(({ node }) => node.data).join("");
}

/** The passage that a DOM range covers, white space at its ends left out; null when it covers no word of the essay. */
export function passageOf(range) {
  let passage = null;
  for (const block of blocks()) {
    if (!range.intersectsNode(block)) continue;

    for (const { node, start } of textNodes(block)) {
      const covered = coveredPart(range, node);
      if (!covered) continue;

      passage ??= { start: start + covered.from };
      passage.end = start + covered.to;
    }
  }

  return passage && trimmed(passage);
}

/** What cuts a text by the rules of a language, or by no language's where the browser does not take its tag. */
export function segmenter(language, granularity) {
  try {
    return new Intl.Segmenter(language, { granularity });
  } catch (refusal) {
    if (!(refusal instanceof RangeError)) throw refusal;

    return new Intl.Segmenter([], { granularity });
  }
}

/** The passage with the words whole that it begins and ends in. */
export function wholeWords({ start, end }) {
  const { lang } = document.getElementById("essay");
  const words = segmenter(lang, "word").segment(essayText());
  const [first, last] = [words.containing(start), words.containing(end - 1)];
  return { start: first.isWordLike ? first.index : start, end: last.isWordLike ? last.index + last.segment.length : end };
}

/** A DOM range over a passage, or null when it lies outside the page. */
export function rangeOf({ start, end }) {
  const first = pointAt(start, (from, to) => from <= start && start < to);
  const last = pointAt(end, (from, to) => from < end && end <= to);
  if (!first || !last) return null;

  const range = document.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset);
  return range;
}

/** The stretches of a passage that stand together on the page: neither a block's end nor apparatus that shows lies in them. */
export function runsIn({ start, end }) {
  const runs = [];
  for (const block of blocks()) {
    let before = null;
    for (const { node, start: at } of textNodes(block)) {
      const [from, to] = [Math.max(at, start), Math.min(at + node.length, end)];
      if (from >= to) continue;

      if (before && !textBetween(before, node)) runs.at(-1).end = to;
      else runs.push({ start: from, end: to });
      before = node;
    }
  }
  return runs;
}

/** The range of words that stand in the whole essay once, else null. */
export function uniqueRangeOf(words) {
  if (blocks()[0]?.dataset.start !== "0") return null;

  const text = essayText();
  const start = text.indexOf(words);
  return start >= 0 && start === text.lastIndexOf(words) ? rangeOf({ start, end: start + words.length }) : null;
}

/** The addressed element (paragraph, heading, caption, note) that a passage begins in. */
export function elementAt(passage) {
  return rangeOf(passage)?.startContainer.parentElement.closest("#essay [data-start]").closest("[id]") ?? null;
}

function* textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ALL, node =>
    node.nodeType === Node.ELEMENT_NODE && node.matches(APPARATUS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  let start = Number(block.dataset.start);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType !== Node.TEXT_NODE) continue;

    yield { node, start };
    start += node.length;
  }
}

function textBetween(before, after) {
  const range = document.createRange();
  range.setStartAfter(before);
  range.setEndBefore(after);
  return range.toString();
}

function coveredPart(range, node) {
  const from = node === range.startContainer ? range.startOffset : range.comparePoint(node, 0) >= 0 ? 0 : node.length;
  const to = node === range.endContainer ? range.endOffset : range.comparePoint(node, node.length) <= 0 ? node.length : 0;
  return from < to ? { from, to } : null;
}

function trimmed({ start, end }) {
  const words = essayText().slice(start, end);
  const passage = { start: end - words.trimStart().length, end: start + words.trimEnd().length };
  return passage.start < passage.end ? passage : null;
}

function pointAt(offset, holds) {
  const block = blocks().findLast(({ dataset }) => Number(dataset.start) < offset || holds(Number(dataset.start), Number(dataset.start) + 1));
  for (const { node, start } of block ? textNodes(block) : []) {
    if (holds(start, start + node.length)) return { node, offset: offset - start };
  }

  return null;
}
