// Where calls go: functions that may take seconds have a worker of their own, so that they stall
// no other. Each worker starts with its first call.
import { CATALOGUE } from "./catalogue.js";
import { Lane } from "./lane.js";

const slow = new Set(CATALOGUE.functions.filter((one) => one.slow).map((one) => one.name));
const listeners = [];
const tell = (state) => listeners.forEach((listener) => listener(state));

export const lanes = { quick: new Lane(tell), slow: new Lane(tell) };

export function onState(listener) {
  listeners.push(listener);
}

export function call(name, given) {
  return (slow.has(name) ? lanes.slow : lanes.quick).call(name, given);
}

// A formula as a person types it.
export function formula(text) {
  const words = text.toUpperCase().match(/[A-Z_]+/g) ?? [];
  return (words.some((word) => slow.has(word)) ? lanes.slow : lanes.quick).call("=", [text]);
}
