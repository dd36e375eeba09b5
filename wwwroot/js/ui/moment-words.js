/** A date in the words of the server: 9 Sep 2026, or 9 Sep 2026, 08:05. British dates have "Sept" in browsers. */
export function wordsOf(date, isExact) {
  const day = `${date.getDate()} ${date.toLocaleString("en", { month: "short" })} ${date.getFullYear()}`;
  return isExact ? `${day}, ${date.toLocaleString("en-GB", { timeStyle: "short" })}` : day;
}
