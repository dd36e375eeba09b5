// What must outlive the page is kept in this browser's database; where that is forbidden or full, on its shelf, the local
// storage; and where there is neither, in the page's own memory for as long as it is open: whoever keeps something is told so.

const NAME = `reader ${document.body.dataset.base}`; // several readers may live at one origin
const STORE = "kept";
const TIMEOUT = 5000; // milliseconds to wait for the database
const LOCK_TIMEOUT = 20_000; // milliseconds to wait until another tab lets go; one that hangs never does
const LOCAL_PREFIX = `${NAME} ${STORE} `;

const memory = new Map();
let lastRead = new Map(); // what the database had when it last answered, for when it no longer does
const messages = new EventTarget();
const channel = openChannel();
let opening = null;
let isUnresponsive = false; // the database did not answer in time: this page does without it, unless it was opening and opens later
let lastTurn = Promise.resolve(); // what this tab does alone
let lastKey = 0; // of the keys

/** Keeps a value under its key, or a new one. Answers whether it outlives the page. */
export async function put(value, durability = "strict") {
  const kept = { ...value, key: value.key ?? newKey(), isKept: true };
  const isKept = (await inTransaction("readwrite", store => store.put(kept), durability).then(() => markStored(kept), () => false)) || putInLocalStorage(kept);
  if (!isKept) memory.set(kept.key, structuredClone({ ...kept, isKept }));
  value.key = kept.key; // not sooner: who has one is kept
  return isKept;
}

/** Changes what is kept under a key, if it still is, in one step with looking at it. */
export async function update(key, change) {
  const fallback = memory.get(key) ?? fromLocalStorage(LOCAL_PREFIX + key);
  if (fallback) {
    await put(change(fallback));
    return;
  }

  await inTransaction("readwrite", store => {
    const request = store.get(key);
    request.onsuccess = () => {
      if (!request.result) return;

      lastRead.set(key, change(request.result));
      store.put(lastRead.get(key));
    };
    return request;
  }).catch(() => lastRead.has(key) && put(change(lastRead.get(key))));
}

/** Holds in this page what the browser deleted: it may have been the reader, and is not written down again. */
export function keepInMemory(value) {
  memory.set(value.key, structuredClone({ ...value, isKept: false }));
}

export async function remove(key) {
  clearFallbacks(key);
  lastRead.delete(key);
  await inTransaction("readwrite", store => store.delete(key)).catch(() => {}); // where nothing can be written, nothing was
}

export async function get(key) {
  return memory.get(key) ?? fromLocalStorage(LOCAL_PREFIX + key) ?? (await inTransaction("readonly", store => store.get(key)).catch(() => lastRead.get(key)));
}

/** Everything kept, in the order of arrival. */
export async function getAll() {
  const stored = await inTransaction("readonly", store => store.getAll()).catch(() => [...lastRead.values()]);
  lastRead = byKey(stored);
  const found = byKey([...stored, ...allInLocalStorage(), ...memory.values()]);
  const numberOf = ({ key }) => (typeof key === "number" ? key : 0);
  const values = [...found.values()].sort((a, b) => numberOf(a) - numberOf(b));
  lastKey = Math.max(lastKey, ...values.map(numberOf));
  return values;
}

/** Keeps nothing any more. */
export async function clear() {
  memory.clear();
  lastRead.clear();
  for (const name of localStorageKeys(NAME)) localStorage.removeItem(name); // where there are names, it is not forbidden
  await inTransaction("readwrite", store => store.clear()).catch(() => {});
}

/** Tells the other tabs something. */
export function publish(message) {
  try {
    channel?.postMessage(message);
  } catch {
    // Closed by the browser: they catch up when they are loaded.
  }
}

/** Hears what other tabs tell, and "isEvicted" when the browser deleted what was kept. */
export function subscribe(act) {
  messages.addEventListener("message", ({ data }) => act(data));
}

