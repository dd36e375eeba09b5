// Links and quotations to share. Nothing is stored, and no reader is named.
import { numberOf } from "../text/paragraphs.js";
import { CHANGED, elementAt, fetchText, wordsOf } from "../text/text-offsets.js";
import { announce } from "../ui/announce.js";

const TIMEOUT = 3000; // milliseconds: browsers allow copying only shortly after a click

/** What messages call an element. */
export function labelOf(element) {
  const number = numberOf(element);
  return number ? `paragraph ${number}` : element.matches("h2") ? "this section" : "this passage";
}

/** Copies the link to a passage ("link"), cites it ("cite") or shares it ("share"). Resolves with why that failed, or null. */
export async function sharePassage(act, target) {
  await fetchText();
  if (wordsOf(target) !== target.exact) return CHANGED;

  return { link: copyLink, cite, share }[act](elementAt(target), target);
}

/** Copies the link to a passage or to a whole element. Resolves with a message if the browser does not allow it. */
export function copyLink(element, target) {
  return copy({ "text/plain": linkTo(element, target) }, `Link to ${target ? "this passage" : labelOf(element)} copied.`, linkOf(element));
}

/** Copies a passage as a quotation with a reference: as plain text, and as HTML with the publication in italics. */
export function cite(element, passage) {
  const words = wordsOf(passage);
  if (words === null) return CHANGED;

  const quotation = `“${singled(words)}”`;
  const address = linkTo(element, passage);
  const [before, publication, after] = referenceTo(element);
  const plain = address.then(link => `${quotation} — ${before}${publication}${after}${link}`);
  const rich = address.then(link => `<blockquote>${escaped(quotation)}</blockquote><p>— ${escaped(before)}${publication && `<cite>${escaped(publication)}</cite>`}${escaped(after)}<a href="${escaped(link)}">${escaped(link)}</a></p>`);
  return copy({ "text/plain": plain, "text/html": rich }, "Quotation copied with its source.", linkOf(element));
}

/** Opens the system's share dialog. */
export async function share(element, target) {
  try {
    await navigator.share({ title: titleOf(), url: await linkTo(element, target) });
  } catch {
    // The reader cancelled it.
  }
  return null;
}

// A passage has its paragraph's address with a text fragment. The server makes it, because it knows where else on the page the
// same words occur. Without an answer, the link leads to the paragraph.
async function linkTo(element, target) {
  if (!target) return linkOf(element);

  try {
    const { base } = document.body.dataset;
    const answer = await fetch(`${base}links/${target.revision}?start=${target.start}&end=${target.end}`, { signal: AbortSignal.timeout(TIMEOUT) });
    return answer.ok ? new URL(base + (await answer.text()), document.baseURI).href : linkOf(element);
  } catch {
    return linkOf(element);
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

// The reference to a part of the essay, without its address: what comes before the publication, the publication, what comes after.
function referenceTo(element) {
  const of = name => document.querySelector(`meta[name=citation_${name}]`)?.content;
  const number = numberOf(element);
  const [author, year, place] = [of("author"), of("publication_date"), number && `¶ ${number}`].map(part => (part ? `${part}, ` : ""));
  const publication = of("journal_title") ?? "";
  return [`${author}“${singled(titleOf())},” `, publication, `${publication && ", "}${year}${place}`];
}

function titleOf() {
  return document.querySelector("#essay h1, .site-title").textContent.trim();
}

// Within double quotation marks, others are single.
function singled(words) {
  return words.replace(/“|"(?=[\p{L}\p{N}])/gu, "‘").replace(/”|"/g, "’");
}

function linkOf(element) {
  return new URL(pathOf(element), document.baseURI).href;
}

function pathOf(element) {
  const base = document.body.dataset.base;
  if (element.matches("h2")) return `${base}s/${element.parentElement.id}#${element.parentElement.id}`;
  return element.closest("[role=doc-endnotes]") ? `${base}#${element.id}` : `${base}p/${element.id}#${element.id}`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
