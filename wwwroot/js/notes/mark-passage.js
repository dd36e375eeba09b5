import { passageOf } from "../text/text-offsets.js";

/** The passage of a mark that the page shows, or undefined. */
export function passageOfMark(id) {
  const marks = document.querySelectorAll(`#essay mark[data-annotation~="${id}"]`);
  if (marks.length === 0) return undefined;

  const range = document.createRange();
  range.setStartBefore(marks[0]);
  range.setEndAfter(marks[marks.length - 1]);
  return passageOf(range) ?? undefined;
}
