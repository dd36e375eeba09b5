// For the pages that keep a reader's notes: prints the code, counts down until the link expires, and sends forms with data-once only once.
import { withLock } from "../outbox/store.js";
import { announce } from "../ui/announce.js";

const TIMEOUT = 30_000; // milliseconds until a form counts as stopped
const SOON = 60; // seconds before the end, from which each is shown

for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Sent again, a link or a code would be used up by an answer whose cookie the browser drops. A form that another script sends says itself what happened.
const turns = new Set(); // forms that are sent now
const forms = document.querySelectorAll("form[data-once]");
for (const form of forms) form.addEventListener("submit", sendOnce);
addEventListener("pageshow", () => forms.forEach(form => form.removeAttribute("data-sent"))); // after Back

const timer = document.querySelector("[role=timer]");
if (timer) countDown(timer);

function sendOnce(event) {
  const form = event.target;
  if (turns.delete(form)) return;

  event.preventDefault();
  if (form.hasAttribute("data-sent")) {
    announce("Sending… To send it again, reload the page.");
    return;
  }

  form.toggleAttribute("data-sent", true);
  // While no tab is saving: the answer to a first save has a cookie, too, and must not come after that of a sign-in. The lock ends with this page,
  // or if the reader stops it.
  const send = () => new Promise(resolve => {
    turns.add(form);
    form.requestSubmit();
    setTimeout(resolve, TIMEOUT);
  });
  setTimeout(() => withLock(send)); // after this event: while it lasts, the browser ignores requestSubmit, and without locks it would be sent at once
}

// By the time since the page was opened, because the device's clock may be wrong.
function countDown(shown) {
  const opened = Date.now();
  const seconds = Number(shown.dataset.seconds);
  const text = shown.closest("p");
  text.firstChild.data = "It works once, for ";
  text.lastChild.data = " more.";
  tick();
  const ticking = setInterval(tick, 1000);

  function tick() {
    const left = Math.ceil(seconds - (Date.now() - opened) / 1000);
    if (left <= 0) expire();
    else shown.textContent = wordsOf(left);
  }

  function expire() {
    clearInterval(ticking);
    const link = document.querySelector(".device-link");
    const hadFocus = link.contains(document.activeElement);
    link.remove();
    document.querySelector(".expired").hidden = false;
    if (hadFocus) document.querySelector("[data-once] button").focus();
    announce("This link has expired. You can make a new one.");
  }
}

function wordsOf(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return seconds <= SOON ? `${seconds} second${seconds === 1 ? "" : "s"}` : `${minutes} min ${String(rest).padStart(2, "0")} s`;
}
