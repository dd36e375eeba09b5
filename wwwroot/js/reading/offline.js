// Registers the service worker that keeps the essay readable without a connection, and tells it when its copies are out of date.
// Loaded after the page, which does not need it.
import { trustedScriptUrl } from "../outbox/html.js";
import { outbox } from "../outbox/outbox.js";

const QUIET = 1500; // milliseconds after the last of several saves

export function keepForOffline() {
  const workers = workersHere();
  if (!workers) return; // plain HTTP, disabled or forbidden

  workers.register(trustedScriptUrl(`${document.body.dataset.base}service-worker.js`)).catch(() => {});
  let timer = 0;
  let isListOld = false;
  const tell = message => workers.controller?.postMessage(message);
  outbox.addEventListener("settled", ({ detail: { answer, isSender } }) => {
    if (!answer.ok || !isSender) return; // the tab that sent it does this

    isListOld = true;
    clearTimeout(timer);
    timer = setTimeout(tell, QUIET, "saved");
  });
  // For readers who leave right after a save. The list of notes may be long, so it is refreshed only now.
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    if (isListOld) tell("left");
    isListOld = false;
  });
}

function workersHere() {
  try {
    return navigator.serviceWorker;
  } catch {
    return null;
  }
}
