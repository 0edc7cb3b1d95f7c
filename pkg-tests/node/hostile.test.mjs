/** Texts that mean harm go through the engine unchanged, as text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import * as small from "./small.mjs";

await init();

const texts = [
  ["markup", '<img src=x onerror="alert(1)"> exit tickets <script>alert(2)</script>'],
  ["a change of direction", "\u202e exit tickets \u202c"],
  ["zeros and controls", "\u0000\u0007\u001b[31m exit tickets"],
  ["a heap of accents", `e${"\u0301".repeat(2000)} exit tickets`],
  ["a megabyte", `exit tickets${" <b>".repeat(250_000)}`],
];

for (const [what, description] of texts) {
  const engine = Gapwise.build(small.input({ ...small.tickets, description }));

  test(`${what} is shown as it was written`, () => {
    assert.equal(engine.resource(small.tickets.id).description, description);
  });

  test(`${what}: what is found in it are its own words`, () => {
    const [{ snippets }] = engine.search({ text: "tickets", complete: true }).hits;
    assert.deepEqual(
      snippets.map(({ field, text, highlights }) => [
        field,
        ...highlights.map(([start, end]) => text.slice(start, end)),
      ]),
      [
        ["name", "tickets"],
        ["description", "tickets"],
      ],
    );
  });

  test(`${what} can be searched for`, () => {
    assert.deepEqual(
      engine.search({ text: description, complete: true }).hits.map(({ resource }) => resource.id),
      [small.tickets.id],
    );
  });

  test(`${what} can be tagged, with its own words as evidence`, () => {
    const [{ evidence }] = engine.tag({ description });
    assert.deepEqual(
      evidence.map(({ start, end }) => description.slice(start, end)),
      ["exit tickets"],
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
