// Links and quotations to give away. Nothing is stored, and nobody named.
import { numberOf } from "../text/paragraphs.js";
import { CHANGED, elementAt, fetchText, wordsOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";

const TIMEOUT = 3000; // milliseconds: a browser lets us copy only soon after a click

/** How the reader is told where that is. */
export function placeOf(home) {
  const number = numberOf(home);
  return number ? `paragraph ${number}` : home.matches("h2") ? "this section" : "this passage";
}

/** Copies the link to a passage ("link"), its words with their source ("cite"), or shares it. Answers why it cannot be done, or null. */
export async function sharePassage(act, target) {
  await fetchText();
  if (wordsOf(target) !== target.exact) return CHANGED;

  return { link: copyLink, cite, share }[act](elementAt(target), target);
}

/** Copies the link to a passage, or to a whole element; answers the link when the browser does not let us. */
export function copyLink(home, target) {
  return copy({ "text/plain": linkTo(home, target) }, `Link to ${placeOf(home)} copied.`, linkOf(home));
}

/** Copies the words of a passage as a quotation with its source: plain, and with its title in italics for those who paste it into a letter. */
export function cite(home, passage) {
  const words = wordsOf(passage);
  if (words === null) return CHANGED;

  const { author, title, html, place } = sourceOf(home);
  const link = linkOf(home);
  const quotation = `“${words.replace(/“|"(?=[\p{L}\p{N}])/gu, "‘").replace(/”|"/g, "’")}”`;
  const [by, where] = [author ? `${author}, ` : "", place ? `, ${place}` : ""];
  const rich = `<blockquote>${escaped(quotation)}</blockquote><p>— ${escaped(by)}${html}${where}, <a href="${escaped(link)}">${escaped(link)}</a></p>`;
  return copy({ "text/plain": `${quotation} — ${by}${title}${where}, ${link}`, "text/html": rich }, "Quotation copied, with its source.", link);
}

/** Opens the system's own way of passing something on, where there is one. */
export async function share(home, target) {
  try {
    await navigator.share({ title: sourceOf(home).title, url: await linkTo(home, target) });
  } catch {
    // The reader thought better of it: the system has said all there is to say.
  }
  return null;
}

// A passage has its paragraph's address, and behind it the browser's text fragment: the server makes it, for it knows the whole
// page and what else on it says the same. Without an answer the paragraph's address must do.
async function linkTo(home, target) {
  if (!target) return linkOf(home);

  try {
    const { base } = document.body.dataset;
    const answer = await fetch(`${base}links/${target.revision}?start=${target.start}&end=${target.end}`, { signal: AbortSignal.timeout(TIMEOUT) });
    return answer.ok ? new URL(base + (await answer.text()), document.baseURI).href : linkOf(home);
  } catch {
    return linkOf(home);
  }
}

// The clipboard is asked at once and gets what is to be copied later: some browsers let us copy only in the moment of the click.
async function copy(kinds, said, link) {
  try {
    await write(kinds).catch(async () => navigator.clipboard.writeText(await kinds["text/plain"]));
    announce(said);
    return null;
  } catch {
    return `The browser does not let us copy. The link is ${link}`;
  }
}

async function write(kinds) {
  const blobs = Object.entries(kinds).map(([type, text]) => [type, Promise.resolve(text).then(ready => new Blob([ready], { type }))]);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

function sourceOf(home) {
  const title = document.querySelector("#essay h1, .site-title").textContent.trim();
  const number = numberOf(home);
  return {
    author: document.querySelector("meta[name=citation_author]")?.content,
    title,
    html: `<cite>${escaped(title)}</cite>`,
    place: number && `¶ ${number}`,
  };
}

function linkOf(home) {
  return new URL(pathOf(home), document.baseURI).href;
}

function pathOf(home) {
  const base = document.body.dataset.base;
  if (home.matches("h2")) return `${base}s/${home.parentElement.id}#${home.parentElement.id}`;
  return home.closest("[role=doc-endnotes]") ? `${base}#${home.id}` : `${base}p/${home.id}#${home.id}`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
