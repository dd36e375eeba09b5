// The page and the server count the same text. Every block says where it starts, apparatus is not counted, and offsets are UTF-16
// code units, as in C#. A block may show other words than the essay's: a translation, or words that an extension replaced or added.
// So words come from the server, and a position in a block is valid only where the block shows what the server has.

const APPARATUS = "[data-apparatus]"; // on the page, not in the text
const UNKNOWN = "\uFFFC"; // stands for each character that is not known
const TIMEOUT = 1000; // milliseconds to wait for the text; without it only lengths are compared, and the server checks the words when they are saved

/** The message for readers who selected words that are not the essay's. */
export const CHANGED = "The words here are not the essay’s own: a translation or an extension in your browser changed them. Show the original, or choose other words.";

let original = null; // the essay's text as the server has it
let loading = null;

/** Resolves when the essay's own text has been loaded, or after a timeout. */
export function fetchText() {
  loading ??= readText();
  return Promise.race([loading, new Promise(resolve => setTimeout(resolve, TIMEOUT))]);
}

async function readText() {
  try {
    const answer = await fetch(`${document.body.dataset.base}revisions/${document.getElementById("essay").dataset.revision}`, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) original = await answer.text();
  } catch {
    // No connection, or no essay on this page.
  }
  if (original === null) loading = null; // so that the next call tries again
}

/** Every counted block of the essay, in reading order. */
export function blocks() {
  return [...document.querySelectorAll("#essay [data-start]")];
}

/** The text of the essay as the server has it: blocks joined by one newline. */
export function essayText() {
  return original ?? blocks().reduce((text, block, _, all) => {
    const { start, own } = viewOf(block, all);
    return (start > 0 ? `${text.padEnd(start - 1, UNKNOWN)}\n` : "") + own;
  }, "");
}

/** The words of a passage, or null if they are not known. */
export function wordsOf({ start, end }) {
  const words = essayText().slice(start, end);
  return words.includes(UNKNOWN) ? null : words;
}

export function textOf(block) {
  return [...textNodes(block)].map(({ node }) => node.data).join("");
}

/** The passage that a DOM range covers, trimmed; null if it covers no word of the essay, or changed words. */
export function passageOf(range) {
  return find(range).passage;
}

/** Whether a DOM range covers words that replaced the essay's words. */
export function isChanged(range) {
  const found = find(range);
  if (found.passage || found.isChanged) return found.isChanged;

  const node = range.commonAncestorContainer;
  const element = node.closest ? node : node.parentElement;
  return range.toString().trim() !== "" && element.closest(".essay-section, .footnotes > ol") !== null && !element.closest(APPARATUS); // a block was replaced
}

function find(range) {
  let passage = null;
  let words = "";
  let next = null; // start of the block after the last one
  const all = blocks();
  for (const block of all) {
    const [from, to] = range.intersectsNode(block) ? coveredIn(block, range) : [];
    if (from === undefined) continue;

    const { start, shown, own, head, tail } = viewOf(block, all);
    const after = shown.length - tail; // between head and this the words were changed
    const [first, last] = [from >= after ? own.length - shown.length + from : Math.min(from, head), to <= head ? to : Math.max(head, own.length - shown.length + to)];
    const isReplaced = own.length > head + tail && from < after && to > head;
    if (isReplaced || first >= last || (passage && start !== next)) return { passage: null, isChanged: true };

    words += (passage ? "\n" : "") + own.slice(first, last);
    passage = { start: passage?.start ?? start + first, end: start + last };
    next = start + own.length + 1;
  }

  return { passage: passage && trimmed(passage, words), isChanged: false };
}

/** The passage of a whole element (paragraph, heading, caption, footnote), even if it shows other words. */
export function passageOfElement(element) {
  const views = (element.matches("[data-start]") ? [element] : [...element.querySelectorAll("[data-start]")]).map(block => viewOf(block, blocks()));
  return { start: views[0].start, end: views.at(-1).start + views.at(-1).own.length };
}

/** A segmenter for a language, or for none if the browser rejects its tag. */
export function segmenter(language, granularity) {
  try {
    return new Intl.Segmenter(language, { granularity });
  } catch (refusal) {
    if (!(refusal instanceof RangeError)) throw refusal;

    return new Intl.Segmenter([], { granularity });
  }
}

