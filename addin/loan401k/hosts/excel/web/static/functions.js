// The list of functions: found by a word, each opened to its arguments and an example.
import { CATALOGUE } from "./catalogue.js";
import { element, find } from "./dom.js";

function described(one, tried) {
  const names = element("dl");
  for (const [name, help] of one.arguments) {
    names.append(element("dt", {}, name), element("dd", {}, help));
  }
  const example = element("p", {}, "Example: ", element("code", {}, one.example));
  const parts = [element("p", {}, element("code", {}, one.syntax)), names, example];
  if (tried) {
    const button = element("button", { type: "button" }, `Try ${one.name}`);
    button.addEventListener("click", () => tried(one.example));
    parts.push(button);
  }
  return parts;
}

function entry(one, tried) {
  const opened = element(
    "details",
    {},
    element("summary", {}, element("code", {}, one.name), ` ${one.summary}`),
  );
  opened.addEventListener("toggle", () => {
    if (opened.childElementCount === 1) opened.append(...described(one, tried));
  });
  const words = [one.name, one.group, one.summary, ...one.arguments.flat()];
  return { opened, words: words.join(" ").toLowerCase().replaceAll("_", " ") };
}

// Show the list; `tried` takes an example to be calculated, where that can be done.
export function showFunctions(tried) {
  const groups = new Map();
  for (const one of CATALOGUE.functions) {
    groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  }
  const shown = [...groups].map(([title, members]) => {
    const entries = members.map((one) => entry(one, tried));
    const group = element("section", {}, element("h3", {}, title));
    group.append(...entries.map(({ opened }) => opened));
    return { group, entries };
  });
  find("functions").append(...shown.map(({ group }) => group));

  const search = () => {
    const asked = find("word").value.toLowerCase().replaceAll("_", " ").split(/\s+/);
    let count = 0;
    for (const { group, entries } of shown) {
      for (const { opened, words } of entries) {
        opened.hidden = !asked.every((word) => words.includes(word));
        count += !opened.hidden;
      }
      group.hidden = entries.every(({ opened }) => opened.hidden);
    }
    find("count").textContent = `${count} of ${CATALOGUE.functions.length} functions`;
  };
  find("word").addEventListener("input", search);
  search();
}
