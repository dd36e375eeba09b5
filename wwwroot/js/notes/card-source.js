import { lastCard } from "./cards.js";
import { fetchFragment } from "../outbox/http.js";

/** The card of an annotation. Without a connection, the last one received or the cached one; null if there is none. */
export async function fetchCard(id) {
  const card = (await fetchFragment(`${document.body.dataset.notes}/${id}`))?.firstElementChild;
  return card ?? lastCard(id) ?? (await import("./cached-cards.js")).cachedCard(id);
}
