// What is being written and not saved yet, kept in this browser so that a reload loses no word.

/** Fills a textarea with the draft kept under this key, and keeps it from now on. */
export function keepDraft(textarea, key) {
  const name = `draft ${key}`;
  const kept = read(name);
  if (kept !== null) textarea.value = kept;
  textarea.oninput = () => write(name, textarea.value);
}

export function forgetDraft(key) {
  write(`draft ${key}`, "");
}

function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is switched off: there is simply no draft
  }
}

function write(name, words) {
  try {
    if (words) localStorage.setItem(name, words);
    else localStorage.removeItem(name);
  } catch {
    // Storage is full or switched off: the words are still in the form.
  }
}
