// Buttons that copy a link or a code. Without script there is none: what they copy stands beside them.
import { toast } from "./announce.js";

document.addEventListener("click", async ({ target }) => {
  const text = target.closest("[data-copy]")?.dataset.copy;
  if (!text) return;

  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast(`The browser did not allow copying. Copy it from here: ${text}`);
  }
});

for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