/** Does something while neither this tab nor another one does such a thing. */
export function withLock(act) {
  const turn = lastTurn.then(() => withBrowserLock(act));
  lastTurn = turn.catch(() => {}); // who asked hears of it
  return turn;
}

// Without locks (they need HTTPS, and may be forbidden), or beside a tab that hangs, two tabs may do it at once: the server takes
// a thing sent twice as one.
async function withBrowserLock(act) {
  let isBegun = false;
  try {
    return await navigator.locks.request(NAME, { signal: AbortSignal.timeout(LOCK_TIMEOUT) }, () => {
      isBegun = true;
      return act();
    });
  } catch (failure) {
    if (isBegun) throw failure;

    return act();
  }
}

// Where it is forbidden, the other tabs catch up when they are loaded.
function openChannel() {
  try {
    const opened = new BroadcastChannel(NAME);
    opened.onmessage = ({ data }) => notify(data);
    return opened;
  } catch {
    return null;
  }
}

function notify(data) {
  messages.dispatchEvent(new MessageEvent("message", { data }));
}

// In the order of time, in whichever tab and wherever it is kept, and should the clock be put back.
function newKey() {
  lastKey = Math.max(lastKey, Date.now() * 1000) + Math.ceil(Math.random() * 1000);
  return lastKey;
}

function putInLocalStorage(value) {
  try {
    localStorage.setItem(LOCAL_PREFIX + value.key, JSON.stringify(value));
    return true;
  } catch {
    return false; // forbidden or full as well
  }
}

function byKey(values) {
  return new Map(values.map(value => [value.key, value]));
}

function allInLocalStorage() {
  return localStorageKeys(LOCAL_PREFIX).map(fromLocalStorage).filter(Boolean);
}

function fromLocalStorage(name) {
  try {
    const value = JSON.parse(localStorage.getItem(name));
    return value?.key ? value : null;
  } catch {
    return null; // not ours, or damaged: the others are read all the same
  }
}

function localStorageKeys(start) {
  try {
    return Object.keys(localStorage).filter(name => name.startsWith(start));
  } catch {
    return [];
  }
}

function markStored(kept) {
  lastRead.set(kept.key, kept);
  return clearFallbacks(kept.key);
}

// What lies in the database must not be hidden by an older one.
function clearFallbacks(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(LOCAL_PREFIX + key);
  } catch {
    // Forbidden: nothing is there.
  }
  return true;
}

// What would come too late is taken back: by then it is kept elsewhere.
async function inTransaction(mode, act, durability) {
  if (isUnresponsive) throw new Error("silent");

  let [isLate, transaction] = [false, null];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      isUnresponsive = isLate = true;
      reject(new Error("silent"));
      transaction?.abort();
    }, TIMEOUT);
    const end = (settle, value) => {
      clearTimeout(timer);
      settle(value);
    };
    beginTransaction(mode, durability).then(begun => {
      if (isLate) return;

      transaction = begun;
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => end(resolve, request.result);
      transaction.onabort = () => end(reject, transaction.error);
      if (durability) transaction.commit?.(); // does not wait for us: the page may be gone in a moment
    }).catch(failure => end(reject, failure));
  });
}

// A connection that was closed meanwhile, such as by whoever cleared the site's data, is opened once more.
async function beginTransaction(mode, durability) {
  const database = await openDatabase();
  try {
    return database.transaction(STORE, mode, { durability });
  } catch {
    opening = null;
    return (await openDatabase()).transaction(STORE, mode, { durability });
  }
}

// Whoever fails to is asked again the next time: there may be room by then.
function openDatabase() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key", autoIncrement: true });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      isUnresponsive = false;
      request.result.onclose = () => notify({ isEvicted: true });
      request.result.onversionchange = () => {
        request.result.close(); // somebody deletes it
        notify({ isEvicted: true });
      };
      resolve(request.result);
    };
  }).catch(failure => {
    opening = null;
    throw failure;
  });
  return opening;
}
