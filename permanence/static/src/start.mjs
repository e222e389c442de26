// Starts the design systems' components and our own; every page works without them.
import { initAll as startGovuk } from "./govuk-frontend.min.js";
import { initAll as startMoj } from "./moj-frontend.min.js";
import { revealAsAnswered } from "./reveal.mjs";
import { keepDrafts } from "./autosave.mjs";
import { listenForShortcuts } from "./shortcuts.mjs";
import { warnBeforeSignOut } from "./session.mjs";

startGovuk();
startMoj();
revealAsAnswered(document);
keepDrafts(document);
warnBeforeSignOut(document);
listenForShortcuts(document);
