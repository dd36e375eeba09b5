/** Opens the settings under the bar. Without script, or if the panel cannot be loaded, the link leads to their page. */
export function openSettingsInPanel() {
  const link = document.querySelector(".settings-link");
  if (!document.getElementById("settings-panel").showPopover) return;

  link.role = "button";
  link.ariaExpanded = "false";
  link.onclick = async event => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;

    event.preventDefault();
    try {
      await (await import("./settings-panel.js")).toggleSettings(link);
    } catch {
      location.assign(link.href);
    }
  };
}
