// The only entry. The page is complete without it; each module adds one comfort.
import "./passage-toolbar.js";
import "./mark-adjuster.js";
import { openNotesInPanel } from "./note-panel.js";
import { enhanceNotesForms } from "./notes-forms.js";
import { openSettingsInPanel } from "./settings.js";

enhanceNotesForms();
openNotesInPanel();
openSettingsInPanel();
