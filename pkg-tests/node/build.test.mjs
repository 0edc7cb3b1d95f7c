/** Building packs where there is no command line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import { content, pack } from "./shipped.mjs";
import * as small from "./small.mjs";

await init();

test("the shipped content gives the pack that the native command line wrote, byte for byte", async () => {
  const folders = ["maps", "roles", "crosswalks", "catalog"];
  const [maps, roles, crosswalks, catalogs] = await Promise.all(folders.map(content));
  const built = Gapwise.build({ maps, roles, crosswalks, resources: catalogs.join("") }).save();
  assert.equal(Buffer.compare(built, pack), 0);
});

test("progress goes up to the end", () => {
  const steps = [];
  Gapwise.build(small.input(), (done, total) => steps.push([done, total]));
  const [done, total] = steps.at(-1);
  assert.equal(done, total);
});

test("what the progress function throws comes out", () => {
  const stop = new Error("stop");
  assert.throws(
    () =>
      Gapwise.build(small.input(), () => {
        throw stop;
      }),
    (thrown) => thrown === stop,
  );
});

test("a resource line that is not JSON is named by its number", () => {
  assert.throws(() => Gapwise.build({ ...small.input(), resources: `${small.lines(small.tickets)}{"id":` }), {
    name: "GapwiseError",
    code: "resource-not-json",
    path: "resources: line 2",
  });
});

test("an address that is not on the web is refused", () => {
  const hostile = { ...small.tickets, id: "javascript:alert(1)" };
  assert.throws(() => Gapwise.build(small.input(hostile)), {
    name: "GapwiseError",
    code: "resource-refused-address",
  });
});
