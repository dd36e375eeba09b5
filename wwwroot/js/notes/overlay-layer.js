// Highlights and small buttons over the essay's words for what is not on the server yet. They are cleared together.
import { setHighlight } from "../text/css-highlights.js";
import { rangeOf, uniqueRangeOf } from "../text/text-offsets.js";
import { button } from "../ui/element.js";
import { styled } from "../ui/more-styles.js";

const highlights = new Map(); // names and ranges

export function addHighlight(name, range) {
  highlights.set(name, [...(highlights.get(name) ?? []), range]);
}

/** Shows the highlights that were added. */
export function showHighlights() {
  for (const [name, ranges] of highlights) setHighlight(name, ...ranges);
}

/** Takes all highlights and buttons away. */
export function clearOverlay() {
  for (const marker of document.querySelectorAll(".unsaved")) {
    const parent = marker.parentNode;
    marker.remove();
    parent.normalize();
  }
  for (const name of highlights.keys()) setHighlight(name);
  highlights.clear();
}

export function putMarker(range, words, act) {
  const marker = button(words, event => {
    event.stopPropagation();
    act();
  }, { className: "unsaved" });
  marker.dataset.apparatus = "";
  const end = range.cloneRange();
  end.collapse(false);
  end.insertNode(marker);
  marker.parentNode.closest("a")?.after(marker); // a link must not contain a button
  styled().then(() => marker.getBoundingClientRect().left < 0 && (marker.dataset.side = "after"));
}

export function rangeBehind(id) {
  const link = document.querySelector(`#essay .mark-link[data-annotation="${id}"]`);
  const range = document.createRange();
  range.setStartAfter(link);
  return range;
}

// After an edit of the essay the offsets belong to another text. Then words are shown only if they occur once.
export function rangeFor(target) {
  const essay = document.getElementById("essay");
  if (!essay || !target) return null;

  return target.revision === essay.dataset.revision ? rangeOf(target) : target.exact ? uniqueRangeOf(target.exact) : null;
}
