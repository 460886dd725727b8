// Answers as a person reads them, by the unit that the catalogue gives a result or a column.
import { element } from "./dom.js";

const written = (value, least, most) =>
  value.toLocaleString("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });

// A date as spreadsheets count it: days from the end of 1899.
const dated = (serial) => new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);

const ERRORS = { Num: "#NUM!", NotAvailable: "#N/A", Value: "#VALUE!", Div0: "#DIV/0!" };

export function text(value, unit = "") {
  if (typeof value === "boolean") return String(value).toUpperCase();
  if (value !== null && typeof value === "object") return ERRORS[value.errorType] ?? "#N/A";
  if (typeof value !== "number") return value;
  if (unit === "date") return dated(value);
  if (unit.startsWith("dollars")) return written(value, 2, 2);
  if (/^(rate|share)/.test(unit)) return `${written(100 * value, 0, 4)}%`;
  return written(value, 0, 6);
}

// A row of cells, of headings where `name` is "th"; a column of numbers stands at the right.
function row(name, values, units, below) {
  const cells = values.map((value, place) =>
    element(
      name,
      {
        ...(typeof below[place] === "number" ? { class: "number" } : {}),
        ...(name === "th" ? { scope: "col" } : {}),
      },
      text(value, units[place]),
    ),
  );
  return element("tr", {}, ...cells);
}

export function shown(rows, declared) {
  if (rows.length === 1 && rows[0].length === 1) {
    const result = element("output", {}, text(rows[0][0], declared?.result));
    return element("p", { class: "result" }, result);
  }
  const units = declared?.units.length ? declared.units : rows[0].map(() => declared?.result);
  const [first, ...rest] = rows;
  const headed = first.every((value) => typeof value === "string");
  const table = element(
    "table",
    {},
    headed ? row("th", first, units, rest[0] ?? first) : row("td", first, units, first),
    ...rest.map((values) => row("td", values, units, values)),
  );
  const attributes = { class: "table", tabindex: "0", role: "region", "aria-label": "Answer" };
  return element("div", attributes, table);
}
