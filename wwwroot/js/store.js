// What must outlive the page is kept in this browser's database; where that is forbidden or full, on its shelf, the local
// storage; and where there is neither, in the page's own memory for as long as it is open: whoever keeps something is told so.

const NAME = `reader ${document.body.dataset.base}`; // several readers may live at one origin
const STORE = "kept";
const PATIENCE = 5000; // milliseconds to wait for the database
const TURN = 20_000; // milliseconds to wait until another tab lets go; one that hangs never does
const SHELF = `${NAME} ${STORE} `;

const memory = new Map();
let seen = new Map(); // what the database had when it last answered, for when it no longer does
const messages = new EventTarget();
const channel = openChannel();
let opening = null;
let isSilent = false; // the database did not answer in time: this page does without it, unless it was opening and opens later
let before = Promise.resolve(); // what this tab does alone
let newest = 0; // of the keys

/** Keeps a value under its key, or a new one. Answers whether it outlives the page. */
export async function put(value, durability = "strict") {
  const kept = { ...value, key: value.key ?? newKey(), isKept: true };
  const isKept = (await work("readwrite", store => store.put(kept), durability).then(() => isIn(kept), () => false)) || shelve(kept);
  if (!isKept) memory.set(kept.key, structuredClone({ ...kept, isKept }));
  value.key = kept.key; // not sooner: who has one is kept
  return isKept;
}

/** Changes what is kept under a key, if it still is, in one step with looking at it. */
export async function amend(key, change) {
  const above = memory.get(key) ?? onShelf(SHELF + key);
  if (above) {
    await put(change(above));
    return;
  }

  await work("readwrite", store => {
    const asking = store.get(key);
    asking.onsuccess = () => {
      if (!asking.result) return;

      seen.set(key, change(asking.result));
      store.put(seen.get(key));
    };
    return asking;
  }).catch(() => seen.has(key) && put(change(seen.get(key))));
}

/** Holds in this page what the browser deleted: it may have been the reader, and is not written down again. */
export function hold(value) {
  memory.set(value.key, structuredClone({ ...value, isKept: false }));
}

export async function remove(key) {
  clearAbove(key);
  seen.delete(key);
  await work("readwrite", store => store.delete(key)).catch(() => {}); // where nothing can be written, nothing was
}

export async function get(key) {
  return memory.get(key) ?? onShelf(SHELF + key) ?? (await work("readonly", store => store.get(key)).catch(() => seen.get(key)));
}

/** Everything kept, in the order of arrival. */
export async function all() {
  const stored = await work("readonly", store => store.getAll()).catch(() => [...seen.values()]);
  seen = byKey(stored);
  const found = byKey([...stored, ...shelved(), ...memory.values()]);
  const numberOf = ({ key }) => (typeof key === "number" ? key : 0);
  const values = [...found.values()].sort((a, b) => numberOf(a) - numberOf(b));
  newest = Math.max(newest, ...values.map(numberOf));
  return values;
}

/** Keeps nothing any more. */
export async function clear() {
  memory.clear();
  seen.clear();
  for (const name of namesOnShelf(NAME)) localStorage.removeItem(name); // where there are names, it is not forbidden
  await work("readwrite", store => store.clear()).catch(() => {});
}

/** Tells the other tabs something. */
export function tell(message) {
  try {
    channel?.postMessage(message);
  } catch {
    // Closed by the browser: they catch up when they are loaded.
  }
}

/** Hears what other tabs tell, and "isEvicted" when the browser deleted what was kept. */
export function hear(act) {
  messages.addEventListener("message", ({ data }) => act(data));
}

/** Does something while neither this tab nor another one does such a thing. */
export function alone(act) {
  const turn = before.then(() => locked(act));
  before = turn.catch(() => {}); // who asked hears of it
  return turn;
}

// Without locks (they need HTTPS, and may be forbidden), or beside a tab that hangs, two tabs may do it at once: the server takes
// a thing sent twice as one.
async function locked(act) {
  let isBegun = false;
  try {
    return await navigator.locks.request(NAME, { signal: AbortSignal.timeout(TURN) }, () => {
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
    opened.onmessage = ({ data }) => announce(data);
    return opened;
  } catch {
    return null;
  }
}

function announce(data) {
  messages.dispatchEvent(new MessageEvent("message", { data }));
}

// In the order of time, in whichever tab and wherever it is kept, and should the clock be put back.
function newKey() {
  newest = Math.max(newest, Date.now() * 1000) + Math.ceil(Math.random() * 1000);
  return newest;
}

function shelve(value) {
  try {
    localStorage.setItem(SHELF + value.key, JSON.stringify(value));
    return true;
  } catch {
    return false; // forbidden or full as well
  }
}

function byKey(values) {
  return new Map(values.map(value => [value.key, value]));
}

function shelved() {
  return namesOnShelf(SHELF).map(onShelf).filter(Boolean);
}

function onShelf(name) {
  try {
    const value = JSON.parse(localStorage.getItem(name));
    return value?.key ? value : null;
  } catch {
    return null; // not ours, or damaged: the others are read all the same
  }
}

function namesOnShelf(start) {
  try {
    return Object.keys(localStorage).filter(name => name.startsWith(start));
  } catch {
    return [];
  }
}

function isIn(kept) {
  seen.set(kept.key, kept);
  return clearAbove(kept.key);
}

// What lies in the database must not be hidden by an older one.
function clearAbove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(SHELF + key);
  } catch {
    // Forbidden: nothing is there.
  }
  return true;
}

// What would come too late is taken back: by then it is kept elsewhere.
async function work(mode, act, durability) {
  if (isSilent) throw new Error("silent");

  let [isLate, transaction] = [false, null];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      isSilent = isLate = true;
      reject(new Error("silent"));
      transaction?.abort();
    }, PATIENCE);
    const end = (settle, value) => {
      clearTimeout(timer);
      settle(value);
    };
    begin(mode, durability).then(begun => {
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
async function begin(mode, durability) {
  const database = await open();
  try {
    return database.transaction(STORE, mode, { durability });
  } catch {
    opening = null;
    return (await open()).transaction(STORE, mode, { durability });
  }
}

// Whoever fails to is asked again the next time: there may be room by then.
function open() {
  opening ??= new Promise((resolve, reject) => {
    const asking = indexedDB.open(NAME, 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore(STORE, { keyPath: "key", autoIncrement: true });
    asking.onerror = () => reject(asking.error);
    asking.onsuccess = () => {
      isSilent = false;
      asking.result.onclose = () => announce({ isEvicted: true });
      asking.result.onversionchange = () => {
        asking.result.close(); // somebody deletes it
        announce({ isEvicted: true });
      };
      resolve(asking.result);
    };
  }).catch(failure => {
    opening = null;
    throw failure;
  });
  return opening;
}
