import { outbox, TAB } from "./outbox.js";
import { fetchCard, fetchFragment, swap, swapCard } from "./saving.js";
import { hear, tell } from "./store.js";
import { paint } from "./unsaved.js";

const POSTED = "posted"; // in this tab's session: a form went its way without script

let timer = 0;

/** Keeps what is marked on this page in step with what other tabs did. What they sent by script they show us themselves. */
export function agreeWithOtherTabs() {
  hear(({ isStale }) => isStale && catchUp());
  outbox.addEventListener("settled", ({ detail: { entry, answer } }) => {
    if (entry.tab !== TAB) catchUpListSoon();
    if (answer.status === 412) catchUpText().then(paint); // its card came along; the text and the margin are of old
  });
  hear(({ isForgotten }) => isForgotten && forgetHere());
  document.addEventListener("submit", event => event.target.matches("[data-forget]") && forgetEverything(event));
  addEventListener("pageshow", ({ persisted }) => persisted && catchUp());
  addEventListener("submit", event => event.defaultPrevented || event.target.method !== "post" || remember(true));
  if (!remember(false)) return;

  tell({ isStale: true });
}

/** Shows the marks and cards of this page as the server has them now. */
export async function catchUp() {
  await catchUpText();
  for (const card of document.querySelectorAll(".note-card:not([hidden])")) {
    const fresh = await fetchCard(card.id.slice("card-".length));
    if (fresh?.matches(".note-card") && card.isConnected) swapCard(card, fresh);
  }
  await catchUpList();
  paint();
}

async function catchUpText() {
  const marked = new Set([...document.querySelectorAll("#essay .mark-link")].map(link => link.closest("[id]:not(a)").id));
  const blocks = document.getElementById("essay") && (await fetchFragment(`${document.body.dataset.notes}?${new URLSearchParams([["handler", "Blocks"], ...[...marked].map(id => ["block", id])])}`));
  if (blocks?.revision === document.getElementById("essay")?.dataset.revision && blocks) swap(blocks);
}

// Many that had waited may be saved in a row.
function catchUpListSoon() {
  clearTimeout(timer);
  timer = setTimeout(catchUpList, 300);
}

async function catchUpList() {
  if (document.querySelector(".notes-page")) await (await import("./notes-list.js")).renewList();
}

async function forgetEverything(event) {
  event.preventDefault();
  const { target, submitter } = event; // which the event forgets
  (await import("./forgetting.js")).forgetEverything(target, submitter);
}

async function forgetHere() {
  await (await import("./forgetting.js")).forgetHere();
  location.reload();
}

// Answers what was remembered before.
function remember(isPosted) {
  try {
    const was = sessionStorage.getItem(POSTED);
    if (isPosted) sessionStorage.setItem(POSTED, "yes");
    else sessionStorage.removeItem(POSTED);
    return was;
  } catch {
    return null; // forbidden: the other tabs catch up when they are loaded
  }
}
