// A stand-in for Microsoft's office.js: what our add-in uses of it, and Excel's side of a call.
// Like Excel it refuses what is no block of numbers, texts, booleans or error objects.
(() => {
  const functions = new Map();
  const codes = { invalidValue: "#VALUE!", notAvailable: "#N/A", invalidNumber: "#NUM!" };
  const errors = { Value: "#VALUE!", NotAvailable: "#N/A", Num: "#NUM!", Div0: "#DIV/0!",
    Ref: "#REF!", Name: "#NAME?", Null: "#NULL!" };
  class CustomFunctionsError extends Error {
    constructor(code, message) {
      super(message);
      this.code = code;
    }
  }
  globalThis.Office = { onReady: async () => ({ host: "Excel", platform: "OfficeOnline" }) };
  globalThis.CustomFunctions = {
    associate: (id, answer) => functions.set(id, answer),
    Error: CustomFunctionsError,
    ErrorCode: codes,
  };
  const cell = (value) => {
    if (["number", "string", "boolean"].includes(typeof value)) return value;
    if (value?.type === "Error" && value.errorType in errors) return errors[value.errorType];
    throw new TypeError(`no cell can show ${JSON.stringify(value)}`);
  };
  globalThis.excel = {
    names: () => [...functions.keys()],
    // What a cell shows: {rows}, or {error, hover}.
    async call(id, given, address = "Sheet1!B2") {
      let rows;
      try {
        rows = await functions.get(id)(...given, { address, functionName: id });
      } catch (error) {
        return { error: error.code ?? `${error}`, hover: error.message };
      }
      if (!rows.every((row) => row.length === rows[0].length)) throw new TypeError("ragged");
      return { rows: rows.map((row) => row.map(cell)) };
    },
    all: (calls) => Promise.all(calls.map(([id, given]) => excel.call(id, given))),
  };
})();
