import { CHANGED, elementAt, fetchText, wordsOf } from "../text/text-offsets.js";

/** Copies the link to a passage ("link"), its words with their source ("cite"), or shares it. Answers why it cannot be done, or null. */
export async function sharePassage(act, target) {
  await fetchText();
  if (wordsOf(target) !== target.exact) return CHANGED;

  const { cite, copyLink, share } = await import("../reading/sharing.js"); // few readers share on every visit
  return { link: copyLink, cite, share }[act](elementAt(target), target);
}
