/** Texts that mean harm go through the engine unchanged, as text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import * as small from "./small.mjs";

await init();

const texts = [
  ["markup", '<img src=x onerror="alert(1)"><script>alert(2)</script>'],
  ["half of an emoji", "exit \ud83c tickets".toWellFormed?.() ?? "exit \ufffd tickets"],
  ["a change of direction", "exit \u202e stekcit \u202c tickets"],
  ["zeros and controls", "exit \u0000\u0007\u001b[31m tickets"],
  ["a heap of accents", `e${"\u0301".repeat(2000)}xit tickets`],
  ["a megabyte", "exit tickets <b> ".repeat(62_500)],
];

for (const [what, description] of texts) {
  test(`${what}: shown as it was written`, () => {
    const engine = Gapwise.build(small.input({ ...small.tickets, description }));
    assert.equal(engine.resource(small.tickets.id).description, description);
  });

  test(`${what}: found, and its highlights are its own words`, () => {
    const engine = Gapwise.build(small.input({ ...small.tickets, description }));
    const [{ snippets }] = engine.search({ text: "tickets", complete: true }).hits;
    const words = snippets.flatMap(({ text, highlights }) => highlights.map(([start, end]) => text.slice(start, end)));
    assert.deepEqual([...new Set(words)], ["tickets"]);
  });

  test(`${what}: as a search, answered`, () => {
    const engine = Gapwise.build(small.input());
    assert.equal(typeof engine.search({ text: description }).total, "number");
  });

  test(`${what}: as a text to tag, its spans are its own words`, () => {
    const engine = Gapwise.build(small.input());
    const spans = engine.tag({ description }).flatMap(({ evidence }) => evidence);
    assert.deepEqual(
      spans.map(({ start, end }) => description.slice(start, end)),
      spans.map(({ text }) => text),
    );
  });
}

for (const id of [
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "file:///etc/passwd",
]) {
  test(`${JSON.stringify(id)} is refused as an address`, () => {
    assert.throws(() => Gapwise.build(small.input({ ...small.tickets, id })), { code: "resource-refused-address" });
  });
}
