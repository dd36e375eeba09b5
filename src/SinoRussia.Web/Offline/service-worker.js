// Keeps the essay readable without a connection. What is written goes past it: it answers GET alone.
// The server puts the two lists in; whenever they change, this is another worker.
const FILES = [/*files*/];
const PAGES = [/*pages*/];
const KEPT = "files /*version*/";
const SEEN = "pages"; // what this reader has seen, marks and all; outlives a new version
const MOST_SEEN = 100; // pages besides those that everybody has; what was seen longest ago goes first
const FINGERPRINT = /\.([0-9a-z]{10})\.(?=css$|js$)/; // in a file's name, of what is in it
const PATIENCE = 4000; // milliseconds to wait for a page before the kept one is shown

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
  if (event.data === "forget") event.waitUntil(caches.delete(SEEN));
  // What was just saved shows in the essay; the list of notes, which may be long, is renewed when the reader leaves the page.
  if (event.data === "saved") event.waitUntil(refresh(base).catch(() => {}));
  if (event.data === "left") event.waitUntil(Promise.allSettled([base, `${base}notes`].map(refresh)));
});

async function install() {
  const cache = await caches.open(KEPT);
  await cache.addAll([...FILES, ...filesOf(await (await fetch(base)).text())]);
  await self.skipWaiting();
}

async function activate() {
  // A page that is open since before the update still takes parts of its script, and has them from the version before this one.
  const former = (await caches.keys()).filter(name => name.startsWith("files ") && name !== KEPT);
  for (const name of former.slice(0, -1)) await caches.delete(name);
  await self.clients.claim();
  await Promise.allSettled(PAGES.map(refresh));
}

// What the page itself names, such as its stylesheet.
function filesOf(html) {
  return [...new Set([...html.matchAll(/(?:href|src)="([^"]+\.(?:css|woff2|svg|webmanifest))"/g)].map(([, address]) => address))].filter(address => !FILES.includes(address) && isConstant(address));
}

// While scripts and stylesheets are developed, they change under their names: those are not kept.
function isConstant(path) {
  return !/\.(?:css|js)$/.test(path) || FINGERPRINT.test(path);
}

async function kept(request) {
  const known = await caches.match(request);
  if (known) return known;

  const answer = await fetch(request).catch(() => null);
  return answer?.ok ? answer : (await successorOf(request)) ?? answer ?? Response.error();
}

// A page that was kept before the site was updated names a stylesheet and a script that are no more: it gets those of now. The script runs under
// its own name, by which its parts import it. A part of a former script has no successor: it would not fit the script that its page runs.
async function successorOf({ url }) {
  const nameOf = address => new URL(address, self.location).pathname.replace(FINGERPRINT, ".");
  const name = nameOf(url);
  if (!name.endsWith(".css") && name !== `${base}dist/reader.js`) return null;

  const cache = await caches.open(KEPT);
  const next = (await cache.keys()).find(({ url: one }) => nameOf(one) === name);
  if (!next) return null;

  return name.endsWith(".css") ? cache.match(next) : new Response(`import ${JSON.stringify(next.url)};`, { headers: { "Content-Type": "text/javascript" } });
}

// The network first; what is kept when it is silent or ill. A page that comes too late is kept for the next time.
async function fresh(event) {
  const { request } = event;
  const coming = fetch(request);
  event.waitUntil(coming.then(answer => isForKeeping(request) && keep(request, answer.clone())).catch(() => {}));
  const old = await find(request);
  try {
    const answer = await (old ? Promise.race([coming, late(PATIENCE)]) : coming);
    return old && answer.status >= 500 ? old : answer;
  } catch {
    return old || (request.mode === "navigate" && (await caches.match(`${base}offline`))) || Response.error();
  }
}

// What was searched for is nobody's to keep. A card is kept in the list of notes alone, where it is the newest.
function isForKeeping({ url, headers }) {
  const { search, pathname } = new URL(url);
  return !search && !(headers.has("X-Requested-With") && pathname.startsWith(`${base}notes/`));
}

async function keep(request, answer) {
  if (!answer.ok || answer.type !== "basic") return;

  const cache = await caches.open(SEEN);
  await cache.put(keyOf(request), answer);
  const seen = (await cache.keys()).filter(({ url }) => !PAGES.includes(new URL(url).pathname)); // what was kept last comes last
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

// The page of a section or paragraph is the essay with another head; which of them is kept last has the newest marks.
function isEssay({ pathname }) {
  return /^(s\/[^/]+|p\/[^/]+|)$/.test(pathname.slice(base.length));
}

// A page and the part of it that a script asks for stand apart.
function keyOf(request) {
  const url = new URL(request.url);
  url.hash = "";
  if (request.headers.has("X-Requested-With")) url.searchParams.set("part", "");
  return url.href;
}

// A long list with all its pages.
async function refresh(address) {
  const request = new Request(address);
  const answer = await fetch(request, { cache: "no-cache" });
  const next = (await answer.clone().text()).match(/<a rel="next" href="([^"]+)"/)?.[1];
  await keep(request, answer);
  if (next) await refresh(next);
}

function late(after) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), after));
}
