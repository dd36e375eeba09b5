// Buttons that copy an address. Without script there is none: the address stands beside it.
import { toast } from "./announce.js";

document.addEventListener("click", async ({ target }) => {
  const address = target.closest("[data-copy]")?.dataset.copy;
  if (!address) return;

  try {
    await navigator.clipboard.writeText(address);
    toast("Link copied.");
  } catch {
    toast(`The browser did not allow copying. The link is ${address}`);
  }
});

for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
