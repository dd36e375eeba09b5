import { fetchFragment } from "../outbox/http.js";
import { announce } from "./announce.js";
import { styled } from "./more-styles.js";

/** Shows the list of shortcuts over the page. */
export async function showShortcutList() {
  const list = await fetchFragment(`${document.body.dataset.base}shortcuts`);
  if (!list) {
    announce("The list could not be fetched. Try again in a moment.");
    return;
  }

  await styled();
  const dialog = document.createElement("dialog");
  dialog.className = "help plain";
  dialog.setAttribute("aria-labelledby", "shortcuts-h");
  dialog.append(list);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("form button").focus({ preventScroll: true }); // the list itself stays at its beginning
}
