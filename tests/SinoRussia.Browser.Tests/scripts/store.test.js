import { clear, get, getAll, put, remove, update, withLock } from "/js/outbox/store.js";
import { equal, isTrue, test } from "./check.js";

test("Entries come back in the order in which they were stored, even when the clock is set back", async () => {
  const now = Date.now;
  const kept = [];
  for (const [index, time] of [5000, 3000, 4000].entries()) {
    Date.now = () => time;
    const value = { index };
    isTrue(await put(value), "it does not outlive the page");
    kept.push(value.key);
  }
  Date.now = now;
  equal((await getAll()).map(({ index }) => index), [0, 1, 2]);
  equal((await get(kept[1])).index, 1);
});

test("A value with the same key replaces the earlier one", async () => {
  const value = { words: "one" };
  await put(value);
  await put({ key: value.key, words: "two" });
  equal((await getAll()).map(({ words }) => words), ["two"]);
});

test("A deleted entry is not changed and does not return", async () => {
  const value = { words: "one" };
  await put(value);
  await update(value.key, old => ({ ...old, words: `${old.words} and two` }));
  equal((await get(value.key)).words, "one and two");
  await remove(value.key);
  await update(value.key, old => ({ ...old, words: "three" }));
  equal(await getAll(), []);
});

test("Nothing is left after clearing", async () => {
  await put({ words: "one" });
  localStorage.setItem("reader / kept 9", JSON.stringify({ key: 9 }));
  equal((await getAll()).length, 2);
  await clear();
  equal(await getAll(), []);
});

test("A damaged entry does not hide the others", async () => {
  await put({ words: "whole" });
  localStorage.setItem("reader / kept 7", "{");
  equal((await getAll()).map(({ words }) => words), ["whole"]);
});

test("Functions under the lock run one after another, even after a failure", async () => {
  const done = [];
  const slow = withLock(async () => {
    await new Promise(resolve => setTimeout(resolve, 20));
    done.push("slow");
    throw new Error("no");
  });
  const next = withLock(() => done.push("next"));
  equal(await slow.catch(failure => failure.message), "no");
  await next;
  equal(done, ["slow", "next"]);
});
