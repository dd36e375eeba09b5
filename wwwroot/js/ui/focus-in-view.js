// Whatever has the focus of the keys can be seen (WCAG 2.2, 2.4.11).

/** Closes what lies over the page when the focus leaves it, and brings what has the focus from under whatever else covers it. Comes with the first focus. */
export function keepFocusInView() {
  document.addEventListener("focusin", show);
  show();
  addEventListener("popstate", uncoverSoon); // a note that closes goes back in the history, and the browser to where it was then
}

function show() {
  const target = document.activeElement;
  if (!target.matches(":focus-visible")) return;

  for (const overlay of document.querySelectorAll(":popover-open")) if (!overlay.contains(target)) overlay.hidePopover();
  uncoverSoon();
}

// When all has moved that moves for it.
function uncoverSoon() {
  requestAnimationFrame(() => requestAnimationFrame(() => document.activeElement.matches(":focus-visible") && uncover(document.activeElement)));
}

// What lies along an edge leaves the middle free or, where the window is low, the other edge.
function uncover(target) {
  coverOf(target)?.closest("passage-toolbar")?.leave();
  for (const block of ["center", "start", "end"]) if (coverOf(target)) target.scrollIntoView({ block, behavior: "instant" });
}

// What lies over the middle of its first line (a link may run over several); out of sight that is the window itself.
function coverOf(target) {
  const [line] = target.getClientRects();
  const onTop = line && (document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2) ?? document.documentElement);
  return onTop && onTop !== target && !target.contains(onTop) && (onTop === document.documentElement || !onTop.contains(target)) ? onTop : null;
}
