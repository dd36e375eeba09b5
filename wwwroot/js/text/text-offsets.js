// The page and the server count the same text: every block says where it begins, apparatus is left out, and offsets are UTF-16
// code units, which JavaScript and C# share. What a block shows may be another text than the essay's: a translation, or an
// extension that replaces words or adds some. So the words are the server's, and a place in a block counts only where what the
// block shows and what the server has agree.

const APPARATUS = "[data-apparatus]"; // on the page, not in the text
const UNKNOWN = "\uFFFC"; // for each character that neither the server nor the page can tell
const TIMEOUT = 1000; // milliseconds to wait for the text; without it only the length of a block is compared, and the server looks at the words when they are saved

/** What a reader is told who chose words that are not the essay's. */
export const CHANGED = "The words here are not the essay’s own: a translation or an extension in your browser changed them. Show the original, or choose other words.";

let original = null; // the essay's text as the server has it
let loading = null;

/** Resolves when the essay's own text is there, or does not come in time. */
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
  if (original === null) loading = null; // next time perhaps
}

/** Every counted block of the essay, in reading order. */
export function blocks() {
  return [...document.querySelectorAll("#essay [data-start]")];
}

/** The text of the essay, blocks joined by one newline, as the server has it. */
export function essayText() {
  return original ?? blocks().reduce((text, block, _, all) => {
    const { start, own } = viewOf(block, all);
    return (start > 0 ? `${text.padEnd(start - 1, UNKNOWN)}\n` : "") + own;
  }, "");
}

/** The words of a passage, or null when they cannot be told. */
export function wordsOf({ start, end }) {
  const words = essayText().slice(start, end);
  return words.includes(UNKNOWN) ? null : words;
}

export function textOf(block) {
  return [...textNodes(block)].map(({ node }) => node.data).join("");
}

/** The passage that a DOM range covers, white space at its ends left out; null when it covers no word of the essay, or words that were changed. */
export function passageOf(range) {
  return find(range).passage;
}

/** Whether a DOM range covers words that stand where the essay's should, and are others. */
export function isChanged(range) {
  const found = find(range);
  if (found.passage || found.isChanged) return found.isChanged;

  const node = range.commonAncestorContainer;
  const home = node.closest ? node : node.parentElement;
  return range.toString().trim() !== "" && home.closest(".essay-section, .footnotes > ol") !== null && !home.closest(APPARATUS); // a block was replaced
}

function find(range) {
  let passage = null;
  let words = "";
  let next = null; // where the block after the last one begins
  const all = blocks();
  for (const block of all) {
    const [from, to] = range.intersectsNode(block) ? coveredIn(block, range) : [];
    if (from === undefined) continue;

    const { start, shown, own, head, tail } = viewOf(block, all);
    const after = shown.length - tail; // what stands between head and this was changed
    const [first, last] = [from >= after ? own.length - shown.length + from : Math.min(from, head), to <= head ? to : Math.max(head, own.length - shown.length + to)];
    const isReplaced = own.length > head + tail && from < after && to > head;
    if (isReplaced || first >= last || (passage && start !== next)) return { passage: null, isChanged: true };

    words += (passage ? "\n" : "") + own.slice(first, last);
    passage = { start: passage?.start ?? start + first, end: start + last };
    next = start + own.length + 1;
  }

  return { passage: passage && trimmed(passage, words), isChanged: false };
}

/** The passage of a whole element (paragraph, heading, caption, note), whatever it shows. */
export function passageOfElement(home) {
  const views = (home.matches("[data-start]") ? [home] : [...home.querySelectorAll("[data-start]")]).map(block => viewOf(block, blocks()));
  return { start: views[0].start, end: views.at(-1).start + views.at(-1).own.length };
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

/** A DOM range over a passage, or null when it lies outside the page or where words were changed. */
export function rangeOf({ start, end }) {
  const first = pointAt(start, true);
  const last = pointAt(end, false);
  if (!first || !last) return null;

  const range = document.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset);
  return range;
}

/** The range of words that stand in the whole essay once, else null. */
export function uniqueRangeOf(words) {
  if (blocks()[0]?.dataset.start !== "0") return null;

  const text = essayText();
  const start = text.indexOf(words);
  return start >= 0 && start === text.lastIndexOf(words) ? rangeOf({ start, end: start + words.length }) : null;
}

/** The addressed element (paragraph, heading, caption, note) that a passage begins in. */
export function elementAt({ start }) {
  return blocks().findLast(block => startOf(block) <= start)?.closest("[id]") ?? null;
}

function startOf(block) {
  return Number(block.dataset.start);
}

// What a block shows, its own words, and how many characters of both agree at its beginning (head) and its end (tail).
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

  const next = all[0]?.dataset.start === "0" ? all.find(other => startOf(other) > start) : null; // a page of its own shows but a paragraph
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

// At an end that stands where something was added, the words are before it; at a beginning they are behind it.
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
