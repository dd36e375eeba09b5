import { arranged } from "./margin-layout.js";

// The editor's notes and the reader's own, in one queue beside the text. Each stays where it is in the document, at its end,
// and is moved for the eye alone: without script, on paper and to who listens it is in its list.

const WIDE = matchMedia("(width >= 60em)");
const ITEMS = ".footnotes > ol > li, .my-note";
const FOLDED_LINES = [3, 1]; // of an editor's note and of a reader's, as the stylesheet has it

let essay = null;
let active = null;
let place = ""; // the id of what the active note stands beside, where it was opened from another than its first reference
let isListed = false;
let isArriving = false;
let frame = 0;
let sizes = null;

const heights = new WeakMap(); // of what is observed, as it was measured last, in pixels

export function layOutMargin() {
  essay = document.querySelector("#essay:has(.footnotes)");
  if (!essay) return;

  sizes = new ResizeObserver(entries => entries.filter(hasResized).length > 0 && arrangeSoon());
  sizes.observe(essay);
  new MutationObserver(arrangeSoon).observe(essay, { childList: true, subtree: true });
  new MutationObserver(arrangeSoon).observe(document.documentElement, { attributeFilter: ["data-marks"] });
  WIDE.addEventListener("change", arrangeSoon);
  showListWhenAsked();
  // The browser has gone to where a note stands without script, at the end. Whoever came by its address is led to where it is now.
  isArriving = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  addEventListener("hashchange", goToTarget);
  essay.addEventListener("focusin", ({ target }) => {
    const note = target.closest(ITEMS);
    if (note && note !== active && isInMargin()) activateNote(note);
  });
  arrange();
}

export function isInMargin() {
  return essay?.dataset.margin === "on";
}

/** Brings a note to its place in the text, or beside the reference that it was opened from, its neighbours giving way; null lets all go back. */
export function activateNote(note, reference) {
  active?.removeAttribute("data-active");
  active = note;
  place = reference?.id;
  active?.setAttribute("data-active", "");
  arrange();
}

export function activeNote() {
  return active;
}

// Every observation begins with the size that is known, and ours are a thousand.
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
    // Boxes that go and come anew have not moved: to the eye nothing was there before, and nothing shifts.
    essay.dataset.margin = "making";
    requestAnimationFrame(arrangeSoon); // after the frame in which they are gone
    return;
  }

  essay.dataset.margin = "on";

  for (const note of essay.querySelectorAll("[data-folded]")) note.removeAttribute("data-folded"); // measured whole
  const items = itemsInOrder();
  const { tops, folded } = arranged(items, items.findIndex(({ note }) => note === active));
  items.forEach(({ note, height, folded: low, isCut }, index) => {
    heights.set(note, folded.has(index) ? low : height);
    sizes.observe(note);
    note.style.setProperty("--at", `${Math.round(tops[index])}px`);
    note.toggleAttribute("data-folded", folded.has(index));
    note.toggleAttribute("data-clipped", isCut || folded.has(index));
  });
  const last = items.at(-1);
  const end = last ? tops.at(-1) + (folded.has(items.length - 1) ? last.folded : last.height) : 0;
  essay.style.setProperty("--margin-end", `${Math.ceil(end)}px`);
  heights.delete(essay); // the size that follows from this is no news
  if (isArriving) goToTarget();
}

function goToTarget() {
  isArriving = false;
  // Where a link names words of the note, the browser's target is their paragraph or the note, by what it found.
  const note = essay.querySelector(`:is(${ITEMS}):is(:target, :has(:target))`) ?? noteOfHash();
  if (!note || !isInMargin()) return;

  activateNote(note);
  (note.querySelector(":target") ?? note).scrollIntoView({ block: "center", behavior: "instant" });
}

function noteOfHash() {
  try {
    return location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(ITEMS) : null;
  } catch {
    return null; // such as #100%, which no note has for its address
  }
}

// Reads all sizes before anything is written: one layout, however many there are.
function itemsInOrder() {
  const top = essay.getBoundingClientRect().top;
  const places = placesOfNotes();
  const items = [];
  const lines = [lineOf(".footnotes > ol"), lineOf(".my-notes > ol") * 1.35];
  let last = 0;
  for (const note of essay.querySelectorAll(ITEMS)) {
    const mark = (note === active && document.getElementById(place)) || places.get(note.dataset.annotation ?? note.id);
    const isMine = note.matches(".my-note");
    if (mark) {
      const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
      last = box.top + box.height / 2 - top - (isMine ? 10 : 4); // from the middle of its mark to the middle of the note's first line
    }

    const voice = isMine ? 1 : 0;
    const height = note.offsetHeight;
    const folded = Math.min(height, Math.round(FOLDED_LINES[voice] * lines[voice]));
    items.push({ note, anchor: last, height, folded, voice, isCut: note.scrollHeight > height + 4 });
  }

  return items.sort((a, b) => a.anchor - b.anchor || a.voice - b.voice);
}

function lineOf(list) {
  return parseFloat(getComputedStyle(essay.querySelector(`${list} > li`) ?? essay).lineHeight);
}

// Where each note belongs: the first reference to an editor's note, the first words of a reader's mark, which names it there.
function placesOfNotes() {
  const places = new Map();
  for (const mark of essay.querySelectorAll(".essay-section a.noteref, .essay-section mark")) {
    const names = mark.matches("mark") ? (mark.dataset.annotation ?? "").split(" ") : [mark.hash.slice(1)];
    for (const name of names) if (!places.has(name)) places.set(name, mark);
  }

  return places;
}

// A link to all the notes lays them out as a list, which they are until the reader leaves it.
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
    activateNote(null);
    list.scrollIntoView({ behavior: "instant" });
    requestAnimationFrame(() => leaving.observe(list));
  }
}
