// Keeps the essay readable without a connection. It answers only GET; saves go to the network.
// The server fills in the two lists. When they change, the browser installs a new worker.
const FILES = [/*files*/];
const PAGES = [/*pages*/];
const KEPT = "files /*version*/";
const SEEN = "pages"; // pages that the reader has seen, with their marks; kept across versions
const MOST_SEEN = 100; // besides PAGES; the least recently seen are deleted first
const FINGERPRINT = /\.([0-9a-z]{10})\.(?=css$|js$)/; // in a file's name
const PATIENCE = 4000; // milliseconds to wait for the network before the cached page is shown

let era = 0; // how often a reader was forgotten

const base = new URL("./", self.location).pathname;

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(activate()));
self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;

  if (["style", "script", "font", "image"].includes(request.destination) && isConstant(url.pathname)) event.respondWith(kept(request));
  else if (request.mode === "navigate" || request.headers.has("X-Requested-With") || url.pathname.startsWith(`${base}sentences/`)) event.respondWith(fresh(event));
});
self.addEventListener("message", event => {
  if (event.data === "forget") event.waitUntil(forget());
  // The essay shows what was just saved. The list of notes may be long, so it is refreshed when the reader leaves the page.
  if (event.data === "saved") event.waitUntil(refresh(base).catch(() => {}));
  if (event.data === "left") event.waitUntil(Promise.allSettled([base, `${base}notes`].map(refresh)));
});

// A page that is on its way was made for the reader who is forgotten.
function forget() {
  era++;
  return caches.delete(SEEN);
}

async function install() {
  const cache = await caches.open(KEPT);
  await cache.addAll([...FILES, ...filesOf(await (await fetch(base)).text())]);
  await self.skipWaiting();
}

async function activate() {
  // A page opened before the update may still load parts of its own script, so the previous version's files are kept.
  const former = (await caches.keys()).filter(name => name.startsWith("files ") && name !== KEPT);
  for (const name of former.slice(0, -1)) await caches.delete(name);
  await self.clients.claim();
  await Promise.allSettled(PAGES.map(refresh));
}

// Files that the page links to, such as its stylesheet.
function filesOf(html) {
  return [...new Set([...html.matchAll(/(?:href|src)="([^"]+\.(?:css|woff2|svg|webmanifest))"/g)].map(([, address]) => address))].filter(address => !FILES.includes(address) && isConstant(address));
}

// In development, files change without a new name, so they are not cached.
function isConstant(path) {
  return !/\.(?:css|js)$/.test(path) || FINGERPRINT.test(path);
}

async function kept(request) {
  const known = await caches.match(request);
  if (known) return known;

  const answer = await fetch(request).catch(() => null);
  return answer?.ok ? answer : (await successorOf(request)) ?? answer ?? Response.error();
}

// A page cached before an update links to a stylesheet and a script that no longer exist. It gets the current ones, the script under its current
// name, because its parts import it by that name. Parts of an old script get no replacement: they would not fit the script that the page runs.
async function successorOf({ url }) {
  // Pages of the first versions link to /css and /js.
  const nameOf = address => new URL(address, self.location).pathname.replace(FINGERPRINT, ".").replace(/\/(?:css|js)\/(?=[^/]+$)/, "/dist/");
  const name = nameOf(url);
  if (!name.endsWith(".css") && name !== `${base}dist/reader.js`) return null;

  const cache = await caches.open(KEPT);
  const next = (await cache.keys()).find(({ url: one }) => nameOf(one) === name);
  if (!next) return null;

  return name.endsWith(".css") ? cache.match(next) : new Response(`import ${JSON.stringify(next.url)};`, { headers: { "Content-Type": "text/javascript" } });
}

// Network first; the cached page if the network is slow or fails. A late answer is cached for the next time.
async function fresh(event) {
  const { request } = event;
  const since = era;
  const coming = fetch(request);
  event.waitUntil(coming.then(answer => isForKeeping(request) && keep(request, answer.clone(), since)).catch(() => {}));
  const old = await find(request);
  try {
    const answer = await (old ? Promise.race([coming, late(PATIENCE)]) : coming);
    return old && answer.status >= 500 ? old : answer;
  } catch {
    return old || (request.mode === "navigate" && (await caches.match(`${base}offline`))) || Response.error();
  }
}

// Searches are private and not cached; nor is what leads to a reader's notes, or lets others see some. Cards are cached only as part of the list of notes.
const SECRET = /^(settings\/me(\/|$)|join\/|n\/|notes\/(shown|[^/]+\/show)\/?$)/i;

function isForKeeping({ url, headers }) {
  const { search, pathname } = new URL(url);
  return !search && !SECRET.test(decoded(pathname.slice(base.length))) && !(headers.has("X-Requested-With") && pathname.startsWith(`${base}notes/`));
}

// The server takes encoded letters as letters.
function decoded(path) {
  try {
    return decodeURI(path);
  } catch {
    return path; // no valid encoding, so no page
  }
}

async function keep(request, answer, since) {
  if (!answer.ok || answer.type !== "basic" || since !== era) return;

  const cache = await caches.open(SEEN);
  await cache.put(keyOf(request), answer);
  if (since !== era) await caches.delete(SEEN); // forgotten while its body was on its way
  const seen = (await cache.keys()).filter(({ url }) => !PAGES.includes(new URL(url).pathname)); // oldest first
  for (const old of seen.slice(0, -MOST_SEEN)) await cache.delete(old);
}

async function find(request) {
  const cache = await caches.open(SEEN);
  const whole = isEssay(new URL(request.url)) ? await cache.match(base) : undefined;
  const own = await cache.match(keyOf(request));
  return own && whole && dateOf(whole) > dateOf(own) ? whole : own ?? whole;
}

function dateOf({ headers }) {
  return Date.parse(headers.get("Date"));
}

// The page of a section, paragraph or passage is the essay with another head. The one cached last has the newest marks.
function isEssay({ pathname }) {
  return /^(s\/[^/]+|p\/[^/]+(\/w[^/]+)?|)$/.test(pathname.slice(base.length));
}

// A page and its fragment for scripts have different keys.
function keyOf(request) {
  const url = new URL(request.url);
  url.hash = "";
  if (request.headers.has("X-Requested-With")) url.searchParams.set("part", "");
  return url.href;
}

// Refreshes a page, and the following pages of a long list.
async function refresh(address) {
  const request = new Request(address);
  const since = era;
  const answer = await fetch(request, { cache: "no-cache" });
  const next = (await answer.clone().text()).match(/<a rel="next" href="([^"]+)"/)?.[1];
  await keep(request, answer, since);
  if (next && since === era) await refresh(next);
}

function late(after) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), after));
}
