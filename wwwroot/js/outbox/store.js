// Stores values in IndexedDB. If that is forbidden or full, in local storage; if that fails too, in memory until the page is
// closed, and `put` says so.

/** Begins the names of everything that is stored in this browser, so that clear() finds it. Several sites may share one origin. */
export const NAME = `reader ${document.body.dataset.base}`;

const STORE = "kept";
const TIMEOUT = 5000; // milliseconds to wait for the database
const LOCK_TIMEOUT = 20_000; // milliseconds to wait for another tab, which may hang
const LOCAL_PREFIX = `${NAME} ${STORE} `;

const memory = new Map();
let lastRead = new Map(); // what the database had when it last answered, in case it stops answering
const messages = new EventTarget();
const channel = openChannel();
let opening = null;
let isUnresponsive = false; // the database timed out: this page does not use it any more, unless it opens later
let lastTurn = Promise.resolve(); // the last action with the lock in this tab
let lastKey = 0; // the greatest key so far

/** Stores a value under its key or a new one. Resolves with whether it survives the page. */
export async function put(value, durability = "strict") {
  const kept = { ...value, key: value.key ?? newKey(), isKept: true };
  const isKept = (await inTransaction("readwrite", store => store.put(kept), durability).then(() => markStored(kept), () => false)) || putInLocalStorage(kept);
  if (!isKept) memory.set(kept.key, structuredClone({ ...kept, isKept }));
  value.key = kept.key; // set only now: a value with a key is stored
  return isKept;
}

/** Reads and changes a stored value in one transaction, if it is still there. */
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

/** Keeps in memory what the browser deleted. It is not stored again, for the reader may have deleted it. */
export function keepInMemory(value) {
  memory.set(value.key, structuredClone({ ...value, isKept: false }));
}

export async function remove(key) {
  clearFallbacks(key);
  lastRead.delete(key);
  await inTransaction("readwrite", store => store.delete(key)).catch(() => {}); // if nothing can be written, there is nothing to delete
}

export async function get(key) {
  return memory.get(key) ?? fromLocalStorage(LOCAL_PREFIX + key) ?? (await inTransaction("readonly", store => store.get(key)).catch(() => lastRead.get(key)));
}

/** All stored values, oldest first. */
export async function getAll() {
  const stored = await inTransaction("readonly", store => store.getAll()).catch(() => [...lastRead.values()]);
  lastRead = byKey(stored);
  const found = byKey([...stored, ...allInLocalStorage(), ...memory.values()]);
  const numberOf = ({ key }) => (typeof key === "number" ? key : 0);
  const values = [...found.values()].sort((a, b) => numberOf(a) - numberOf(b));
  lastKey = Math.max(lastKey, ...values.map(numberOf));
  return values;
}

/** Deletes all values. */
export async function clear() {
  memory.clear();
  lastRead.clear();
  for (const name of localStorageKeys(NAME)) localStorage.removeItem(name); // if there are names, access is allowed
  await inTransaction("readwrite", store => store.clear()).catch(() => {});
}

/** Sends a message to the other tabs. */
export function publish(message) {
  try {
    channel?.postMessage(message);
  } catch {
    // The browser closed the channel: the other tabs refresh when they are loaded again.
  }
}

/** Calls back with messages from other tabs, and with isEvicted when the browser deleted the database. */
export function subscribe(act) {
  messages.addEventListener("message", ({ data }) => act(data));
}

/** Runs an action while no other action with the lock runs, in this tab or another. */
export function withLock(act) {
  const turn = lastTurn.then(() => withBrowserLock(act));
  lastTurn = turn.catch(() => {}); // the caller gets the error
  return turn;
}

// Without locks (they need HTTPS and may be forbidden), or beside a tab that hangs, two tabs may run at once. That is safe: the
// server recognises an entry that it already has.
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

// Where channels are forbidden, other tabs refresh when they are loaded again.
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

// Keys follow time, across tabs and kinds of storage, even if the clock is set back.
function newKey() {
  lastKey = Math.max(lastKey, Date.now() * 1000) + Math.ceil(Math.random() * 1000);
  return lastKey;
}

function putInLocalStorage(value) {
  try {
    localStorage.setItem(LOCAL_PREFIX + value.key, JSON.stringify(value));
    return true;
  } catch {
    return false; // also forbidden or full
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
    return null; // not ours or damaged: skip it
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

// An older copy must not hide what the database has.
function clearFallbacks(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(LOCAL_PREFIX + key);
  } catch {
    // Forbidden, so there is nothing.
  }
  return true;
}

// A transaction that is too late is aborted: the value is stored elsewhere by then.
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
      if (durability) transaction.commit?.(); // do not wait: the page may be closed soon
    }).catch(failure => end(reject, failure));
  });
}

// Opens the database again if the connection was closed, for instance because the reader cleared the site's data.
async function beginTransaction(mode, durability) {
  const database = await openDatabase();
  try {
    return database.transaction(STORE, mode, { durability });
  } catch {
    opening = null;
    return (await openDatabase()).transaction(STORE, mode, { durability });
  }
}

// After a failure the next call tries again: there may be space by then.
function openDatabase() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key", autoIncrement: true });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      isUnresponsive = false;
      request.result.onclose = () => notify({ isEvicted: true });
      request.result.onversionchange = () => {
        request.result.close(); // the database is being deleted
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
