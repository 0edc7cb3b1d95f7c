/** A curator's work on an open pack: decisions, what to decide next, resources that come and go. */
import "./trapping.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import { connect } from "gapwise/worker";
import { pack } from "./shipped.mjs";
import * as small from "./small.mjs";

await init();
const opened = () => Gapwise.build(small.input());
const tagsOf = (engine, id) =>
  engine.resource(id).tags.map(({ competency, source, status }) => [competency, source, status]);
const { id } = small.tickets;

test("a decision holds at once, is kept in the pack, and can be taken back", () => {
  const engine = opened();
  const before = tagsOf(engine, id);
  assert.deepEqual(before, [["1a", "tagger", "proposed"]]);
  assert.equal(
    engine.review(id, "1a", "rejected", { note: "about another thing", by: "me", at: "2026-11-22" }),
    undefined,
  );
  assert.deepEqual(tagsOf(engine, id), []);
  engine.review(id, "1b", "added");
  assert.deepEqual(tagsOf(engine, id), [["1b", "curator", "accepted"]]);
  assert.equal(engine.coverage().rows.find(({ competency }) => competency === "1a").total, 0);
  assert.deepEqual(tagsOf(Gapwise.open(engine.save()), id), [["1b", "curator", "accepted"]]);
  assert.equal(engine.review(id, "1a").verdict, "rejected");
  engine.review(id, "1b");
  assert.deepEqual(tagsOf(engine, id), before);
});

test("decisions are taken along as lines, and hold when the catalogue is tagged again", () => {
  const engine = opened();
  engine.review(id, "1a", "rejected", { note: "no" });
  const lines = engine.decisions();
  assert.deepEqual(JSON.parse(lines), { resource: id, competency: "tickets", verdict: "rejected", note: "no" });
  const other = opened();
  other.decide(lines);
  assert.deepEqual(tagsOf(other, id), []);
  assert.equal(other.decisions(), lines);
  other.decide("");
  assert.deepEqual(tagsOf(other, id), tagsOf(opened(), id));
  assert.throws(() => other.decide("{"), { code: "decision-unreadable", path: "line 1" });
});

test("a decision on what is not there is refused", () => {
  assert.throws(() => opened().review("nowhere", "1a", "accepted"), { code: "resource-unknown" });
  assert.throws(() => opened().review(id, "9z", "accepted"), { code: "competency-unknown" });
  assert.throws(() => opened().review(id, "1a", "perhaps"), { code: "bad-request" });
});

test("the queue asks the uncertain first and nothing twice", () => {
  const engine = Gapwise.open(pack);
  const queue = engine.reviewQueue(20);
  assert.equal(queue.length, 20);
  for (const [at, { uncertainty, tag, statement }] of queue.entries()) {
    assert.ok(uncertainty > 0 && uncertainty <= 1);
    assert.ok(tag.because && statement);
    assert.ok(at === 0 || uncertainty <= queue[at - 1].uncertainty + 0.1);
  }
  const [first] = queue;
  engine.review(first.resource, first.tag.competency, "rejected");
  const asked = engine.reviewQueue(1000).map(({ resource, tag }) => `${resource} ${tag.competency}`);
  assert.ok(!asked.includes(`${first.resource} ${first.tag.competency}`));
  assert.equal(new Set(asked).size, asked.length);
});

test("the same text elsewhere is found, and shown beside what waits for a decision", () => {
  const description =
    "Check understanding at the end of every lesson with an exit ticket and plan the next lesson from it.";
  const [one, other] = [1, 2].map((at) => ({
    ...small.tickets,
    id: `https://example.org/${at}`,
    name: `Page ${at}`,
    description,
  }));
  other.description = description.replace("every lesson", "every single lesson");
  const engine = Gapwise.build(small.input(one, other, small.routines));
  const [near, ...more] = engine.nearDuplicates(one.id);
  assert.deepEqual([near.resource, near.name, near.field, more], [other.id, other.name, "description", []]);
  assert.ok(near.share >= 0.6 && near.share < 1);
  assert.deepEqual(engine.nearDuplicates(small.routines.id), []);
  assert.throws(() => engine.nearDuplicates("nowhere"), { code: "resource-unknown" });
  const [asked] = engine.reviewQueue(10).filter(({ resource }) => resource === one.id);
  if (asked) assert.deepEqual(asked.nearDuplicates, [near]);
  engine.remove([other.id]);
  assert.deepEqual(engine.nearDuplicates(one.id), []);
});

test("a new edition of the map takes the place of the old one", () => {
  const engine = opened();
  const map = small.map();
  const item = map.CFItems.find(({ humanCodingScheme }) => humanCodingScheme === "1a");
  item.fullStatement = "Plan school trips with care.";
  assert.deepEqual(engine.revise(map), [id]);
  assert.deepEqual(tagsOf(engine, id), []);
  assert.deepEqual(engine.revise(small.map()), [id]);
  assert.deepEqual(tagsOf(engine, id), tagsOf(opened(), id));
  assert.throws(() => engine.revise(small.map("another")), { code: "map-unknown" });
  assert.throws(() => engine.revise("{"), { name: "GapwiseError" });
});

test("resources come and go", () => {
  const engine = opened();
  const added = { ...small.tickets, id: "https://example.org/new", name: "Exit tickets, again" };
  assert.equal(engine.add([added]), 0);
  assert.deepEqual(tagsOf(engine, added.id), [["1a", "tagger", "proposed"]]);
  assert.ok(engine.search({ text: "again" }).hits.some(({ resource }) => resource.id === added.id));
  assert.equal(engine.add(JSON.stringify({ ...added, name: "Exit tickets, once more" })), 1);
  assert.equal(engine.resource(added.id).name, "Exit tickets, once more");
  assert.equal(engine.remove([added.id, "nowhere"]), 1);
  assert.equal(engine.resource(added.id), undefined);
  assert.throws(() => engine.add("{"), { path: /line 1/ });
});

test("what was changed is there again after a trap", async (t) => {
  const remote = await connect(opened().save());
  t.after(() => remote.close());
  await remote.review(id, "1a", "rejected");
  await remote.add([{ ...small.tickets, id: "https://example.org/new" }]);
  await assert.rejects(remote.suggest("trap"), { code: "engine-trap" });
  assert.deepEqual((await remote.resource(id)).tags, []);
  assert.ok(await remote.resource("https://example.org/new"));
});
