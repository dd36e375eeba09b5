/** Whether a click should open something on this page: not in another tab, and not at the end of a selection. */
export function isPlainClick(event) {
  return !event.metaKey && !event.ctrlKey && !event.shiftKey && getSelection().isCollapsed;
}
