// Where the panel stands: a card in the margin level with its words, or a sheet at the lower edge; the card of a term near the term.
import { cardTop, scrollToShow } from "./card-top.js";
import { giveWay } from "./give-way.js";

const INDENT = 28; // pixels from the edge of a card to its words, as in the stylesheet
const LOW = 400; // pixels: with less height above a keyboard, the sheet shows only the field

/** Places a card beside the lines that it belongs to, in the margin if there is one. */
export function placeCard(panel, opener, state) {
  const lines = opener ? [...opener.getClientRects()] : [];
  const margin = document.querySelector("#essay[data-margin=on] .footnotes > ol > li");
  const place = margin ? "margin" : "sheet";
  if (panel.dataset.place !== place) state.isNew = true; // the window has become wider or narrower
  panel.dataset.place = place;
  if (margin) placeInMargin(panel, lines, margin, state);
  else placeAboveKeyboard(panel, lines, state);
  giveWay(margin ? panel.getBoundingClientRect() : null);
}

function placeInMargin(panel, lines, margin, state) {
  const free = { top: document.getElementById("site-bar").offsetHeight, bottom: innerHeight };
  panel.style.setProperty("--x", `${margin.getBoundingClientRect().left + scrollX - INDENT}px`);
  if (state.isNew) {
    state.isNew = false;
    const own = state.besides?.();
    const line = own ? middleOfFirstLine(own) : lines[0] ? lines[0].top + lines[0].height / 2 : free.top;
    const words = panel.querySelector(".words");
    const within = words ? middleOfFirstLine(words) - panel.getBoundingClientRect().top : 0;
    setTop(panel, cardTop(line, within, panel.offsetHeight, free));
    return;
  }

  // It has grown: up, as far as there is room.
  const box = panel.getBoundingClientRect();
  if (box.bottom > free.bottom && panel.contains(document.activeElement)) setTop(panel, cardTop(box.top, 0, box.height, free));
}

function setTop(panel, top) {
  panel.style.setProperty("--y", `${top + scrollY}px`);
}

function middleOfFirstLine(words) {
  const style = getComputedStyle(words);
  return words.getBoundingClientRect().top + parseFloat(style.paddingTop) + parseFloat(style.lineHeight) / 2;
}

// Browsers that do not make the window smaller for the keyboard (iOS) tell its size in the visual viewport.
function placeAboveKeyboard(panel, lines, state) {
  const { height, offsetTop, scale } = visualViewport ?? { height: innerHeight, offsetTop: 0, scale: 1 };
  const isZoomed = scale > 1.01;
  const keyboard = isZoomed ? 0 : Math.max(0, innerHeight - height - offsetTop);
  panel.style.setProperty("--keyboard", `${keyboard}px`);
  panel.toggleAttribute("data-low", !isZoomed && height < LOW);
  const size = `${keyboard} ${innerHeight} ${panel.offsetHeight}`;
  if (size === state.size || lines.length === 0) return;

  state.size = size;
  const top = panel.matches("[data-low]") ? 0 : document.getElementById("site-bar").offsetHeight;
  scrollBy({ top: scrollToShow(lines[0].top, lines.at(-1).bottom, { top, bottom: panel.getBoundingClientRect().top }), behavior: "instant" });
}

/** Places the panel beside the text if there is a margin, otherwise below or above what opened it. On narrow screens the stylesheet makes it a sheet. */
export function placeNear(panel, opener) {
  const box = opener.getBoundingClientRect();
  const height = panel.offsetHeight;
  const essay = opener.closest("[data-margin]")?.getBoundingClientRect();
  const below = box.bottom + 8;
  const [x, y] = essay
    ? [essay.right + 24, Math.max(56, Math.min(box.top - 16, innerHeight - Math.max(height, 400) - 8))]
    : [Math.max(8, box.left), below + height < innerHeight ? below : Math.max(8, box.top - height - 8)];
  panel.style.setProperty("--x", `${Math.min(x, innerWidth - panel.offsetWidth - 8)}px`);
  panel.style.setProperty("--y", `${y}px`);
}
