// Registers the worker that keeps the essay readable without a connection, and tells it when what it keeps is out of date. Comes when
// the page is there: what it keeps is for later.
import { trustedScriptUrl } from "../outbox/html.js";
import { outbox } from "../outbox/outbox.js";

const QUIET = 1500; // milliseconds after a save: the last of several is enough

export function keepForOffline() {
  const workers = workersHere();
  if (!workers) return; // plain HTTP, switched off or forbidden

  workers.register(trustedScriptUrl(`${document.body.dataset.base}service-worker.js`)).catch(() => {});
  let timer = 0;
  let isListOld = false;
  const tell = message => workers.controller?.postMessage(message);
  outbox.addEventListener("settled", ({ detail: { answer, isSender } }) => {
    if (!answer.ok || !isSender) return; // the tab that sent it tells

    isListOld = true;
    clearTimeout(timer);
    timer = setTimeout(tell, QUIET, "saved");
  });
  // Whoever leaves at once has saved it all the same. The list of notes is long, and renewed for those who go on to it anyway.
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
