/** The inside of a {@link WebWorker}: runs the script; dies when the engine is asked to suggest for `die`. */
import "./trapping.mjs";
import { parentPort, workerData } from "node:worker_threads";

globalThis.self = {
  addEventListener: (_type, listener) =>
    parentPort.on("message", (data) => {
      if (data.args?.[0] === "die") throw new Error("out of memory");
      listener({ data });
    }),
  postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
};

await import(workerData);
