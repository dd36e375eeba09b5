// What must outlive the page is kept in this browser's database. Where that is forbidden or full, the page's own memory
// serves for as long as the page is open, and whoever keeps something is told so.

const NAME = `reader ${document.body.dataset.base}`; // several readers may live at one origin
const STORE = "kept";

const memory = new Map();
const channel = new BroadcastChannel(NAME);
let opening;
let inMemory = 2 ** 40; // keys beyond those of the database, so that the order of arrival holds

/** Keeps a value under its key, or a new one. Answers whether it outlives the page. */
export async function put(value, durability = "strict") {
  try {
    value.key = await work("readwrite", store => store.put(value), durability);
    memory.delete(value.key);
    return true;
  } catch {
    value.key ??= ++inMemory;
    memory.set(value.key, structuredClone({ ...value, isKept: false }));
    return false;
  }
}

export async function remove(key) {
  memory.delete(key);
  await work("readwrite", store => store.delete(key)).catch(() => {}); // where nothing can be written, nothing was
}

export async function get(key) {
  return memory.get(key) ?? (await work("readonly", store => store.get(key)).catch(() => undefined));
}

/** Everything kept, in the order of arrival. */
export async function all() {
  const stored = await work("readonly", store => store.getAll()).catch(() => []);
  return [...stored.filter(({ key }) => !memory.has(key)), ...memory.values()];
}

/** Tells the other tabs something. */
export function tell(message) {
  channel.postMessage(message);
}

/** Hears what other tabs tell. */
export function hear(act) {
  channel.addEventListener("message", ({ data }) => act(data));
}

/** Does something while no other tab does it. Without locks (they need HTTPS) two tabs may: the server takes a thing sent twice as one. */
export function alone(act) {
  return navigator.locks ? navigator.locks.request(NAME, act) : act();
}

async function work(mode, act, durability) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability });
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.commit?.(); // does not wait for us: the page may be gone in a moment
  });
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asking = indexedDB.open(NAME, 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore(STORE, { keyPath: "key", autoIncrement: true });
    asking.onerror = () => reject(asking.error);
    asking.onsuccess = () => {
      asking.result.onclose = () => (opening = null); // the reader cleared the site's data
      asking.result.onversionchange = () => asking.result.close();
      resolve(asking.result);
    };
  });
  return opening;
}
