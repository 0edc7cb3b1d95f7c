import initWasm, { type InitInput } from "../../../pkg/wasm/gapwise.js";
import { GapwiseError } from "./error.js";
import { warmUp } from "./warm-up.js";

/** Where the engine's WebAssembly comes from, when it does not lie beside the script. */
export type EngineSource = InitInput | Promise<InitInput>;

let loading: Promise<void> | undefined;
let loaded = false;

/** Whether {@link init} has done its work. */
export function isLoaded(): boolean {
  return loaded;
}

/**
 * Loads the engine; to be awaited before anything else of this module is used.
 *
 * Without an argument the WebAssembly that lies beside the package is fetched (in Node: read). Calls share one
 * loading, whatever their argument: the first decides. After a failure the next call tries again. Call it while the
 * pack is on its way: the engine runs once over a few lines, so that the browser has compiled it by then.
 *
 * @throws {GapwiseError} `engine-load` when the WebAssembly cannot be had or must not be run.
 */
export default function init(source?: EngineSource): Promise<void> {
  loading ??= load(source).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(source?: EngineSource): Promise<void> {
  // In this form, so that bundlers see an asset.
  const beside = new URL("./wasm/gapwise_bg.wasm", import.meta.url);
  const given = source ?? readInNode(beside) ?? fetchWasm(beside);
  try {
    await initWasm({ module_or_path: await given });
    warmUp();
    loaded = true;
  } catch (error) {
    if (error instanceof GapwiseError) throw error;
    throw new GapwiseError(
      "engine-load",
      `The engine could not be started: ${error instanceof Error ? error.message : String(error)}`,
      "The page's content security policy must allow 'wasm-unsafe-eval' in script-src, and the file must be the one of this version.",
      source === undefined ? beside.href : undefined,
      error,
    );
  }
}

async function fetchWasm(address: URL): Promise<Response> {
  const hint = "Put the package's folder `wasm` beside its scripts, or hand the bytes to init().";
  let response: Response;
  try {
    response = await fetch(address);
  } catch (error) {
    throw new GapwiseError("engine-load", "The engine could not be fetched.", hint, address.href, error);
  }
  if (response.ok) return response;
  throw new GapwiseError("engine-load", `The engine was not found: HTTP ${response.status}.`, hint, address.href);
}

interface NodeProcess {
  versions?: { node?: string };
  getBuiltinModule(name: "node:fs/promises"): { readFile(path: URL): Promise<Uint8Array<ArrayBuffer>> };
}

/** Node reads files, and does not fetch them. Not by an import: a bundler for the browser would look for the module. */
function readInNode(address: URL): Promise<Uint8Array<ArrayBuffer>> | undefined {
  const { process: node } = globalThis as { process?: NodeProcess };
  if (address.protocol !== "file:" || !node?.versions?.node) return undefined;
  return node.getBuiltinModule("node:fs/promises").readFile(address);
}
