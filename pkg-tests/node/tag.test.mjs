/** Tagging a text, with the spans that speak for each tag. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import * as small from "./small.mjs";

await init();
const engine = Gapwise.build(small.input());

/** What the spans of the tags of a text cut out of it. */
const cut = (text) =>
  engine.tag(text).flatMap(({ evidence }) => evidence.map(({ field, start, end }) => text[field].slice(start, end)));
/** What the tags of a text say the spans are. */
const said = (text) => engine.tag(text).flatMap(({ evidence }) => evidence.map((span) => span.text));

test("a text is tagged with what it is about, surest first", () => {
  assert.equal(engine.tag({ name: "Classroom routines" })[0].competency, "1b");
});

test("spans cut their words out of the text", () => {
  const text = { name: "Exit tickets", description: "Check understanding, then teach classroom routines." };
  assert.deepEqual(cut(text), said(text));
});

test("spans after an emoji count as JavaScript does", () => {
  const text = { name: "🎟️👩🏽‍🏫 Exit tickets", description: "🎉 Check understanding with exit tickets 🎟️ at the end." };
  assert.deepEqual(cut(text), said(text));
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
