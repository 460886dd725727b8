// The reasons of the last errors in cells, in Excel's pane.
import { onReason, reasons } from "./cells.js";
import { element, find } from "./dom.js";

export function showErrors() {
  find("errors").hidden = false;
  let planned = false;
  onReason(() => {
    if (planned) return; // thousands of cells may fail at once
    planned = true;
    setTimeout(() => {
      planned = false;
      find("none").hidden = true;
      find("reasons").replaceChildren(
        ...reasons.map(({ where, name, error, sentence }) =>
          element("li", {}, element("strong", {}, `${where} ${error}`), ` ${name}: ${sentence}`),
        ),
      );
    }, 100);
  });
}
