/** As much of a Web Worker as `gapwise/worker` uses, over a thread of Node. */
import { Worker as Thread } from "node:worker_threads";

export class WebWorker {
  #thread;

  constructor(address) {
    this.#thread = new Thread(new URL("./web-worker-thread.mjs", import.meta.url), { workerData: String(address) });
    this.#thread.on("message", (data) => this.onmessage({ data }));
    this.#thread.on("error", ({ message }) => this.onerror({ message, preventDefault() {} }));
  }

  postMessage(message, transfer) {
    this.#thread.postMessage(message, transfer);
  }

  terminate() {
    this.#thread.removeAllListeners();
    this.#thread.on("error", () => {});
    void this.#thread.terminate();
  }
}
