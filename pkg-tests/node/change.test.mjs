/** Resources come and go in an open pack. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import * as small from "./small.mjs";

await init();

const found = (engine, text) => engine.search({ text, complete: true }).hits.map(({ resource }) => resource.id);
const poster = { ...small.tickets, id: "https://example.org/poster", name: "A poster of tickets" };

test("what is added is found, and what is removed is not", () => {
  const engine = Gapwise.build(small.input());
  assert.equal(engine.add([poster]), 0);
  assert.deepEqual(found(engine, "poster"), [poster.id]);
  assert.equal(engine.add(JSON.stringify({ ...poster, name: "A card of tickets" })), 1);
  assert.deepEqual(found(engine, "poster"), []);
  assert.equal(engine.remove([poster.id, "unknown"]), 1);
  assert.deepEqual(found(engine, "card"), []);
  engine.free();
});

test("what was changed is saved", () => {
  const engine = Gapwise.build(small.input());
  engine.add([poster]);
  const again = Gapwise.open(engine.save());
  assert.deepEqual(again.search({ text: "tickets" }), engine.search({ text: "tickets" }));
  assert.deepEqual(again.resource(poster.id), engine.resource(poster.id));
  engine.free();
  again.free();
});

test("one that cannot be used changes nothing", () => {
  const engine = Gapwise.build(small.input());
  const before = engine.save();
  assert.throws(() => engine.add([poster, { id: "https://example.org/x" }]), { name: "GapwiseError" });
  assert.deepEqual(engine.save(), before);
  engine.free();
});
