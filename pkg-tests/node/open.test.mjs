/** Opening and saving packs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import { pack } from "./shipped.mjs";
import * as small from "./small.mjs";

await init();
const bytes = Gapwise.build(small.input()).save();

/** All that an error tells. */
function refused(call) {
  try {
    call();
  } catch ({ name, code, path, message, hint }) {
    return { name, code, path, message, hint };
  }
  assert.fail("nothing was thrown");
}

const again = "Fetch or build the pack again; the copy at hand is incomplete or changed.";

test("the shipped pack is saved as it was opened", () => {
  assert.deepEqual(Gapwise.open(pack).save(), pack);
});

test("a pack that was built is saved as it opens", () => {
  assert.deepEqual(Gapwise.open(bytes).save(), bytes);
});

test("opening leaves the bytes as they are", () => {
  const own = bytes.slice();
  Gapwise.open(own);
  assert.deepEqual(own, bytes);
});

test("an empty pack", () => {
  assert.deepEqual(
    refused(() => Gapwise.open(new Uint8Array(0))),
    { name: "GapwiseError", code: "pack-empty", path: undefined, message: "the pack is empty (0 bytes)", hint: again },
  );
});

test("a file that is not a pack", () => {
  assert.deepEqual(
    refused(() => Gapwise.open(new TextEncoder().encode("<!doctype html>"))),
    {
      name: "GapwiseError",
      code: "pack-not-a-pack",
      path: undefined,
      message: "this is not a Gapwise pack: it does not start as one",
      hint: "Give a .gwpack file, as written by `gapwise build`.",
    },
  );
});

test("a pack without its end", () => {
  const cut = bytes.length - 100;
  assert.deepEqual(
    refused(() => Gapwise.open(bytes.subarray(0, cut))),
    {
      name: "GapwiseError",
      code: "pack-truncated",
      path: `byte ${cut}`,
      message: `the pack is cut off: ${bytes.length} bytes expected, ${cut} found`,
      hint: again,
    },
  );
});

test("a pack of a later format", () => {
  const newer = bytes.slice();
  newer[8] = 5;
  assert.deepEqual(
    refused(() => Gapwise.open(newer)),
    {
      name: "GapwiseError",
      code: "pack-newer",
      path: undefined,
      message: "the pack has format version 5; this Gapwise reads version 4",
      hint: "Update Gapwise, or build the pack again with the version at hand.",
    },
  );
});

test("a pack of an earlier format", () => {
  const older = bytes.slice();
  older[8] = 3;
  assert.deepEqual(
    refused(() => Gapwise.open(older)),
    {
      name: "GapwiseError",
      code: "pack-older",
      path: undefined,
      message: "the pack has format version 3; this Gapwise reads version 4",
      hint: "Build the pack again with this version of Gapwise.",
    },
  );
});

test("a small pack says what was left out of it", () => {
  const parts = ["text", "evidence", "other-maps", "notes"];
  const engine = Gapwise.open(Gapwise.build({ ...small.input(), without: parts }).save());
  const whole = Gapwise.open(bytes);
  const { version, ...rest } = engine.info();
  assert.match(version, /^[0-9a-f]{16}$/);
  assert.deepEqual(rest, { resources: whole.info().resources, maps: ["small-map"], without: parts });
  assert.deepEqual(whole.info().without, []);
  assert.equal(engine.search({ text: "exit tickets" }).total, whole.search({ text: "exit tickets" }).total);
  engine.add([{ id: "new", name: "New" }]);
  assert.equal(engine.info().version, undefined);
});

test("a bit that has flipped, wherever it is", () => {
  const unnoticed = [];
  for (let at = 0; at < bytes.length; at += 61) {
    const flipped = bytes.slice();
    flipped[at] ^= 1 << (at % 8);
    const { code } = refused(() => Gapwise.open(flipped));
    if (!/^pack-(damaged|truncated|newer|not-a-pack)$/.test(code)) unnoticed.push([at, code]);
  }
  assert.deepEqual(unnoticed, []);
});

test("a map that the pack does not hold", () => {
  assert.deepEqual(
    refused(() => Gapwise.open(bytes).map("other-map")),
    {
      name: "GapwiseError",
      code: "map-unknown",
      path: undefined,
      message: "the pack holds no map `other-map`; it has: small-map",
      hint: "Use one of the maps of the pack.",
    },
  );
});

test("a request of another shape", () => {
  assert.equal(refused(() => Gapwise.open(bytes).search({ sort: "newest" })).code, "bad-request");
  const filters = { publisher: Array.from({ length: 1000 }, (_, at) => ({ at })) };
  const long = refused(() => Gapwise.open(bytes).search({ filters }));
  assert.equal(long.code, "bad-request");
  assert.ok(long.message.length < 300, long.message);
});

test("a pack that was given back", () => {
  const engine = Gapwise.open(bytes);
  engine.free();
  assert.deepEqual(
    refused(() => engine.maps()),
    {
      name: "GapwiseError",
      code: "engine-closed",
      path: undefined,
      message: "The pack was given back by free().",
      hint: "Open it again to go on.",
    },
  );
});
