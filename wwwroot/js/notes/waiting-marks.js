import { enqueue } from "../outbox/outbox.js";

/** Gives a mark that waits in the outbox another colour. */
export function recolourWaiting(entry, colour, about) {
  const { action, kind, id, words, tags, quote, target, draft, fields } = entry;
  const recoloured = fields.map(([name, value]) => [name, name === "colour" ? colour : value]);
  return enqueue({ action, kind, id, words, tags, quote, target, draft, colour: colour.toLowerCase(), fields: recoloured, ...about });
}
