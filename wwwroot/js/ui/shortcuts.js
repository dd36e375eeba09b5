// Single-key shortcuts, which the settings can switch off, and Ctrl+Enter, which saves from anywhere in the form of a note.
const LAST_LATIN = "\u024F"; // the last letter on Latin keyboards

const keys = new Map();

/** Registers a shortcut. It does not run while the reader types or holds another key. */
export function shortcut(key, act) {
  keys.set(key, act);
}

export const isShortcutKey = key => keys.has(key);

export const runShortcut = key => keys.get(key)();

/** Whether a key event may be a shortcut. What is open over the page has keys of its own. */
export function isShortcut(event) {
  return isSingleKey(event) && !event.target.closest?.("input, textarea, select, [contenteditable], dialog, [popover]");
}

/** Whether a key was pressed alone and the settings allow single keys. */
export function isSingleKey(event) {
  return document.documentElement.dataset.keys !== "off" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.defaultPrevented;
}

/** The letter on the key, regardless of Caps Lock and of keyboards without Latin letters; or the key's name. */
export const letterOf = ({ key = "", code }) => (key > LAST_LATIN && /^Key./.test(code) ? code[3] : key).toLowerCase();

export function listenForShortcuts() {
  document.addEventListener("keydown", event => {
    const key = letterOf(event);
    if (!isShortcutKey(key) || !isShortcut(event)) return;

    event.preventDefault();
    runShortcut(key);
  });
  document.addEventListener("keydown", event => {
    const form = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && (event.target.form ?? event.target.closest?.("form"));
    const save = form && form.querySelector("textarea") && form.querySelector("button.primary");
    if (!save || event.target.matches("button:not(.primary)")) return;

    event.preventDefault();
    form.requestSubmit(save);
  });
  shortcut("?", async () => (await import("./shortcut-list.js")).showShortcutList());
  shortcut("/", () => (location.href = `${document.body.dataset.base}search`));
}
