// Single-key shortcuts, which the settings can switch off, and Ctrl+Enter, which saves what is being written.
const LAST_LATIN = "\u024F"; // the last letter on Latin keyboards

const keys = new Map();

/** Registers a shortcut. It does not run while the reader types or holds another key. */
export function shortcut(key, act) {
  keys.set(key, act);
}

/** Whether a key event may be a shortcut. */
export function isShortcut(event) {
  return document.documentElement.dataset.keys !== "off"
    && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.defaultPrevented
    && !event.target.closest?.("input, textarea, select, [contenteditable], dialog, [popover]");
}

/** The letter on the key, regardless of Caps Lock and of keyboards without Latin letters; or the key's name. */
export const letterOf = ({ key = "", code }) => (key > LAST_LATIN && /^Key./.test(code) ? code[3] : key).toLowerCase();

export function listenForShortcuts() {
  document.addEventListener("keydown", event => {
    const act = keys.get(letterOf(event));
    if (!act || !isShortcut(event)) return;

    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", event => {
    const form = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && event.target.closest?.("textarea, [name=tags]")?.form;
    const save = form && form.querySelector("button.primary");
    if (!save) return;

    event.preventDefault();
    form.requestSubmit(save);
  });
  shortcut("?", async () => (await import("./shortcut-list.js")).showShortcutList());
  shortcut("/", () => (location.href = `${document.body.dataset.base}search`));
}
