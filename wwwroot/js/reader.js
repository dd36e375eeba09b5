// The only entry. The page is complete without it; each module adds one comfort.
import "./passage-toolbar.js";
import "./mark-adjuster.js";
import { openNotesInPanel } from "./note-panel.js";
import { enhanceNotesForms } from "./notes-forms.js";
import { startDrafts } from "./drafts.js";
import { startOutbox } from "./outbox.js";
import { startSaving } from "./saving.js";
import { showUnsaved } from "./unsaved.js";
import { listUnsent } from "./unsent.js";
import { openSettingsInPanel } from "./settings.js";

startSaving();
startDrafts();
startOutbox();
showUnsaved();
listUnsent();
enhanceNotesForms();
openNotesInPanel();
openSettingsInPanel();
