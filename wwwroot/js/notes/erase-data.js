// After a reader deletes everything, nothing stored in this browser may bring any of it back.
import { postForm } from "../outbox/http.js";
import { clearOutbox } from "../outbox/outbox.js";
import { clear, publish, withLock } from "../outbox/store.js";
import { announce } from "../ui/announce.js";

/** Deletes everything on the server and in this browser, while no tab is sending. */
export function eraseEverything(form, submitter) {
  submitter.disabled = true; // another tab may be sending: this waits for it
  return withLock(async () => {
    const answer = await postForm(form, submitter);
    if (!answer.ok) {
      submitter.disabled = false;
      announce(answer.status === 0 ? "The server cannot be reached. Nothing was deleted." : answer.message);
      return;
    }

    await eraseLocalData();
    publish({ isForgotten: true });
    location.replace(document.body.dataset.notes); // the page confirms it
  });
}

/** Deletes everything stored in this browser. */
export async function eraseLocalData() {
  addEventListener("visibilitychange", event => event.stopImmediatePropagation(), true); // leaving the page must not save the reading position
  clearOutbox();
  await clear();
  navigator.serviceWorker?.controller?.postMessage("forget");
}
