// What has the keyboard focus is visible (WCAG 2.2, 2.4.11).

/** Closes popovers when the focus leaves them, and scrolls the focused element out from under anything that covers it. Loaded with the first focus. */
export function keepFocusInView() {
  document.addEventListener("focusin", show);
  uncoverSoon(); // closes nothing: the first key may have opened a menu while this was loading, and the focus is still on its button
  addEventListener("popstate", uncoverSoon); // closing a footnote goes back in the history, and the browser then scrolls
}

function show() {
  const target = document.activeElement;
  if (!target.matches(":focus-visible")) return;

  for (const overlay of document.querySelectorAll(":popover-open")) if (!overlay.contains(target)) overlay.hidePopover();
  uncoverSoon();
}

// After everything that moves because of the focus has moved.
function uncoverSoon() {
  requestAnimationFrame(() => requestAnimationFrame(() => document.activeElement.matches(":focus-visible") && uncover(document.activeElement)));
}

// A bar at one edge leaves the centre free or, in a low window, the other edge.
function uncover(target) {
  coverOf(target)?.closest("passage-toolbar")?.leave();
  for (const block of ["center", "start", "end"]) if (coverOf(target)) target.scrollIntoView({ block, behavior: "instant" });
}

// What covers the middle of its first line (a link may have several). Outside the window, that is the root element.
function coverOf(target) {
  const [line] = target.getClientRects();
  const onTop = line && (document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2) ?? document.documentElement);
  return onTop && onTop !== target && !target.contains(onTop) && (onTop === document.documentElement || !onTop.contains(target)) ? onTop : null;
}
