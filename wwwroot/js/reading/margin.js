import { arranged } from "./margin-layout.js";

// Places footnotes and the reader's notes beside the text. Each stays in its list at the end of the document and is only moved
// visually: without script, on paper and in screen readers it is in its list.

const WIDE = matchMedia("(width >= 60em)");
const ITEMS = ".footnotes > ol > li, .my-note";
const FOLDED_LINES = [3, 1]; // of a footnote and of a reader's note, as in the stylesheet

let essay = null;
let active = null;
let referenceId = ""; // the id of the reference that opened the active item, if it is not the first one
let isListed = false;
let isArriving = false;
let frame = 0;
let sizes = null;

const heights = new WeakMap(); // of observed elements, in pixels, as last measured

export function layOutMargin() {
  essay = document.querySelector("#essay:has(.footnotes)");
  if (!essay) return;

  sizes = new ResizeObserver(entries => entries.filter(hasResized).length > 0 && arrangeSoon());
  sizes.observe(essay);
  new MutationObserver(arrangeSoon).observe(essay, { childList: true, subtree: true });
  new MutationObserver(arrangeSoon).observe(document.documentElement, { attributeFilter: ["data-marks"] });
  WIDE.addEventListener("change", arrangeSoon);
  showListWhenAsked();
  // The browser scrolled to the footnote's place at the end of the document. A reader who followed a link to it is led to the margin.
  isArriving = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  addEventListener("hashchange", goToTarget);
  essay.addEventListener("focusin", ({ target }) => {
    const item = target.closest(ITEMS);
    if (item && item !== active && isInMargin()) activate(item);
  });
  arrange();
}

export function isInMargin() {
  return essay?.dataset.margin === "on";
}

/** Moves an item beside its place in the text, or beside the reference that opened it; its neighbours move away. Null resets all. */
export function activate(item, reference) {
  active?.removeAttribute("data-active");
  active = item;
  referenceId = reference?.id;
  active?.setAttribute("data-active", "");
  arrange();
}

export function activeItem() {
  return active;
}

// An observer first reports the size that is already known, for up to a thousand elements.
function hasResized({ target, borderBoxSize: [{ blockSize }] }) {
  const before = heights.get(target);
  heights.set(target, blockSize);
  return before !== undefined && Math.abs(before - blockSize) > 1;
}

function arrangeSoon() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(arrange);
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
    requestAnimationFrame(arrangeSoon); // after that frame
    return;
  }

  essay.dataset.margin = "on";

  for (const item of essay.querySelectorAll("[data-folded]")) item.removeAttribute("data-folded"); // measured unfolded
  const items = itemsInOrder();
  const { tops, folded } = arranged(items, items.findIndex(({ element }) => element === active));
  items.forEach(({ element, height, folded: low, isCut }, index) => {
    heights.set(element, folded.has(index) ? low : height);
    sizes.observe(element);
    element.style.setProperty("--at", `${Math.round(tops[index])}px`);
    element.toggleAttribute("data-folded", folded.has(index));
    element.toggleAttribute("data-clipped", isCut || folded.has(index));
  });
  const last = items.at(-1);
  const end = last ? tops.at(-1) + (folded.has(items.length - 1) ? last.folded : last.height) : 0;
  essay.style.setProperty("--margin-end", `${Math.ceil(end)}px`);
  heights.delete(essay); // the size that results from this needs no new layout
  if (isArriving) goToTarget();
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

// Reads all sizes before writing any, so that the browser computes one layout.
function itemsInOrder() {
  const top = essay.getBoundingClientRect().top;
  const anchors = anchorsOfItems();
  const items = [];
  const lines = [lineOf(".footnotes > ol"), lineOf(".my-notes > ol") * 1.35];
  let last = 0;
  for (const item of essay.querySelectorAll(ITEMS)) {
    const mark = (item === active && document.getElementById(referenceId)) || anchors.get(item.dataset.annotation ?? item.id);
    const isMine = item.matches(".my-note");
    if (mark) {
      const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
      last = box.top + box.height / 2 - top - (isMine ? 10 : 4); // aligns the first line with the mark
    }

    const voice = isMine ? 1 : 0;
    const height = item.offsetHeight;
    const folded = Math.min(height, Math.round(FOLDED_LINES[voice] * lines[voice]));
    items.push({ element: item, anchor: last, height, folded, voice, isCut: item.scrollHeight > height + 4 });
  }

  return items.sort((a, b) => a.anchor - b.anchor || a.voice - b.voice);
}

function lineOf(list) {
  return parseFloat(getComputedStyle(essay.querySelector(`${list} > li`) ?? essay).lineHeight);
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