/** The passage, extended to whole words at both ends. */
export function wholeWords({ start, end }) {
  const { lang } = document.getElementById("essay");
  const words = segmenter(lang, "word").segment(essayText());
  const [first, last] = [words.containing(start), words.containing(end - 1)];
  return { start: first.isWordLike ? first.index : start, end: last.isWordLike ? last.index + last.segment.length : end };
}

/** A DOM range over a passage; null if it is not on the page or its words were changed. */
export function rangeOf({ start, end }) {
  const first = pointAt(start, true);
  const last = pointAt(end, false);
  if (!first || !last) return null;

  const range = document.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset);
  return range;
}

/** The range of words that occur exactly once in the essay; otherwise null. */
export function uniqueRangeOf(words) {
  if (blocks()[0]?.dataset.start !== "0") return null;

  const text = essayText();
  const start = text.indexOf(words);
  return start >= 0 && start === text.lastIndexOf(words) ? rangeOf({ start, end: start + words.length }) : null;
}

/** The element with an id (paragraph, heading, caption, footnote) in which a passage starts. */
export function elementAt({ start }) {
  return blocks().findLast(block => startOf(block) <= start)?.closest("[id]") ?? null;
}

function startOf(block) {
  return Number(block.dataset.start);
}

// What a block shows, its own words, and how many characters of both agree at the start (head) and at the end (tail).
function viewOf(block, all) {
  const start = startOf(block);
  const shown = textOf(block);
  const own = ownText(start, shown, all);
  if (own === shown) return { start, shown, own, head: shown.length, tail: 0 };

  const longest = Math.min(shown.length, own.length);
  let [head, tail] = [0, 0];
  while (head < longest && shown[head] === own[head]) head++;
  while (tail < longest - head && shown.at(-1 - tail) === own.at(-1 - tail)) tail++;
  return { start, shown, own, head, tail };
}

function ownText(start, shown, all) {
  if (original !== null) {
    const end = original.indexOf("\n", start);
    return original.slice(start, end < 0 ? original.length : end);
  }

  const next = all[0]?.dataset.start === "0" ? all.find(other => startOf(other) > start) : null; // some pages show a single paragraph
  return next ? (startOf(next) - 1 - start === shown.length ? shown : UNKNOWN.repeat(startOf(next) - 1 - start)) : shown;
}

function* textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ALL, node =>
    node.nodeType === Node.ELEMENT_NODE && node.matches(APPARATUS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  let at = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType !== Node.TEXT_NODE) continue;

    yield { node, at };
    at += node.length;
  }
}

function coveredIn(block, range) {
  let from, to;
  for (const { node, at } of textNodes(block)) {
    const covered = coveredPart(range, node);
    if (!covered) continue;

    from ??= at + covered.from;
    to = at + covered.to;
  }
  return [from, to];
}

function coveredPart(range, node) {
  const from = node === range.startContainer ? range.startOffset : range.comparePoint(node, 0) >= 0 ? 0 : node.length;
  const to = node === range.endContainer ? range.endOffset : range.comparePoint(node, node.length) <= 0 ? node.length : 0;
  return from < to ? { from, to } : null;
}

function trimmed({ start, end }, words) {
  const passage = { start: end - words.trimStart().length, end: start + words.trimEnd().length };
  return passage.start < passage.end ? passage : null;
}

// Where something was added, an end is before it and a start is after it.
function pointAt(offset, isStart) {
  const all = blocks();
  const block = all.findLast(one => (isStart ? startOf(one) <= offset : startOf(one) < offset));
  if (!block) return null;

  const { start, shown, own, head, tail } = viewOf(block, all);
  const [at, left] = [offset - start, own.length - (offset - start)];
  const isInTail = left <= tail && (isStart || at > head);
  if (left < 0 || (!isInTail && at > head)) return null;

  const place = isInTail ? shown.length - left : at;
  for (const { node, at: before } of textNodes(block)) {
    const after = before + node.length;
    if (isStart ? before <= place && place < after : before < place && place <= after) return { node, offset: place - before };
  }

  return null;
}
