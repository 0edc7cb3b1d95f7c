/** Searching a catalogue. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import * as small from "./small.mjs";

await init();
const engine = Gapwise.build(small.input());
const found = (request) => engine.search(request).hits.map(({ resource }) => resource.id);

test("words find the resource that has them", () => {
  assert.deepEqual(found({ text: "tickets" }), [small.tickets.id]);
});

test("without words everything is shown, by name", () => {
  assert.deepEqual(found({}), [small.tickets.id, small.routines.id]);
});

test("a filter narrows", () => {
  assert.deepEqual(found({ filters: { kind: ["course"] } }), [small.routines.id]);
});

test("hits come in the order asked for", () => {
  assert.deepEqual(found({ sort: "minutes" }), [small.tickets.id, small.routines.id]);
});

test("offset and limit cut a page", () => {
  assert.deepEqual(found({ offset: 1, limit: 1 }), [small.routines.id]);
});

test("a facet counts its values", () => {
  assert.deepEqual(engine.search({ facets: ["kind"] }).facets, {
    kind: [
      { value: "article", label: "article", count: 1 },
      { value: "course", label: "course", count: 1 },
    ],
  });
});

test("a word that is being typed is finished", () => {
  assert.deepEqual(engine.suggest("routi"), ["routines"]);
});

test("a misspelt word finds what was meant", () => {
  assert.deepEqual(found({ text: "tikcets", complete: true }), [small.tickets.id]);
});

test("highlights cut the words found out of the snippet, after an emoji too", () => {
  const festive = Gapwise.build(small.input({ ...small.tickets, name: "🎟️ Exit tickets 👩🏽‍🏫 in class" }));
  const [{ text, highlights }] = festive.search({ text: "class tickets", complete: true }).hits[0].snippets;
  assert.deepEqual(
    highlights.map(([start, end]) => text.slice(start, end)),
    ["tickets", "class"],
  );
});

for (const [name, text, ...marked] of [
  ["🙂🙂 Feedback 🙂 feed", "feedback", "Feedback"],
  ["𠮷野家の授業", "授業", "授業"],
  ["教師の学習者中心", "学", "学"],
  ["🎓 مُعَلِّم الصف", "معلم", "مُعَلِّم"],
  ["🎓 שָׁלוֹם כיתה", "שלום", "שָׁלוֹם"],
  ["𝒜 Élève e\u0301leve", "eleve", "Élève", "e\u0301leve"],
  ["👩🏽‍🏫 การสอนภาษา", "สอน", "สอน"],
]) {
  test(`what ${text} finds in ${name} is marked where it stands, in UTF-16 code units`, () => {
    const engine = Gapwise.build(small.input({ ...small.tickets, name }));
    const [{ resource, snippets }] = engine.search({ text }).hits;
    assert.equal(resource.name, name);
    assert.deepEqual(
      snippets[0].highlights.map(([start, end]) => snippets[0].text.slice(start, end)),
      marked,
    );
  });
}

test("more words than are searched for are said to be too many", () => {
  const text = Array.from({ length: 100 }, (_, at) => `word${at}`).join(" ");
  assert.equal(engine.search({ text }).shortened, true);
  assert.equal(engine.search({ text: "tickets" }).shortened, undefined);
});

test("a resource is got by its id", () => {
  assert.equal(engine.resource(small.tickets.id).name, "Exit tickets in five minutes");
});

test("an id that no resource has gives undefined", () => {
  assert.equal(engine.resource("https://example.org/none"), undefined);
});

test("a field that is undefined is as if it were not there", () => {
  const request = { text: undefined, filters: undefined, facets: undefined, sort: undefined, limit: undefined };
  assert.deepEqual(engine.search(request), engine.search({}));
});

test("hits are the caller's own: what is done to them does not show in the next ones", () => {
  const rich = { ...small.tickets, keywords: ["exit"], audience: ["teacher"], educationalLevel: "K-5" };
  const engine = Gapwise.build(small.input(rich));
  const request = { text: "exit tickets", complete: true };
  const first = engine.search(request);
  const kept = structuredClone(first);
  for (const { resource } of first.hits) {
    resource.name = "Another";
    for (const part of objectsOf(resource)) {
      if (Array.isArray(part)) part.push("another");
      else part.another = true;
    }
  }
  const second = engine.search(request);
  assert.deepEqual(second, kept);
  assert.ok(second.hits[0].resource.tags.some(({ evidence }) => evidence.length > 0));
});

/** A value and all objects and lists in it. */
const objectsOf = (value) =>
  typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(objectsOf)] : [];
