import { activate, activeItem, isInMargin, keepBesideOpener } from "./margin-item.js";
import { button } from "../ui/element.js";

// Places footnotes and the reader's notes beside the text. Each stays in its list at the end of the document and is only moved
// visually: without script, on paper and in screen readers it is in its list.

const WIDE = matchMedia("(width >= 60em)");
const ITEMS = ".footnotes > ol > li, .my-note";
const WHOLE = 6; // lines of a reader's note that are always shown
const FIRST = 3; // lines of a folded footnote without a gloss
const RANKS = { wording: 1, precision: 1, unverified: 1, contested: 2, correction: Infinity }; // footnotes without a status are folded first

let essay = null;
let arrangedBy = null; // how items are arranged
let isListed = false;
let isArriving = false;
let frame = 0;
let sizes = null;
let changes = null;

const PATIENCE = 3000; // milliseconds for fonts that do not arrive
let hasFonts = false;

const heights = new WeakMap(); // of observed elements, in pixels, as last measured

/** @param {typeof import("./margin-layout.js").arranged} arranged */
export function layOutMargin(arranged) {
  essay = document.getElementById("essay");
  arrangedBy = arranged;
  sizes = new ResizeObserver(entries => entries.filter(hasResized).length > 0 && arrangeSoon());
  sizes.observe(essay);
  changes = new MutationObserver(arrangeSoon);
  changes.observe(essay, { childList: true, subtree: true });
  new MutationObserver(arrangeSoon).observe(document.documentElement, { attributeFilter: ["data-marks"] });
  WIDE.addEventListener("change", arrangeSoon);
  showListWhenAsked();
  // The browser scrolled to the footnote's place at the end of the document. A reader who followed a link to it is led to the margin.
  isArriving = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  addEventListener("hashchange", goToTarget);
  essay.addEventListener("focusin", ({ target }) => {
    const item = target.closest(ITEMS);
    if (item && item !== activeItem() && isInMargin()) activate(target.matches(".more") ? null : item); // what was open before may cover it
  });
  arrange();
}

// An observer first reports the size that is already known, for up to a thousand elements.
function hasResized({ target, borderBoxSize: [{ blockSize }] }) {
  if (target === activeItem()) return false; // the others stay where they are

  const before = heights.get(target);
  heights.set(target, blockSize);
  return before !== undefined && Math.abs(before - blockSize) > 1;
}

function arrangeSoon() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(arrange);
}

// With other fonts the notes have other heights, and would move once more.
async function waitForFonts() {
  await Promise.race([document.fonts.ready, new Promise(done => setTimeout(done, PATIENCE))]);
  hasFonts = true;
  arrangeSoon();
}

function arrange() {
  const isOn = WIDE.matches && !isListed && document.documentElement.dataset.marks !== "none";
  if (!isOn) {
    isArriving = false;
    delete essay.dataset.margin;
    return;
  }

  if (!essay.dataset.margin) {
    // Elements that disappear for a frame do not count as a layout shift.
    essay.dataset.margin = "making";
    requestAnimationFrame(() => requestAnimationFrame(waitForFonts)); // after that frame
    return;
  }
  if (!hasFonts) return;

  essay.dataset.margin = "on";
  if (!activeItem()?.isConnected) activate(null);

  for (const item of essay.querySelectorAll("[data-folded]")) item.removeAttribute("data-folded"); // measured unfolded
  const { line, items, start } = measured();
  const { tops, folded } = arrangedBy(items, line, start);
  items.forEach(({ element, height, folded: low, cut, hasGloss }, index) => {
    const isFolded = folded.has(index);
    heights.set(element, isFolded ? low : height);
    sizes.observe(element);
    element.style.setProperty("--at", `${tops[index].toFixed(2)}px`);
    show(element, isFolded || cut, isFolded ? low : height, hasGloss);
  });
  keepBesideOpener();
  const end = Math.max(0, ...items.map(({ height, folded: low }, index) => tops[index] + (folded.has(index) ? low : height)));
  essay.style.setProperty("--margin-end", `${Math.ceil(end)}px`);
  heights.delete(essay); // the size that results from this needs no new layout
  changes.takeRecords();
  if (isArriving) goToTarget();
}

// Whole, or its first lines with a button to see the rest.
function show(item, isShort, height, hasGloss) {
  const more = item.querySelector(":scope > .more");
  if (!isShort) {
    more?.remove();
    return;
  }

  item.dataset.folded = hasGloss ? "gloss" : "";
  item.style.setProperty("--folded", `${height}px`);
  if (more) return;

  const made = button("", event => {
    event.stopPropagation();
    activate(item === activeItem() ? null : item);
  }, { className: "more" });
  made.ariaLabel = item.value ? `More of footnote ${item.value}` : "More of your note";
  made.ariaExpanded = item === activeItem();
  item.prepend(made);
}

