import { parse } from "../outbox/html.js";

const PAGES = "pages"; // where the service worker keeps what the reader has seen

/** The card of an annotation in the list of notes as the service worker keeps it, or null. */
export async function cachedCard(id) {
  const cards = (await cachedLists()).map(list => list.getElementById(`card-${id}`)).filter(Boolean);
  return cards.sort((a, b) => b.dataset.version - a.dataset.version)[0] ?? null; // a longer list of old may be left over
}

async function cachedLists() {
  try {
    if (!(await caches.has(PAGES))) return [];

    const cache = await caches.open(PAGES);
    const lists = (await cache.keys()).filter(({ url }) => new URL(url).pathname === document.body.dataset.notes);
    return await Promise.all(lists.map(async list => parse(await (await cache.match(list)).text())));
  } catch {
    return []; // there are none over plain HTTP, or they are forbidden: the caller says that there is no connection
  }
}
