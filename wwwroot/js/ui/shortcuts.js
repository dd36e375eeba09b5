// Single keys that do something. Each can be switched off together with all others, in the settings.
const LAST_LATIN = "\u024F"; // the last letter that keys of Latin layouts have

const keys = new Map();

/** What a key does, while nobody types and no other key is held with it. */
export function shortcut(key, act) {
  keys.set(key, act);
}

/** Whether a key pressed here may be a shortcut. */
export function isShortcut(event) {
  return document.documentElement.dataset.keys !== "off"
    && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.defaultPrevented
    && !event.target.closest?.("input, textarea, select, [contenteditable], dialog, [popover]");
}

/** The letter on the key that was pressed, whatever Caps Lock and a layout without Latin letters make of it; or the key's name. */
export const letterOf = ({ key = "", code }) => (key > LAST_LATIN && /^Key./.test(code) ? code[3] : key).toLowerCase();

export function listenForShortcuts() {
  document.addEventListener("keydown", event => {
    const act = keys.get(letterOf(event));
    if (!act || !isShortcut(event)) return;

    event.preventDefault();
    act();
  });
  shortcut("?", async () => (await import("./shortcut-list.js")).showShortcutList());
  shortcut("/", () => (location.href = `${document.body.dataset.base}search`));
}
