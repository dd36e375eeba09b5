// When a reader has everything deleted, nothing that this browser kept may bring any of it back.
import { dropAll } from "./outbox.js";
import { say, sendOnce } from "./saving.js";
import { alone, clear, tell } from "./store.js";

/** Has everything deleted, there and here, while no tab has anything under way. */
export function forgetEverything(form, submitter) {
  submitter.disabled = true; // another tab may be sending, and is waited for
  return alone(async () => {
    const answer = await sendOnce(form, submitter);
    if (!answer.ok) {
      submitter.disabled = false;
      say(answer.status === 0 ? "The server cannot be reached. Nothing was deleted." : answer.message);
      return;
    }

    await forgetHere();
    tell({ isForgotten: true });
    location.replace(document.body.dataset.notes); // which says that it is done
  });
}

/** Lets go of all that is kept here. */
export async function forgetHere() {
  addEventListener("visibilitychange", event => event.stopImmediatePropagation(), true); // the page goes, and keeps no place in the text
  dropAll();
  await clear();
  navigator.serviceWorker?.controller?.postMessage("forget");
}