function goToTarget() {
  isArriving = false;
  // If a link quotes words of the footnote, the browser's target is a paragraph in it or the footnote itself.
  const item = essay.querySelector(`:is(${ITEMS}):is(:target, :has(:target))`) ?? itemOfHash();
  if (!item || !isInMargin()) return;

  activate(item);
  (item.querySelector(":target") ?? item).scrollIntoView({ block: "center", behavior: "instant" });
}

function itemOfHash() {
  try {
    return location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(ITEMS) : null;
  } catch {
    return null; // such as #100%, which is no valid address
  }
}

// Reads all sizes before anything is written, so that the browser computes one layout.
function measured() {
  const origin = essay.getBoundingClientRect().top;
  const anchors = anchorsOfItems();
  const text = fontOf(essay);
  const faces = new Map([".footnotes > ol > li", ".my-note"].map(name => [name, fontOf(essay.querySelector(name))]));
  const items = [];
  let last = 0;
  for (const [name, font] of faces) {
    for (const element of essay.querySelectorAll(name)) {
      const { height: whole, top } = element.getBoundingClientRect();
      if (whole === 0) continue; // not shown, by the filter or the reader's settings

      const mark = anchors.get(element.dataset.annotation ?? element.id);
      if (mark) last = baselineOf(mark, text) - origin - font.baseline;
      const isOwn = name === ".my-note";
      const cut = isOwn && whole > (WHOLE + 0.5) * font.line ? endOfLine(element, WHOLE) - top : 0;
      const gloss = isOwn ? null : element.querySelector(":scope > .gloss");
      const rank = isOwn ? -1 : (RANKS[element.dataset.status] ?? 0);
      const height = cut || whole;
      const low = isOwn ? font.line : (gloss?.offsetHeight ?? (rank < Infinity && whole > (FIRST + 1.5) * font.line ? endOfLine(element, FIRST) - top : whole));
      items.push({ element, anchor: last, height, folded: Math.min(low, height), rank, isOwn, cut, hasGloss: Boolean(gloss) });
    }
  }

  const below = essay.querySelector(".standfirst, .imprint")?.getBoundingClientRect();
  return { items: items.sort((a, b) => a.anchor - b.anchor || b.isOwn - a.isOwn), line: text.line, start: below ? below.top - origin : 0 };
}

// Whole lines, however tall each is: halfway between the last line shown and the next.
function endOfLine(item, most) {
  const texts = document.createTreeWalker(item, NodeFilter.SHOW_TEXT, node => (node.parentElement.closest(".gloss, .voice, .open-note, .backlinks") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const range = document.createRange();
  const lines = [];
  while (texts.nextNode()) {
    range.selectNodeContents(texts.currentNode);
    for (const { top, bottom } of range.getClientRects()) {
      const line = lines.at(-1);
      if (line && top < line.bottom - 2) line.bottom = Math.max(line.bottom, bottom);
      else lines.push({ top, bottom });
    }
  }
  return lines.length > most ? (lines[most - 1].bottom + lines[most].top) / 2 : item.getBoundingClientRect().bottom;
}

// The sizes of a font, as the browser rounds them: its line, and the baseline from the top of a line.
function fontOf(element) {
  if (!element) return {};

  const { fontSize, fontFamily, lineHeight, verticalAlign } = getComputedStyle(element);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${fontSize} ${fontFamily}`;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = pen.measureText("x");
  const [ascent, descent, line] = [Math.round(fontBoundingBoxAscent), Math.round(fontBoundingBoxDescent), parseFloat(lineHeight)];
  return { line, ascent, height: ascent + descent, raised: parseFloat(verticalAlign) || 0, baseline: (line + ascent - descent) / 2 };
}

// The baseline of the line that a mark or a reference begins in.
function baselineOf(mark, text) {
  const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  if (mark.matches("mark")) return box.top + text.ascent;

  text.reference ??= fontOf(mark);
  return box.top + (box.height * (text.reference.ascent + text.reference.raised)) / text.reference.height;
}

// What each item is placed beside: the first reference to a footnote, the first words of a reader's mark.
function anchorsOfItems() {
  const anchors = new Map();
  for (const mark of essay.querySelectorAll(".essay-section a.noteref, .essay-section mark")) {
    const names = mark.matches("mark") ? (mark.dataset.annotation ?? "").split(" ") : [mark.hash.slice(1)];
    for (const name of names) if (!anchors.has(name)) anchors.set(name, mark);
  }

  return anchors;
}

// A link to all footnotes shows them as a list until the reader scrolls away from it.
function showListWhenAsked() {
  const list = document.getElementById("notes");
  const leaving = new IntersectionObserver(([{ isIntersecting }]) => {
    if (isIntersecting || !isListed) return;

    isListed = false;
    leaving.disconnect();
    arrange();
  });

  document.addEventListener("click", event => {
    if (event.target.closest("a")?.getAttribute("href") === "#notes") showList();
  });
  if (location.hash === "#notes") showList();

  function showList() {
    isListed = true;
    activate(null);
    list.scrollIntoView({ behavior: "instant" });
    requestAnimationFrame(() => leaving.observe(list));
  }
}
