// Python in a thread of its own: each message is {id, text}, answered by {id, answer} or {failed}.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const beside = (name) => new URL(name, import.meta.url).href;

async function fetched(name) {
  const response = await fetch(beside(name));
  if (!response.ok) throw new Error(`${name} is not served (${response.status})`);
  return new Uint8Array(await response.arrayBuffer());
}

async function started() {
  const [python, code] = await Promise.all([
    loadPyodide({ indexURL: beside("pyodide/") }),
    fetched("loan401k.zip"),
  ]);
  python.FS.writeFile("/loan401k.zip", code);
  python.runPython("import sys; sys.path.insert(0, '/loan401k.zip')");
  const bridge = python.pyimport("loan401k.hosts.excel.web.bridge");
  // All that is needed is here: from now on nothing can be sent.
  for (const way of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport"]) {
    self[way] = undefined;
  }
  return bridge;
}

const bridge = started();

bridge.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: `Python did not start: ${error.message}` }),
);

onmessage = async ({ data }) => {
  const python = await bridge;
  try {
    postMessage({ id: data.id, answer: python.answers(data.text) });
  } catch (error) {
    postMessage({ failed: `Python failed: ${String(error.message).slice(-200)}` });
  }
};
