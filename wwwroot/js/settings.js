import { styled } from "./more-styles.js";
import { holdPlace } from "./place.js";
import { fetchFragment, say, sendOnce } from "./saving.js";

/** Opens the settings under the bar, shows each choice at once, and has it kept. Without it they are a page. */
export function openSettingsInPanel() {
  const link = document.querySelector(".settings-link");
  const panel = document.getElementById("settings-panel");
  if (!panel.showPopover) return;

  link.role = "button";
  link.ariaExpanded = "false";
  link.onclick = async event => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;

    event.preventDefault();
    const form = panel.firstElementChild ?? (await fetchFragment(link.href))?.firstElementChild;
    if (!form) {
      say("The settings could not be fetched. Try again in a moment.");
      return;
    }

    await styled();
    if (!form.isConnected) panel.append(form);
    panel.togglePopover();
  };

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
  holdPlace(() => (document.documentElement.dataset[name] = value));
}

async function keep(form, submitter) {
  const answer = await sendOnce(form, submitter);
  if (!answer.ok) say(answer.code ? answer.message : "That could not be kept. It holds until you leave this page.");
}
