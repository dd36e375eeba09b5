// What must outlive the page is kept in this browser's database; where that is forbidden or full, on its shelf, the local
// storage; and where there is neither, in the page's own memory for as long as it is open: whoever keeps something is told so.

const NAME = `reader ${document.body.dataset.base}`; // several readers may live at one origin
const STORE = "kept";
const PATIENCE = 5000; // milliseconds to wait for the database
const SHELF = `${NAME} ${STORE} `;

const memory = new Map();
const messages = new EventTarget();
const channel = openChannel();
let opening = null;
let before = Promise.resolve(); // what this tab does alone
let newest = 0; // of the keys

/** Keeps a value under its key, or a new one. Answers whether it outlives the page. */
export async function put(value, durability = "strict") {
  const kept = { ...value, key: value.key ?? newKey(), isKept: true };
  const isKept = (await work("readwrite", store => store.put(kept), durability).then(() => clearAbove(kept.key), () => false)) || shelve(kept);
  if (!isKept) memory.set(kept.key, structuredClone({ ...kept, isKept }));
  value.key = kept.key; // not sooner: who has one is kept
  return isKept;
}

/** Changes what is kept under a key, if it still is, in one step with looking at it. */
export async function amend(key, change) {
  const above = memory.get(key) ?? shelved().find(value => value.key === key);
  if (above) {
    await put(change(above));
    return;
  }

  await work("readwrite", store => {
    const asking = store.get(key);
    asking.onsuccess = () => asking.result && store.put(change(asking.result));
    return asking;
  }).catch(() => {}); // it stays as it was
}

/** Holds in this page what the browser deleted: it may have been the reader, and is not written down again. */
export function hold(value) {
  memory.set(value.key, structuredClone({ ...value, isKept: false }));
}

export async function remove(key) {
  clearAbove(key);
  await work("readwrite", store => store.delete(key)).catch(() => {}); // where nothing can be written, nothing was
}

export async function get(key) {
  return memory.get(key) ?? shelved().find(value => value.key === key) ?? (await work("readonly", store => store.get(key)).catch(() => undefined));
}

/** Everything kept, in the order of arrival. */
export async function all() {
  const stored = await work("readonly", store => store.getAll()).catch(() => []);
  const found = new Map([...stored, ...shelved(), ...memory.values()].map(value => [value.key, value]));
  const numberOf = ({ key }) => (typeof key === "number" ? key : 0);
  const values = [...found.values()].sort((a, b) => numberOf(a) - numberOf(b));
  newest = Math.max(newest, ...values.map(numberOf));
  return values;
}

/** Keeps nothing any more. */
export async function clear() {
  memory.clear();
  for (const name of namesOnShelf(NAME)) localStorage.removeItem(name); // where there are names, it is not forbidden
  await work("readwrite", store => store.clear()).catch(() => {});
}

/** Tells the other tabs something. */
export function tell(message) {
  channel?.postMessage(message);
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

// Without locks (they need HTTPS, and may be forbidden) two tabs may do it at once: the server takes a thing sent twice as one.
async function locked(act) {
  let isBegun = false;
  try {
    return await navigator.locks.request(NAME, () => {
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

function shelved() {
  return namesOnShelf(SHELF).map(onShelf).filter(value => value?.key);
}

function onShelf(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
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

async function work(mode, act, durability) {
  const transaction = await begin(mode, durability);
  return new Promise((resolve, reject) => {
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    if (durability) transaction.commit?.(); // does not wait for us: the page may be gone in a moment
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

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asking = indexedDB.open(NAME, 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore(STORE, { keyPath: "key", autoIncrement: true });
    asking.onerror = () => {
      opening = null; // there may be room later
      reject(asking.error);
    };
    asking.onsuccess = () => {
      asking.result.onclose = () => announce({ isEvicted: true });
      asking.result.onversionchange = () => {
        asking.result.close(); // somebody deletes it
        announce({ isEvicted: true });
      };
      resolve(asking.result);
    };
    setTimeout(reject, PATIENCE, new Error("silent")); // some browsers never answer
  });
  return opening;
}
