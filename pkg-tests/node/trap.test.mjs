/** A trap of the engine where there is no worker to restart. */
import "./trapping.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import { connect } from "gapwise/worker";
import * as small from "./small.mjs";

await init();
const engine = Gapwise.build(small.input());

test("a trap is told as an error that names itself", () => {
  assert.throws(() => Gapwise.open(engine.save()).suggest("trap"), {
    name: "GapwiseError",
    code: "engine-trap",
    message: "The engine stopped: unreachable",
    hint: "This is a fault of Gapwise, not of the input: please report what was asked. Open the pack again to go on.",
  });
});

test("without workers, the pack is opened again after a trap", async (t) => {
  const remote = await connect(engine.save());
  t.after(() => remote.close());
  await assert.rejects(remote.suggest("trap"), { code: "engine-trap" });
  assert.deepEqual(await remote.maps(), engine.maps());
});
