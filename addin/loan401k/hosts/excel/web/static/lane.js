// One worker and the calls that wait for it. What is asked within one turn of the event loop, and
// while the worker is busy, goes to it as one batch. A worker that dies is replaced.

// Milliseconds without an answer after which a worker is taken for dead.
const PATIENCE = 120_000;
// Calls in the first batch, and milliseconds that later ones are to take: cells fill as it goes.
const FIRST = 100;
const LONG = 1000;

const TOO_OLD = "This browser is too old to run Python.";

// The answer of a call that nobody could answer.
const unanswered = (sentence) => [
  [[{ type: "Error", errorType: "NotAvailable" }]],
  "#N/A",
  sentence,
];

// Whether this browser has workers that are modules; the question starts none.
function hasModuleWorkers() {
  let asked = false;
  const options = {
    get type() {
      asked = true;
      throw new Error("asked");
    },
  };
  try {
    new Worker("worker.js", options).terminate();
  } catch {
    // That it was asked is the answer.
  }
  return asked;
}

export const ABLE = hasModuleWorkers();

export class Lane {
  patience = PATIENCE;
  #told;
  #worker = null;
  #waiting = [];
  #asked = null; // the batch that the worker has, with its number
  #batches = 0;
  #most = FIRST;
  #began = 0;
  #watch = null;
  #turn = new MessageChannel(); // a timer would be slowed down while the page is hidden

  constructor(told) {
    this.#told = told; // hears "starting", "ready", or why Python is not there
    this.#turn.port1.onmessage = () => this.#send();
  }

  // Promise [rows], or [rows, error, sentence] where the whole answer is one error.
  call(name, given) {
    return new Promise((resolve) => {
      if (this.#waiting.length === 0) this.#turn.port2.postMessage(null);
      this.#waiting.push({ call: [name, given], resolve, tries: 0 });
    });
  }

  #send() {
    if (this.#asked !== null || this.#waiting.length === 0) return;
    if (!ABLE) {
      for (const one of this.#waiting.splice(0)) one.resolve(unanswered(TOO_OLD));
      return;
    }
    this.#worker ??= this.#started();
    this.#asked = { id: ++this.#batches, calls: this.#waiting.splice(0, this.#most) };
    const text = JSON.stringify(this.#asked.calls.map((one) => one.call));
    this.#began = performance.now();
    this.#worker.postMessage({ id: this.#asked.id, text });
    this.#watch = setTimeout(
      () => this.#died("Python did not answer for too long."),
      this.patience,
    );
  }

  #started() {
    this.#told("starting");
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => {
      if (worker !== this.#worker) return;
      if (data.ready) {
        this.#began = performance.now();
        this.#told("ready");
      } else if (data.failed) this.#died(data.failed);
      else this.#answered(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#died(`Python stopped: ${event.message ?? "no reason"}`);
    };
    return worker;
  }

  #answered({ id, answer }) {
    if (id !== this.#asked?.id) return;
    clearTimeout(this.#watch);
    const { calls } = this.#asked;
    const each = (performance.now() - this.#began) / calls.length;
    this.#most = Math.max(1, Math.floor(LONG / each));
    this.#asked = null;
    this.#send(); // the worker goes on while the cells are filled
    JSON.parse(answer).forEach((one, place) => calls[place].resolve(one));
  }

  #died(sentence) {
    clearTimeout(this.#watch);
    this.#worker.terminate();
    this.#worker = null;
    const calls = this.#asked?.calls ?? [];
    this.#asked = null;
    const again = calls.filter((one) => ++one.tries < 2);
    for (const one of calls) if (one.tries >= 2) one.resolve(unanswered(sentence));
    this.#told(sentence);
    this.#waiting.unshift(...again);
    this.#send();
  }
}
