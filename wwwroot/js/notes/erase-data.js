// When a reader has everything deleted, nothing that this browser kept may bring any of it back.
import { postForm } from "../outbox/http.js";
import { clearOutbox } from "../outbox/outbox.js";
import { clear, publish, withLock } from "../outbox/store.js";
import { announce } from "../ui/announce.js";

/** Has everything deleted, there and here, while no tab has anything under way. */
export function eraseEverything(form, submitter) {
  submitter.disabled = true; // another tab may be sending, and is waited for
  return withLock(async () => {
    const answer = await postForm(form, submitter);
    if (!answer.ok) {
      submitter.disabled = false;
      announce(answer.status === 0 ? "The server cannot be reached. Nothing was deleted." : answer.message);
      return;
    }

    await eraseLocalData();
    publish({ isForgotten: true });
    location.replace(document.body.dataset.notes); // which says that it is done
  });
}

/** Lets go of all that is kept here. */
export async function eraseLocalData() {
  addEventListener("visibilitychange", event => event.stopImmediatePropagation(), true); // the page goes, and keeps no place in the text
  clearOutbox();
  await clear();
  navigator.serviceWorker?.controller?.postMessage("forget");
}
