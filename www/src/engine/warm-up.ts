/// <reference path="./warm-up-pack.d.ts" />
import pack from "gapwise:warm-up";
import { Gapwise as WasmEngine } from "../../../pkg/wasm/gapwise.js";

/**
 * Opens a pack of a few lines and searches it. A browser compiles a function of the engine when it is first called: that
 * is done here, while the real pack is on its way, and not between its arrival and the first result.
 */
export function warmUp(): void {
  const engine = WasmEngine.open(pack);
  for (const text of ["", "reading aloud", "teachng"]) engine.search({ text, limit: 10 });
  engine.free();
}
