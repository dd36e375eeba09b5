// Links and quotations to give away. Nothing is stored, and nobody named.
import { numberOf } from "./paragraph-menu.js";
import { say } from "./saving.js";
import { elementAt, essayText, runsIn } from "./text-offsets.js";

const LONGEST_FRAGMENT = 240;
const LETTER = /[\p{L}\p{N}]/u;

/** A link to a passage: the paragraph's own address, then the browser's text fragment. */
export function linkTo(target) {
  return new URL(`${pathOf(elementAt(target))}:~:text=${fragmentOf(target)}`, document.baseURI).href;
}

/** How the reader is told where that is. */
export function placeOf(home) {
  const number = numberOf(home);
  return number ? `paragraph ${number}` : home.matches("h2") ? "this section" : "this passage";
}

/** Copies the link to a passage, or to a whole element; answers the link when the browser does not let us. */
export function copyLink(home, target) {
  const link = target ? linkTo(target) : new URL(pathOf(home), document.baseURI).href;
  return copy({ "text/plain": link }, `Link to ${placeOf(home)} copied.`, link);
}

/** Copies words as a quotation with its source: plain, and with its title in italics for those who paste it into a letter. */
export function cite(home, words) {
  const { author, title, html, place, link } = sourceOf(home);
  const quotation = `“${words.replace(/“|"(?=[\p{L}\p{N}])/gu, "‘").replace(/”|"/g, "’")}”`;
  const [by, where] = [author ? `${author}, ` : "", place ? `, ${place}` : ""];
  const rich = `<blockquote>${escaped(quotation)}</blockquote><p>— ${escaped(by)}${html}${where}, <a href="${escaped(link)}">${escaped(link)}</a></p>`;
  return copy({ "text/plain": `${quotation} — ${by}${title}${where}, ${link}`, "text/html": rich }, "Quotation copied, with its source.", link);
}

/** Opens the system's own way of passing something on, where there is one. */
export async function share(home, target) {
  try {
    await navigator.share({ title: sourceOf(home).title, url: target ? linkTo(target) : new URL(pathOf(home), document.baseURI).href });
  } catch {
    // The reader thought better of it: the system has said all there is to say.
  }
  return null;
}

async function copy(kinds, said, link) {
  try {
    if (globalThis.ClipboardItem && kinds["text/html"]) {
      const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } else {
      await navigator.clipboard.writeText(kinds["text/plain"]);
    }
    say(said);
    return null;
  } catch {
    return `The browser does not let us copy. The link is ${link}`;
  }
}

function sourceOf(home) {
  const title = document.querySelector("#essay h1, .site-title").textContent.trim();
  const number = numberOf(home);
  return {
    author: document.querySelector("meta[name=citation_author]")?.content,
    title,
    html: `<cite>${escaped(title)}</cite>`,
    place: number && `¶ ${number}`,
    link: new URL(pathOf(home), document.baseURI).href,
  };
}

function pathOf(home) {
  const base = document.body.dataset.base;
  if (home.matches("h2")) return `${base}s/${home.parentElement.id}#${home.parentElement.id}`;
  return home.closest("[role=doc-endnotes]") ? `${base}#${home.id}` : `${base}p/${home.id}#${home.id}`;
}

// A fragment matches whole words, which a passage has, of one block; over a footnote's number or into another block only by its two ends.
function fragmentOf(target) {
  const text = essayText();
  const runs = runsIn(target).map(({ start, end }) => text.slice(start, end)).filter(run => LETTER.test(run));
  const [first, last] = [runs[0], runs.at(-1)];
  const before = text.indexOf(first) < target.start ? `${encoded(wordsBefore(text, target))}-,` : "";
  return runs.length === 1 && first.length <= LONGEST_FRAGMENT
    ? before + encoded(first.trim())
    : `${before}${encoded(edge(first, 0, 6))},${encoded(edge(last, -6))}`;
}

// What tells the passage from the same words further up; it must stand right before them on the page.
function wordsBefore(text, { start }) {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const run = start > line ? runsIn({ start: line, end: start }).at(-1) : null;
  return run ? edge(text.slice(run.start, start), -4) : "";
}

function edge(words, ...part) {
  return words.trim().split(" ").slice(...part).join(" ");
}

// A dash has a meaning of its own in a text fragment, which encodeURIComponent does not know of.
function encoded(text) {
  return encodeURIComponent(text).replaceAll("-", "%2D");
}

function escaped(text) {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
