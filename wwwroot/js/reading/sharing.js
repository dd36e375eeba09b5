// Links and quotations to share. Nothing is stored, and no reader is named.
import { numberOf } from "../text/paragraphs.js";
import { CHANGED, elementAt, fetchText, wordsOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";

const TIMEOUT = 3000; // milliseconds: browsers allow copying only shortly after a click

/** What messages call an element. */
export function placeOf(home) {
  const number = numberOf(home);
  return number ? `paragraph ${number}` : home.matches("h2") ? "this section" : "this passage";
}

/** Copies the link to a passage ("link"), cites it ("cite") or shares it ("share"). Resolves with why that failed, or null. */
export async function sharePassage(act, target) {
  await fetchText();
  if (wordsOf(target) !== target.exact) return CHANGED;

  return { link: copyLink, cite, share }[act](elementAt(target), target);
}

/** Copies the link to a passage or to a whole element. Resolves with a message if the browser does not allow it. */
export function copyLink(home, target) {
  return copy({ "text/plain": linkTo(home, target) }, `Link to ${placeOf(home)} copied.`, linkOf(home));
}

/** Copies a passage as a quotation with its source: as plain text, and as HTML with the title in italics. */
export function cite(home, passage) {
  const words = wordsOf(passage);
  if (words === null) return CHANGED;

  const { author, title, html, place } = sourceOf(home);
  const link = linkOf(home);
  const quotation = `“${words.replace(/“|"(?=[\p{L}\p{N}])/gu, "‘").replace(/”|"/g, "’")}”`;
  const [by, where] = [author ? `${author}, ` : "", place ? `, ${place}` : ""];
  const rich = `<blockquote>${escaped(quotation)}</blockquote><p>— ${escaped(by)}${html}${where}, <a href="${escaped(link)}">${escaped(link)}</a></p>`;
  return copy({ "text/plain": `${quotation} — ${by}${title}${where}, ${link}`, "text/html": rich }, "Quotation copied with its source.", link);
}

/** Opens the system's share dialog. */
export async function share(home, target) {
  try {
    await navigator.share({ title: sourceOf(home).title, url: await linkTo(home, target) });
  } catch {
    // The reader cancelled it.
  }
  return null;
}

// A passage has its paragraph's address with a text fragment. The server makes it, because it knows where else on the page the
// same words occur. Without an answer, the link leads to the paragraph.
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

// Some browsers allow copying only during the click, so the clipboard gets a promise of the text.
async function copy(kinds, said, link) {
  try {
    await write(kinds).catch(async () => navigator.clipboard.writeText(await kinds["text/plain"]));
    announce(said);
    return null;
  } catch {
    return `The browser did not allow copying. The link is ${link}`;
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
