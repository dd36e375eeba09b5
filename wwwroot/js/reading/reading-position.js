import { element } from "../ui/element.js";
import { firstVisibleBlock } from "./scroll-anchor.js";

// Shows where the reader is: the section in the contents and in the bar, the progress, the minutes left. It never moves focus or text.

const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"];
const STORAGE_KEY = `reader ${document.body.dataset.base} place`; // begins like the names in store.js, whose clear() removes it too

export function showReadingPosition() {
  const essay = document.querySelector("#essay:has(.essay-section)");
  const bar = document.getElementById("site-bar");
  const contents = document.getElementById("contents");
  if (!essay || !contents) return;

  const sections = [...essay.querySelectorAll(".essay-section")];
  const links = sections.map(section => contents.querySelector(`a[href="#${CSS.escape(section.id)}"]`));
  const saved = loadPosition();
  const isForPlace = location.pathname !== document.body.dataset.base || location.search || location.hash || scrollY > 0; // the browser restored a position
  if (saved && !isForPlace) import("./continue.js").then(({ offerToContinue }) => offerToContinue(essay, saved), () => {});

  const progress = bar.appendChild(element("div", { className: "progress" }));
  const minutes = contents.querySelector("details").appendChild(element("p", { className: "minutes editorial" }));
  const label = bar.querySelector(".place-button > span");
  let lastTop = null;
  let frame = 0;

  lookSoon();
  markMine();
  addEventListener("scroll", lookSoon, { passive: true });
  addEventListener("resize", lookSoon);
  new MutationObserver(markMine).observe(essay, { childList: true, subtree: true });
  contents.addEventListener("click", ({ target }) => target.closest("a") && contents.matches(":popover-open") && contents.hidePopover());
  document.addEventListener("visibilitychange", () => document.hidden && savePosition());

  function lookSoon() {
    frame ||= requestAnimationFrame(look);
  }

  // Reads all positions before writing any, so that the browser computes one layout per frame.
  function look() {
    frame = 0;
    const [top, height] = [scrollY, bar.offsetHeight];
    const isAbove = essay.querySelector("h1").getBoundingClientRect().bottom > height;
    const tops = sections.map(section => section.getBoundingClientRect().top);
    const end = sections.at(-1).getBoundingClientRect().bottom;
    const current = tops.findLastIndex(top => top < height + 80);
    const read = Math.min(1, Math.max(0, (innerHeight * 0.7 - tops[0]) / (end - tops[0])));
    const left = Math.ceil(essay.dataset.minutes * (1 - read));

    links.forEach((link, index) => (index === current ? link?.setAttribute("aria-current", "location") : link?.removeAttribute("aria-current")));
    progress.style.setProperty("--read", read);
    minutes.textContent = left > 0 ? `${left} min left` : "Read to the end";
    label.textContent = current < 0 ? "Contents" : `${ROMAN[current] ?? current + 1} · ${links[current]?.firstChild.data ?? ""}`;
    label.parentElement.ariaLabel = current < 0 ? "Contents" : `Contents: ${label.textContent}`;
    bar.toggleAttribute("data-above", isAbove);

    // On a small screen the bar hides when the reader scrolls down, and returns when they scroll up.
    const isBusy = bar.contains(document.activeElement) || document.querySelector("header :popover-open, .contents:popover-open");
    lastTop ??= top;
    if (Math.abs(top - lastTop) > 8) {
      bar.toggleAttribute("data-away", !isBusy && top > lastTop && top > 160);
      lastTop = top;
    }
  }

  function markMine() {
    sections.forEach((section, index) => links[index]?.toggleAttribute("data-mine", Boolean(section.querySelector(".mark-link"))));
  }
}

function savePosition() {
  const place = scrollY > innerHeight ? firstVisibleBlock() : null;
  const block = place?.block.closest(".essay-section [id]");
  try {
    if (block) localStorage.setItem(STORAGE_KEY, JSON.stringify({ id: block.id, from: Math.round(place.from) }));
    else if (document.getElementById("notes")?.getBoundingClientRect().top < innerHeight) localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is disabled: there is nothing to continue.
  }
}

function loadPosition() {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY));
  } catch {
    return null; // storage is disabled, or the value is not ours
  }
}
