import { writeOn } from "./annotate.js";
import { deleteDraft, draftEvents, drafts } from "./drafts.js";
import { discard, isCreation, outbox, sendNow, waiting } from "../outbox/outbox.js";
import { button, element } from "../ui/element.js";
import { wordsOf } from "../ui/moment-words.js";

let asked = null; // the item whose button asks; it still asks when the list is shown anew

const NAMES = { Save: "Change", Place: "Move", Delete: "Deletion", Restore: "Undo of a deletion" };

/** Lists unsent changes: on the page of notes together with drafts, elsewhere in a panel that a button in the bar opens. */
export function showOutboxList() {
  const list = element("section", { id: "unsent", className: "unsent" });
  const opener = button("", () => list.showPopover?.(), { className: "unsent-button", hidden: true });
  const page = document.querySelector(".notes-head");
  if (page) {
    page.after(list);
  } else {
    list.popover = "auto";
    list.setAttribute("role", "dialog");
    list.setAttribute("aria-label", "Not sent yet");
    document.body.append(list);
    document.querySelector(".site-bar .site-title")?.after(opener);
  }

  const show = () => {
    const late = waiting.filter(({ isTried }) => isTried);
    opener.hidden = late.length === 0;
    opener.textContent = `${late.length} unsent`;
    if (list.popover && late.length === 0 && list.matches(":popover-open")) list.hidePopover();
    list.replaceChildren(...waitingPart(late), ...(page ? draftsPart() : []));
    list.hidden = list.childElementCount === 0;
  };
  outbox.addEventListener("change", show);
  draftEvents.addEventListener("change", show);
  show();
}

function waitingPart(late) {
  if (late.length === 0) return [];

  const title = late.length === 1 ? "1 change is waiting for a connection" : `${late.length} changes are waiting for a connection`;
  return [
    element("h2", {}, title),
    element("p", { className: "editorial" }, `Kept ${late.some(({ isKept }) => isKept === false) ? "as long as this page stays open" : "in this browser"}, and sent automatically when the server can be reached.`),
    button("Send now", sendNow),
    element("ul", {}, ...late.map(entry => item(nameOf(entry), entry, () => discard(entry.key), entry.target && isCreation(entry) && (() => writeAgain(entry))))),
  ];
}

function nameOf({ kind, words, colour, tags }) {
  if (kind === "Save" && words === undefined) return colour ? `Colour: ${colour}` : tags === undefined ? "Change" : "Tags";

  return NAMES[kind] ?? (words ? "Note" : "Highlight");
}

// The entry stays in the outbox until it is saved again. If it was sent meanwhile, the same id makes this a change of it.
function writeAgain(entry) {
  document.getElementById("unsent").hidePopover();
  writeOn(entry);
}

function draftsPart() {
  if (drafts.size === 0) return [];

  return [
    element("h2", {}, "Drafts"),
    element("ul", {}, ...[...drafts].map(([name, draft]) => item("Draft", draft, () => {
      deleteDraft(name);
      draftEvents.dispatchEvent(new Event("change"));
    }))),
  ];
}

function item(kind, { quote, words, reason, address, at }, drop, edit) {
  const made = element("li", {}, element("p", { className: "kind" }, address ? element("a", { href: address }, kind) : kind, ` · ${wordsOf(new Date(at), true)}`));
  if (quote) made.append(element("blockquote", { className: "quotation" }, element("p", {}, quote)));
  if (words) made.append(element("p", { className: "as-typed", dir: "auto" }, words));
  if (reason) made.append(element("p", { className: "refusal" }, reason));
  if (edit && document.querySelector("passage-toolbar")) made.append(button("Edit", edit));
  const key = `${at} ${quote}`;
  const drops = button("Discard", () => (asked === key ? drop() : ask()));
  if (asked === key) ask();
  made.append(drops);
  return made;

  function ask() {
    asked = key;
    drops.textContent = "Discard permanently?";
  }
}
