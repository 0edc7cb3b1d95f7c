/** Tagging a text, with the spans that speak for each tag. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import * as small from "./small.mjs";

await init();
const engine = Gapwise.build(small.input());

/** The spans of all tags of a text: what they cut out of it, and what they say that is. */
const spans = (text) =>
  engine
    .tag(text)
    .flatMap(({ evidence }) => evidence.map((span) => [text[span.field].slice(span.start, span.end), span.text]));

test("a tag says what, how surely, and why", () => {
  assert.deepEqual(engine.tag({ name: "Classroom routines" }), [
    {
      competency: "1b",
      label: "Teach classroom routines until they run by themselves.",
      score: 0.999839868,
      source: "tagger",
      status: "proposed",
      evidence: [{ field: "name", start: 0, end: 18, text: "Classroom routines" }],
      because: "names “Classroom routines” in the title",
    },
  ]);
});

test("spans cut their words out of the text", () => {
  assert.deepEqual(spans({ name: "Exit tickets", description: "Check understanding in every lesson." }), [
    ["Exit tickets", "Exit tickets"],
    ["Check understanding", "Check understanding"],
  ]);
});

test("spans after an emoji count as JavaScript does", () => {
  assert.deepEqual(spans({ description: "👩🏽‍🏫 Exit tickets 🎟️ at the end." }), [["Exit tickets", "Exit tickets"]]);
});

test("half of an emoji moves no span", () => {
  assert.deepEqual(spans({ description: "\ud83c Exit tickets" }), [["Exit tickets", "Exit tickets"]]);
});

test("there is evidence for every tag", () => {
  assert.deepEqual(
    engine.tag({ name: "Exit tickets" }).filter(({ evidence }) => evidence.length === 0),
    [],
  );
});

test("no more tags than asked for", () => {
  assert.equal(engine.tag({ name: "Exit tickets and classroom routines" }, { top: 1 }).length, 1);
});

test("top 0 ranks every leaf of the map", () => {
  const codes = engine.tag({ name: "Exit tickets" }, { top: 0 }).map(({ competency }) => competency);
  assert.deepEqual(codes.sort(), ["1a", "1b"]);
});

test("a text about nothing of the map has no tag", () => {
  assert.deepEqual(engine.tag({ name: "Zebra" }), []);
});
