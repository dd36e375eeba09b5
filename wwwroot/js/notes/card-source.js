import { lastCard } from "./cards.js";
import { fetchFragment } from "../outbox/http.js";

/** The card of an annotation. Without a connection, the last one received or the cached one; null if there is none. */
export async function fetchCard(id) {
  const card = (await fetchFragment(`${document.body.dataset.notes}/${id}`))?.firstElementChild;
  await listenForCopying(card);
  return card ?? lastCard(id) ?? (await import("./cached-cards.js")).cachedCard(id);
}

/** Makes the buttons work that copy the address of a link, if an answer has any. */
export async function listenForCopying(answer) {
  if (answer?.querySelector("[data-copy]")) await import("../ui/copy.js").catch(() => {}); // without it, the note's page has the address
}
