import { eraseEverything, eraseLocalData } from "./erase-data.js"; // at once: a page that was open during an update could not load it
import { renderPending } from "./pending-overlay.js";
import { swapFragment } from "./swap-fragment.js";
import { fetchFragment } from "../outbox/http.js";
import { outbox } from "../outbox/outbox.js";
import { NAME, publish, subscribe } from "../outbox/store.js";

const SOON = 100; // milliseconds: several tabs may send messages
const POSTED = "posted"; // in this tab's session: a form was sent without script
const SAVED = `${NAME} saved`; // in local storage: when the server last answered a save

let timer = 0;
let listTimer = 0;

/** Updates this page after changes in other tabs. Answers to their scripts arrive through the outbox. */
export function syncWithOtherTabs() {
  subscribe(({ isStale }) => isStale && refreshSoon());
  outbox.addEventListener("settled", ({ detail: { entry, answer, isSender } }) => {
    if (isSender) rememberTimeOfSave();
    refreshListSoon();
    if (answer.status === 412) refreshText().then(renderPending); // the answer had the card; the text and the margin are outdated
  });
  subscribe(({ isForgotten }) => isForgotten && eraseAndReload());
  document.addEventListener("submit", event => event.target.matches("[data-forget]") && submitErasure(event));
  // After Back, the page is as it was, from memory or the browser's cache.
  addEventListener("pageshow", ({ persisted }) => (persisted || isOlderThanSave(performance.getEntriesByType("navigation")[0])) && refreshSoon());
  addEventListener("submit", event => event.defaultPrevented || event.target.method !== "post" || remember(true));
  if (!remember(false)) return;

  publish({ isStale: true });
}

function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, SOON);
}

/** Updates the marks and cards of this page with one request. */
async function refresh() {
  if (document.querySelector("#essay > .essay-section")) await refreshText();
  else if (document.querySelector(".notes-page, .note-card, #essay")) await (await import("./refresh-page.js")).refreshPage();
  renderPending();
}

// The cards are in an open panel.
async function refreshText() {
  const marked = new Set([...document.querySelectorAll("#essay .mark-link")].map(link => link.closest("[id]:not(a)").id));
  const cards = [...document.querySelectorAll(".note-card:not([hidden])")].map(card => card.id.slice("card-".length));
  const wanted = [["handler", "Blocks"], ...[...marked].map(id => ["block", id]), ...cards.map(id => ["card", id])];
  const fresh = await fetchFragment(`${document.body.dataset.notes}?${new URLSearchParams(wanted)}`);
  if (fresh && fresh.revision === document.getElementById("essay").dataset.revision) swapFragment(fresh);
}

// Many delayed entries may be saved in a row.
function refreshListSoon() {
  clearTimeout(listTimer);
  listTimer = setTimeout(refreshList, 300);
}

async function refreshList() {
  if (document.querySelector(".notes-page")) await (await import("./refresh-page.js")).refreshPage();
}

function submitErasure(event) {
  event.preventDefault();
  eraseEverything(event.target, event.submitter);
}

async function eraseAndReload() {
  await eraseLocalData();
  location.reload();
}

function rememberTimeOfSave() {
  try {
    localStorage.setItem(SAVED, Date.now());
  } catch {
    // Forbidden or full: a page that was on its way stays as it was rendered.
  }
}

// The browser may have had the page already, or the server rendered it while it saved a change from the page before.
function isOlderThanSave(navigation) {
  if (!navigation) return false;

  try {
    return navigation.type === "back_forward" || Number(localStorage.getItem(SAVED)) > performance.timeOrigin + navigation.requestStart;
  } catch {
    return false;
  }
}

// Returns the previous value.
function remember(isPosted) {
  try {
    const was = sessionStorage.getItem(POSTED);
    if (isPosted) sessionStorage.setItem(POSTED, "yes");
    else sessionStorage.removeItem(POSTED);
    return was;
  } catch {
    return null; // forbidden: the other tabs refresh when they are loaded again
  }
}
