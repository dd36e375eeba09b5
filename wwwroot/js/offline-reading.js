// Registers the worker that keeps the essay readable without a connection, and tells it when what it keeps is out of date.

export function keepForOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return; // plain HTTP, or switched off

  addEventListener("load", () => workers.register(`${document.body.dataset.base}service-worker.js`).catch(() => {}));
  // The kept essay shall hold what was just saved; one look after the last of several saves is enough.
  let timer = 0;
  const tell = () => {
    clearTimeout(timer);
    if (timer) workers.controller?.postMessage("saved");
    timer = 0;
  };
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(tell, 1500);
  }).observe(document.getElementById("status"), { childList: true });
  addEventListener("pagehide", tell); // whoever leaves at once has saved it all the same
}
