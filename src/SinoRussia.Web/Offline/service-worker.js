// Keeps the essay readable without a connection. What is written goes past it: it answers GET alone.
// The server puts the two lists in; whenever they change, this is another worker.
const FILES = [/*files*/];
const PAGES = [/*pages*/];
const KEPT = "files /*version*/";
const SEEN = "pages"; // what this reader has seen, marks and all; outlives a new version
const PATIENCE = 4000; // milliseconds to wait for a page before the kept one is shown

const base = new URL("./", self.location).pathname;

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(activate()));
self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;

  if (["style", "script", "font", "image"].includes(request.destination)) event.respondWith(kept(request));
  else if (request.mode === "navigate" || request.headers.has("X-Requested-With") || url.pathname.startsWith(`${base}sentences/`)) event.respondWith(fresh(event));
});
self.addEventListener("message", event => {
  if (event.data === "forget") event.waitUntil(caches.delete(SEEN));
  if (event.data === "saved") event.waitUntil(Promise.allSettled([base, `${base}notes`].map(refresh)));
});

async function install() {
  const cache = await caches.open(KEPT);
  await cache.addAll([...FILES, ...filesOf(await (await fetch(base)).text())]);
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith("files ") && name !== KEPT) await caches.delete(name);
  await self.clients.claim();
  await Promise.allSettled(PAGES.map(refresh));
}

// What the page itself names, such as its stylesheet.
function filesOf(html) {
  return [...new Set([...html.matchAll(/(?:href|src)="([^"]+\.(?:css|woff2|svg|webmanifest))"/g)].map(([, address]) => address))].filter(address => !FILES.includes(address));
}

async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
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

  await (await caches.open(SEEN)).put(keyOf(request), answer);
}

async function find(request) {
  const cache = await caches.open(SEEN);
  return (await cache.match(keyOf(request))) ?? (isEssay(new URL(request.url)) ? cache.match(keyOf(new Request(base))) : undefined);
}

// The page of a section or paragraph is the essay with another head.
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
