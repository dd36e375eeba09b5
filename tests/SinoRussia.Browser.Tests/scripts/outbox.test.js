import { enqueue, isCreation, newId, outbox, sendNow, startOutbox, versionOf, waiting } from "/js/outbox/outbox.js";
import { failureOf, isRetryable } from "/js/outbox/http.js";
import { equal, isTrue, test } from "./check.js";

const sent = [];

// A fake server that gives the answers it is set to, and records the requests.
function answer(...statuses) {
  globalThis.fetch = async (action, { body }) => {
    sent.push(new URLSearchParams(body).get("note"));
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    if (!status) throw new TypeError("no connection");

    return new Response("<p>done</p>", { status, headers: { "Content-Type": "text/html", Revision: "r" } });
  };
}

const entry = (id, note, kind = "Mark") => ({ action: "/notes?handler=Mark", kind, id, fields: [["id", id], ["note", note], ["version", "0"]] });

const once = type => new Promise(resolve => outbox.addEventListener(type, ({ detail }) => resolve(detail), { once: true }));

test("An answer is final only when it comes from our server, or is a refusal", () => {
  const doubts = [{ status: 0 }, { status: 408 }, { status: 429 }, { status: 500 }, { status: 503 }, { status: 200, ok: true }, { status: 302, isOurs: true }];
  equal(doubts.map(isRetryable), doubts.map(() => true));
  equal([{ status: 200, ok: true, isOurs: true }, { status: 400 }, { status: 403 }, { status: 412 }].map(isRetryable), [false, false, false, false]);
  const failed = failureOf({ status: 500, id: "a" });
  equal([failed.status, failed.id], [500, "a"]);
  isTrue(failed.message.includes("not saved"), failed.message);
});

test("Three kinds of requests create an annotation", () => {
  equal(["Mark", "Note", "Highlight", "Save", "Delete", "Tags"].filter(kind => isCreation({ kind })), ["Mark", "Note", "Highlight"]);
});

test("Ids are version 4 UUIDs, all different", () => {
  const ids = Array.from({ length: 200 }, newId);
  isTrue(ids.every(id => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)), ids[0]);
  equal(new Set(ids).size, ids.length);
});

test("Offline, requests wait in order, and a second creation with the same id replaces the first", async () => {
  answer(0);
  await startOutbox();
  const postponed = once("postponed");
  enqueue(entry("a", "first"));
  enqueue(entry("b", "second"));
  await postponed;
  enqueue(entry("a", "instead"));
  while (!waiting.every(({ key, isTried, isKept }) => key && isTried && isKept)) await once("change");
  equal(waiting.map(({ id, fields }) => [id, fields[1][1]]), [["a", "instead"], ["b", "second"]]);
});

test("A refused request is settled, and the next one is sent", async () => {
  answer(400);
  await startOutbox();
  const [first, second] = await Promise.all([enqueue(entry("a", "first")), enqueue(entry("b", "second"))]);
  equal([first.status, second.status], [400, 400]);
  equal(sent, ["first", "second"]);
  equal(waiting, []);
  equal(versionOf("a"), 0);
});

test("A request that fails on the server again and again is settled as refused", async () => {
  answer(500);
  const timeout = globalThis.setTimeout;
  globalThis.setTimeout = (act, wait, ...rest) => timeout(act, wait > 100 && wait < 10_000 && act.name === "sendNow" ? 1 : wait, ...rest); // shortens the pause between attempts
  await startOutbox();
  const { status, message } = await enqueue(entry("a", "first"));
  equal(status, 500);
  isTrue(message.includes("failed repeatedly"), message);
  equal(sent, ["first", "first", "first"]);
});

test("What follows a creation is about the mark that was on the same words, but its deletion is not", async () => {
  answer(0);
  await startOutbox();
  const postponed = once("postponed");
  enqueue(entry("new", "words"));
  await postponed;
  enqueue({ ...entry("new", "more", "Save"), action: "/notes/new?handler=Save" });
  enqueue({ ...entry("new", "", "Delete"), action: "/notes/new?handler=Delete" });
  while (waiting.length < 3 || !waiting.every(({ key }) => key)) await once("change");

  const requests = [];
  globalThis.fetch = async (action, { body }) => {
    const fields = new URLSearchParams(body);
    requests.push([action, fields.get("note"), fields.get("version")]);
    return new Response('<article class="note-card" id="card-there" data-version="4"></article>', { status: 200, headers: { "Content-Type": "text/html", Revision: "r" } });
  };
  sendNow();
  while (waiting.length > 0) await once("change");
  equal(requests, [["/notes?handler=Mark", "words", "0"], ["/notes/there?handler=Save", "more", "4"]]);
  equal(versionOf("there"), "4");
});
