import { parse } from "../outbox/html.js";

const PAGES = "pages"; // the service worker's cache of pages that the reader has seen

/** The card of an annotation from the cached list of notes, or null. */
export async function cachedCard(id) {
  const cards = (await cachedLists()).map(list => list.getElementById(`card-${id}`)).filter(Boolean);
  return cards.sort((a, b) => b.dataset.version - a.dataset.version)[0] ?? null; // an older, longer list may still be cached
}

async function cachedLists() {
  try {
    if (!(await caches.has(PAGES))) return [];

    const cache = await caches.open(PAGES);
    const lists = (await cache.keys()).filter(({ url }) => new URL(url).pathname === document.body.dataset.notes);
    return await Promise.all(lists.map(async list => parse(await (await cache.match(list)).text())));
  } catch {
    return []; // no caches over plain HTTP, or they are forbidden: the caller tells the reader
  }
}
