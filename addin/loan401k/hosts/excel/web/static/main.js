// The page: Excel's pane where Excel opened it, and a try-it page in any browser.
import { onState } from "./ask.js";
import { CATALOGUE } from "./catalogue.js";
import { associate } from "./cells.js";
import { find } from "./dom.js";
import { showErrors } from "./errors.js";
import { showFunctions } from "./functions.js";
import { ABLE } from "./lane.js";
import { showTry, tryFormula } from "./try.js";

const STATES = { starting: "Python starts ...", ready: "Python is ready." };

async function isInExcel() {
  if (typeof Office === "undefined") return false;
  const { host } = await Office.onReady();
  return host === "Excel";
}

onState((state) => (find("state").textContent = STATES[state] ?? state));
find("version").textContent = CATALOGUE.version;

if (!ABLE) {
  find("old").hidden = false;
  find("state").hidden = true;
}

// At once, because Excel asks for the functions as soon as the page is loaded.
if (typeof CustomFunctions !== "undefined") associate();

const inExcel = await isInExcel();
if (inExcel) showErrors();
else if (ABLE) showTry();
showFunctions(!inExcel && ABLE ? tryFormula : null);
document.body.dataset.ready = "yes"; // for the tests
