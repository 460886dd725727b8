// What Excel calls: each function of the catalogue, and why its last errors were.
import { call } from "./ask.js";
import { CATALOGUE } from "./catalogue.js";

const KEPT = 20;
// Excel shows a sentence beside these two only.
const SPOKEN = { "#VALUE!": "invalidValue", "#N/A": "notAvailable" };

export const reasons = [];
const listeners = [];

export function onReason(listener) {
  listeners.push(listener);
}

function note(reason) {
  reasons.unshift(reason);
  reasons.length = Math.min(reasons.length, KEPT);
  listeners.forEach((listener) => listener());
}

function answering(name) {
  return async (...given) => {
    const { address } = given.pop() ?? {};
    const [rows, error, sentence] = await call(name, given);
    if (error) {
      note({ where: address ?? "", name, error, sentence });
      const code = CustomFunctions.ErrorCode?.[SPOKEN[error]];
      if (code && CustomFunctions.Error) throw new CustomFunctions.Error(code, sentence);
    }
    return rows;
  };
}

export function associate() {
  for (const { name } of CATALOGUE.functions) CustomFunctions.associate(name, answering(name));
}
