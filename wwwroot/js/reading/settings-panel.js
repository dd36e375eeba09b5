import { fetchFragment, postForm } from "../outbox/http.js";
import { firstVisibleBlock } from "./scroll-anchor.js";
import { announce } from "../ui/announce.js";
import { styled } from "../ui/more-styles.js";

const panel = document.getElementById("settings-panel");

/** Opens or closes the settings. Each choice is applied at once and saved. */
export async function toggleSettings(link) {
  const form = panel.firstElementChild ?? (await fetchFragment(link.href))?.firstElementChild;
  if (!form) {
    announce("The settings could not be fetched. Try again in a moment.");
    return;
  }

  await styled();
  if (!form.isConnected) fill(form, link);
  panel.togglePopover();
}

function fill(form, link) {
  panel.append(form);

  panel.addEventListener("toggle", ({ newState }) => {
    link.ariaExpanded = String(newState === "open");
    if (newState === "open") panel.querySelector("input:checked").focus({ preventScroll: true });
  });

  panel.addEventListener("change", ({ target }) => {
    show(target.name, target.value);
    keep(target.form);
  });

  panel.addEventListener("submit", event => {
    event.preventDefault();
    event.target.reset();
    for (const setting of event.target.querySelectorAll("[data-setting]")) {
      setting.querySelector(`[value="${setting.dataset.asItComes}"]`).checked = true;
      show(setting.dataset.setting, setting.dataset.asItComes);
    }

    keep(event.target, event.submitter);
  });
}

function show(name, value) {
  keepScrollPosition(() => (document.documentElement.dataset[name] = value));
}

async function keep(form, submitter) {
  const answer = await postForm(form, submitter);
  if (!answer.ok) announce(answer.code ? answer.message : "This setting could not be saved. It applies until you leave this page.");
}

// Does something that may move the text, and keeps the reader's lines where they were.
function keepScrollPosition(act) {
  const place = scrollY > 0 ? firstVisibleBlock() : null;
  const root = document.documentElement;
  root.style.overflowAnchor = "none"; // the browser's own anchoring would be added to ours
  act();
  if (place?.block.isConnected) scrollBy({ top: place.block.getBoundingClientRect().top - place.from, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => (root.style.overflowAnchor = "")));
}
