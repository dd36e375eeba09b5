import { caretAt } from "../text/caret.js";

const NEAR = 4; // pixels that the pointer may move during a click
const SECTIONS = "#essay .essay-section";

/**
 * Lets a selection begin and end on the links of the essay: names, numbers of footnotes, dots of marks, headings. A drag or a double click
 * there follows no link.
 */
export function selectAcrossLinks() {
  let from = { x: 0, y: 0 };
  let start = null; // where a selection begins: browsers begin none on what has no text of its own, nor always on a link
  const listen = (type, act) => document.addEventListener(type, act, { capture: true });
  const isFar = ({ clientX, clientY }) => Math.hypot(clientX - from.x, clientY - from.y) > NEAR;
  listen("pointerdown", event => {
    from = { x: event.clientX, y: event.clientY };
    const link = event.target.closest?.("#essay a");
    if (link) link.draggable = false; // otherwise the browser drags the link
    const on = event.target.closest?.(`${SECTIONS} :is(a, [data-apparatus])`);
    const isMouse = event.pointerType === "mouse" && event.button === 0 && !event.shiftKey;
    start = !on || !isMouse ? null : on.matches("[data-apparatus]") ? placeBehind(on) : caretAt(event.clientX, event.clientY);
  });
  const extend = event => {
    if (!start || !isFar(event)) return;

    const to = caretAt(event.clientX, event.clientY);
    if ((to?.node.closest ? to.node : to?.node.parentElement)?.closest(SECTIONS)) getSelection().setBaseAndExtent(start.node, start.offset, to.node, to.offset);
  };
  listen("pointermove", extend);
  listen("dragstart", event => start && event.preventDefault()); // what is selected so far
  listen("mouseup", event => {
    extend(event);
    start = null;
  });
  listen("click", event => {
    if (!event.target.closest?.("#essay a") || event.detail === 0 || getSelection().isCollapsed || !(isFar(event) || event.detail > 1)) return;

    event.preventDefault();
    event.stopPropagation();
  });
}

function placeBehind(element) {
  const range = document.createRange();
  range.setStartAfter(element);
  return { node: range.startContainer, offset: range.startOffset };
}
