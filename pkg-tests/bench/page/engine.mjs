/** The package as a page loads it, and the memory that its engine takes. */
const memories = [];

/** Where the package is served. */
const ENTRY = "/pkg/index.js";

let loading;

/** The package, once the engine is loaded. */
export function load() {
  loading ??= (async () => {
    watch("instantiate");
    watch("instantiateStreaming");
    const gapwise = await import(ENTRY);
    await gapwise.default();
    return gapwise;
  })();
  return loading;
}

function watch(name) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...args) => {
    const result = await original(...args);
    const { memory } = (result.instance ?? result).exports;
    if (memory) memories.push(memory);
    return result;
  };
}

/** Bytes of the engine's memory; it grows and never shrinks. */
export const wasmBytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

/** What Gapwise is asked for a query of the benchmark. */
export const asked = ({ kind, text, filter }) => ({
  text,
  limit: 10,
  complete: kind !== "prefix",
  ...(filter && { filters: { kind: [filter] } }),
});
