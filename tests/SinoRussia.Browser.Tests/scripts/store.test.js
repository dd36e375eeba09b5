import { clear, get, getAll, put, remove, update, withLock } from "/js/outbox/store.js";
import { equal, isTrue, test } from "./check.js";

test("What is kept comes back in the order in which it came, also when the clock is put back", async () => {
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

test("A value of the same key takes the place of the one before", async () => {
  const value = { words: "one" };
  await put(value);
  await put({ key: value.key, words: "two" });
  equal((await getAll()).map(({ words }) => words), ["two"]);
});

test("What is no longer kept is not changed, and does not come back", async () => {
  const value = { words: "one" };
  await put(value);
  await update(value.key, old => ({ ...old, words: `${old.words} and two` }));
  equal((await get(value.key)).words, "one and two");
  await remove(value.key);
  await update(value.key, old => ({ ...old, words: "three" }));
  equal(await getAll(), []);
});

test("Nothing is left after all is cleared", async () => {
  await put({ words: "one" });
  localStorage.setItem("reader / kept 9", JSON.stringify({ key: 9 }));
  equal((await getAll()).length, 2);
  await clear();
  equal(await getAll(), []);
});

test("A damaged entry takes no other away", async () => {
  await put({ words: "whole" });
  localStorage.setItem("reader / kept 7", "{");
  equal((await getAll()).map(({ words }) => words), ["whole"]);
});

test("What is done alone is done one after the other, also after a failure", async () => {
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
