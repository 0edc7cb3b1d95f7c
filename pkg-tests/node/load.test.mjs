/** Loading the engine. The order matters: an engine is loaded once per process. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import init, { Gapwise, Learner } from "gapwise";
import * as small from "./small.mjs";

const wasm = new URL("../../pkg/wasm/gapwise_bg.wasm", import.meta.url);
const notLoaded = {
  name: "GapwiseError",
  code: "engine-not-loaded",
  message: "The engine is not loaded yet.",
  hint: "Await init() before the first call.",
};

test("before it is loaded, opening a pack says what to do", () => {
  assert.throws(() => Gapwise.open(new Uint8Array(0)), notLoaded);
});

test("before it is loaded, making a learner says what to do", () => {
  assert.throws(() => Learner.create("small-map"), notLoaded);
});

test("bytes that are not the engine are refused", async () => {
  await assert.rejects(init(new Uint8Array([0])), { name: "GapwiseError", code: "engine-load" });
});

test("a file that is not there is refused, with its place", async () => {
  await assert.rejects(init(new URL("none.wasm", wasm)), { name: "GapwiseError", code: "engine-load" });
});

test("calls at the same time share one loading", async () => {
  const bytes = await readFile(wasm);
  const first = init(bytes);
  assert.equal(init(), first);
  await first;
});

test("after a loading that failed, the next one serves", async () => {
  await init();
  assert.deepEqual(
    Gapwise.build(small.input())
      .maps()
      .map(({ id }) => id),
    ["small-map"],
  );
});
