import { blocks, elementAt, essayText, isChanged, passageOf, passageOfElement, rangeOf, textOf, uniqueRangeOf, wholeWords, wordsOf } from "/js/text/text-offsets.js";
import { equal, isTrue, test } from "./check.js";

// "The river froze.", "It was early 😀 in the year.", "A note."
const TEXT = "The river froze.\nIt was early 😀 in the year.\nA note.";

function open() {
  document.body.innerHTML = `
    <article id="essay" lang="en" data-revision="r">
      <div class="essay-section">
        <p id="p1" data-start="0">The <em>river</em><a data-apparatus href="#n">1</a> froze.</p>
        <p id="p2" data-start="17">It was <mark>early 😀</mark> in the year.</p>
      </div>
      <aside class="footnotes"><ol><li id="fn-n"><p data-start="46">A note.</p></li></ol></aside>
    </article>`;
}

function rangeIn(from, start, to, end) {
  const range = document.createRange();
  range.setStart(from, start);
  range.setEnd(to, end);
  return range;
}

const textIn = selector => document.querySelector(selector).firstChild;

test("The text is that of the blocks, without parts that are only on the page", () => {
  open();
  equal(essayText(), TEXT);
  equal(blocks().map(textOf), TEXT.split("\n"));
});

test("Every position converts to a range and back", () => {
  open();
  for (let start = 0; start < TEXT.length; start++) {
    const isSpace = TEXT[start].trim() === "";
    const range = rangeOf({ start, end: start + 1 });
    if (TEXT[start] !== "\n") equal(range.toString(), TEXT[start], `at ${start}:`);
    equal(range && passageOf(range), isSpace ? null : { start, end: start + 1 }, `at ${start}:`);
  }
});

test("A passage from one block into another contains the words of both", () => {
  open();
  const passage = passageOf(rangeIn(textIn("#p1 em"), 2, textIn("#p2 mark"), 5));
  equal(passage, { start: 6, end: 29 });
  equal(wordsOf(passage), "ver froze.\nIt was early");
});

test("White space at the ends is trimmed, and white space alone is no passage", () => {
  open();
  equal(passageOf(rangeIn(textIn("#p1"), 3, document.querySelector("#p1").lastChild, 1)), { start: 4, end: 9 });
  equal(passageOf(rangeIn(textIn("#p1"), 3, textIn("#p1"), 4)), null);
});

test("Parts that are only on the page are no passage, and no change of the essay", () => {
  open();
  const range = rangeIn(textIn("#p1 a"), 0, textIn("#p1 a"), 1);
  equal(passageOf(range), null);
  isTrue(!isChanged(range), "a note's number was taken for a change");
});

test("Replaced words do not belong to the essay, and the words beside them are found", () => {
  open();
  textIn("#p1 em").data = "stream!";
  isTrue(isChanged(rangeIn(textIn("#p1 em"), 0, textIn("#p1 em"), 7)), "a replaced word was taken for the essay's");
  equal(passageOf(rangeIn(textIn("#p2"), 0, textIn("#p2"), 2)), { start: 17, end: 19 });
});

test("A passage is widened to whole words", () => {
  open();
  equal(wholeWords({ start: 5, end: 12 }), { start: 4, end: 15 });
});

test("Words that occur once have a range", () => {
  open();
  equal(uniqueRangeOf("early").toString(), "early");
  equal(uniqueRangeOf("e"), null);
  equal(uniqueRangeOf("nowhere"), null);
});

test("A passage belongs to the element in which it begins, and the passage of an element is all of it", () => {
  open();
  equal([0, 17, 46].map(start => elementAt({ start }).id), ["p1", "p2", "fn-n"]);
  equal(passageOfElement(document.getElementById("p2")), { start: 17, end: 45 });
});
