/** The inside of a {@link WebWorker}: runs the script; dies when the engine is asked to suggest for `die`. */
import "./trapping.mjs";
import { parentPort, workerData } from "node:worker_threads";

let dying = false;

globalThis.self = {
  addEventListener: (_type, listener) =>
    parentPort.on("message", (data) => {
      dying ||= data.args?.[0] === "die";
      if (!dying) listener({ data });
      // Later: unlike a browser, Node may tell of an error before it delivers what was posted earlier.
      else
        setTimeout(() => {
          throw new Error("out of memory");
        }, 100);
    }),
  postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
};

await import(workerData);
