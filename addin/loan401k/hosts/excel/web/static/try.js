// The try-it page: a formula line and a household, answered by the worker that Excel would ask.
import { formula } from "./ask.js";
import { CATALOGUE } from "./catalogue.js";
import { element, find } from "./dom.js";
import { shown } from "./values.js";

const byName = new Map(CATALOGUE.functions.map((one) => [one.name, one]));
let asked = 0;

async function calculate(text) {
  const mine = ++asked;
  find("answer").replaceChildren(element("p", {}, "Calculating ..."));
  const [rows, error, sentence] = await formula(text);
  if (mine !== asked) return; // another formula was asked meanwhile
  const parts = [element("p", {}, element("code", {}, text))];
  if (error) {
    parts.push(element("p", { class: "error" }, element("strong", {}, error), ` ${sentence}`));
  } else {
    const name = text.toUpperCase().match(/[A-Z_]+/)?.[0];
    parts.push(shown(rows, byName.get(name)));
  }
  find("answer").replaceChildren(...parts);
}

export function tryFormula(text) {
  find("formula").value = text;
  find("formula").focus();
  return calculate(text);
}

// The names and values of the household in a formula such as =F({"debt",10000;"card_apr",0.134}).
const valuesOf = (example) =>
  [...example.matchAll(/"(\w+)",([^;}]+)/g)].map(([, name, value]) => [name, value]);

function showHousehold() {
  const questions = CATALOGUE.functions.filter((one) => one.household);
  for (const one of questions) {
    find("question").append(element("option", { value: one.name }, one.summary));
  }
  const inputs = valuesOf(questions[0].example).map(([name, value]) => {
    const input = element("input", { id: `field-${name}`, type: "text", inputmode: "decimal" });
    input.value = value;
    const label = element("label", { for: input.id }, name.replaceAll("_", " "));
    find("fields").append(element("p", {}, label, " ", input));
    return [name, input];
  });
  find("household").addEventListener("submit", (event) => {
    event.preventDefault();
    const rows = inputs
      .filter(([, input]) => input.value.trim())
      .map(([name, input]) => `"${name}",${input.value.trim()}`);
    tryFormula(`=${find("question").value}({${rows.join(";")}})`);
  });
}

export function showTry() {
  find("try").hidden = false;
  find("formula").value = CATALOGUE.functions.find((one) => !one.slow).example;
  find("line").addEventListener("submit", (event) => {
    event.preventDefault();
    calculate(find("formula").value);
  });
  showHousehold();
}
