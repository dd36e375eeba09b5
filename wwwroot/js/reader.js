// The only entry. The page works without it; each module adds one feature.
import { offerToolbar } from "./notes/toolbar-loader.js";
import { openNotesInPanel } from "./notes/note-panel.js";
import { openFootnotesInPlace } from "./reading/footnotes.js";
import { enhanceNoteForms } from "./notes/note-forms.js";
import { loadDrafts } from "./notes/drafts.js";
import { startOutbox } from "./outbox/outbox.js";
import { showSaveResults } from "./notes/save-results.js";
import { syncWithOtherTabs } from "./notes/tab-sync.js";
import { startPendingOverlay } from "./notes/pending-overlay.js";
import { showOutboxList } from "./notes/outbox-list.js";
import { openSettingsInPanel } from "./reading/settings.js";
import { openTermsInPanel } from "./reading/terms.js";
import { offerParagraphMenu } from "./notes/paragraph-menu.js";
import { announce } from "./ui/announce.js";
import { styleWithFirstMove } from "./ui/more-styles.js";
import { listenForShortcuts } from "./ui/shortcuts.js";
import { listenForUndo } from "./notes/undo.js";
import { offerReturnLinks } from "./ui/return-link.js";
import { showReadingPosition } from "./reading/reading-position.js";

// When one of them fails in this browser, the others still start.
for (const begin of [
  styleWithFirstMove, showSaveResults, loadDrafts, startOutbox, startPendingOverlay, showOutboxList, syncWithOtherTabs, enhanceNoteForms, openNotesInPanel,
  openSettingsInPanel, openTermsInPanel, offerToolbar, listenForShortcuts, listenForUndo, openFootnotesInPlace, offerReturnLinks,
]) {
  try {
    begin();
  } catch (failure) {
    reportError(failure);
  }
}

// Only a wide window has a margin. Until its parts are there, footnotes open over the text.
const wide = matchMedia("(width >= 60em)");
wide.addEventListener("change", layOutMargin, { once: true });
layOutMargin();

addEventListener("load", () => import("./reading/offline.js").then(({ keepForOffline }) => keepForOffline(), () => {})); // without it the page needs a connection
document.addEventListener("focusin", () => import("./ui/focus-in-view.js").then(({ keepFocusInView }) => keepFocusInView(), () => {}), { once: true }); // without it the browser decides how to scroll
document.addEventListener("selectionchange", () => import("./reading/copy-text.js").catch(() => {}), { once: true }); // without it the browser copies what it shows

// The hint goes without a new page.
const hint = document.querySelector(".hint");
hint?.addEventListener("submit", event => {
  event.preventDefault();
  fetch(hint.action, { method: "POST" }).catch(() => {}); // without an answer, the hint returns with the next page
  hint.remove();
});

// The paragraph that a link leads to is lit until the next click or key.
// After a touch, what gets the focus back has no ring.
for (const [type, hasMoved] of [["pointerdown", true], ["keydown", true], ["hashchange", false]]) {
  addEventListener(type, ({ pointerType }) => {
    document.documentElement.toggleAttribute("data-moved", hasMoved);
    document.documentElement.toggleAttribute("data-touched", pointerType === "touch");
  });
}

// A part of the script could not be loaded: there is no connection, or the site was updated after this page was opened.
addEventListener("unhandledrejection", event => {
  if (!(event.reason instanceof TypeError && /\bmodule\b/i.test(event.reason.message))) return;

  event.preventDefault();
  announce("This part of the page could not be loaded. Reload the page, or try again when there is a connection.");
});

// What reads the whole page runs last, each in its own task, so that a page with a thousand marks stays responsive.
for (const goThrough of [offerParagraphMenu, showReadingPosition, loadMoreNotes]) setTimeout(goThrough);
document.addEventListener("swapped", loadMoreNotes);
if (document.querySelector(".sources-on-paper")) {
  addEventListener("load", () => import("./reading/sources-on-paper.js").then(({ listSourcesOnPaper }) => addEventListener("beforeprint", listSourcesOnPaper), () => {})); // without it a line on paper says where they are
}
// If one of these cannot be loaded, the handler above says so.
if (document.querySelector("mark-adjuster")) import("./notes/mark-adjuster.js");
if (document.querySelector(".notes-page")) import("./notes/my-notes.js");
if (document.querySelector(".passkeys")) import("./notes/passkeys.js");
// Without these, the page works as it does without script.
if (document.querySelector("[data-copy]")) import("./ui/copy.js").catch(() => {});
if (document.querySelector("local-moment")) import("./ui/local-moment.js").catch(() => {});
if (document.querySelector("[data-once], [data-prints]")) import("./notes/keep-notes.js").catch(() => {});

async function layOutMargin() {
  if (!wide.matches || !document.querySelector("#essay .footnotes")) return;

  const [margin, layout] = await Promise.all([import("./reading/margin.js"), import("./reading/margin-layout.js")]);
  margin.layOutMargin(layout.arranged);
}

// The page contains only the first of many notes. The others are loaded afterwards.
async function loadMoreNotes() {
  if (document.getElementById("more-notes")) (await import("./notes/load-more.js")).loadMoreNotes();
}
