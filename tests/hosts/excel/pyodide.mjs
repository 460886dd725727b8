// A browser's Python under Node. Each line of stdin is {files, code}: files to copy into its file
// system by their names there, and Python to run. Each is answered by a line {value} or {error}.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, environment] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const python = await loadPyodide({ env: JSON.parse(environment), stdout: console.error });

for await (const line of createInterface({ input: process.stdin })) {
  const { files, code } = JSON.parse(line);
  for (const [name, source] of Object.entries(files)) {
    python.FS.writeFile(name, new Uint8Array(readFileSync(source)));
  }
  let answer;
  try {
    answer = { value: await python.runPythonAsync(code) };
  } catch (error) {
    answer = { error: String(error.message) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
