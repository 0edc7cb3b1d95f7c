/** One engine in one page: the benchmark's runner calls these functions from outside. */
import { engine } from "../peers/index.mjs";
import { wasmBytes } from "./engine.mjs";

let own;
let state;

const text = async (address) => (await fetch(address)).text();
const bytes = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

globalThis.bench = {
  /** Loads the engine's code; milliseconds. */
  async start(id) {
    const start = performance.now();
    own = await engine(id);
    await own.prepare?.();
    return performance.now() - start;
  },

  /** Builds an index from lines in memory; milliseconds. */
  async build(address) {
    const input = await text(address);
    const start = performance.now();
    state = await own.build(input);
    return performance.now() - start;
  },

  /** Saves what was built to the server; bytes. */
  async save(address) {
    const saved = await own.save(state);
    const answer = await fetch(address, { method: "PUT", body: saved });
    if (!answer.ok) throw new Error(`the saved index was not taken: HTTP ${answer.status}`);
    return saved.length;
  },

  /** Opens a saved index and asks for the first hits; milliseconds from when the bytes are there. */
  async open(address, query) {
    state = undefined;
    const saved = address.endsWith("/") ? undefined : await bytes(address);
    const start = performance.now();
    state = await own.open(saved, address);
    await own.search(state, query);
    return performance.now() - start;
  },

  /** Asks queries one after the other, until the time (in milliseconds) is up; milliseconds and hits of each. */
  async ask(queries, limit) {
    const times = [];
    const hits = [];
    const stop = performance.now() + limit;
    for (const query of queries) {
      if (performance.now() > stop) break;
      const start = performance.now();
      const answer = own.search(state, query);
      const found = answer instanceof Promise ? await answer : answer;
      times.push(performance.now() - start);
      hits.push(found.length);
    }
    return { times, hits };
  },

  wasmBytes,
};
