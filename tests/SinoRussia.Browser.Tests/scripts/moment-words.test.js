import { wordsOf } from "/js/ui/moment-words.js";
import { equal, test } from "./check.js";

test("Dates have the server's words: the day without a zero, three letters for each month, and hours from 00 to 23", () => {
  equal(wordsOf(new Date(2026, 8, 9, 8, 5), true), "9 Sep 2026, 08:05");
  equal(wordsOf(new Date(2026, 0, 31, 0, 0), true), "31 Jan 2026, 00:00");
  equal(wordsOf(new Date(2026, 5, 1, 23, 59), false), "1 Jun 2026");
  const months = Array.from({ length: 12 }, (_, month) => wordsOf(new Date(2026, month, 1), false).split(" ")[1]);
  equal(months.join(" "), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
});
