import { passageOfMark } from "./mark-passage.js";
import { isCreation, waiting } from "../outbox/outbox.js";
import { rangeOf } from "../text/text-offsets.js";

/**
 * The reader's mark on exactly these words, or undefined: { id, colour, entry }. An entry waits in the outbox and is not on the server yet. To mark the same
 * words again changes this mark; the server holds that, too, for marks that this page does not know.
 */
export function markOn({ start, end }) {
  const isSame = passage => passage?.start === start && passage.end === end;
  const { revision } = document.getElementById("essay").dataset;
  const later = id => waiting.filter(entry => entry.id === id);
  const isGone = id => later(id).at(-1)?.kind === "Delete";
  const entry = waiting.findLast(one => isCreation(one) && one.target?.revision === revision && isSame(one.target));
  const id = entry && !isGone(entry.id) ? entry.id : idsAt({ start, end }).findLast(one => !isGone(one) && isSame(passageOfMark(one)));
  if (!id) return undefined;

  const link = document.querySelector(`#essay .mark-link[data-annotation="${id}"]`);
  const colour = later(id).findLast(one => one.colour)?.colour ?? link?.dataset.colour;
  return { id, colour, entry: link ? undefined : entry };
}

// The marks in which a passage begins, oldest first.
function idsAt(passage) {
  const mark = rangeOf(passage)?.startContainer.parentElement.closest("mark[data-annotation]");
  return mark?.dataset.annotation.split(" ") ?? [];
}
