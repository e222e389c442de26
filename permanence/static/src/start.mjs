// Starts the design systems' components; every page works without them.
import { initAll as startGovuk } from "./govuk-frontend.min.js";
import { initAll as startMoj } from "./moj-frontend.min.js";

startGovuk();
startMoj();
