/** What is known about a teacher, kept as a value and merged from several devices. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import init, { Learner } from "gapwise";

await init();

const rated = (id, level) => ({ id, competency: "1a", kind: "selfAssessment", level, date: "2026-11-22" });
const wanted = (id, target) => ({ id, competency: "1a", target, owner: "teacher", weight: 1 });
const empty = () => Learner.create("small-map");

test("of somebody new nothing is known", () => {
  assert.deepEqual(empty().toJSON(), {
    format: "gapwise-learner",
    version: 1,
    map: "small-map",
    evidence: [],
    goals: [],
  });
});

test("evidence is recorded", () => {
  assert.deepEqual(empty().record(rated("a", 2)).toJSON().evidence, [rated("a", 2)]);
});

test("evidence with the same id is replaced", () => {
  assert.deepEqual(empty().record(rated("a", 3)).record(rated("a", 2)).toJSON().evidence, [rated("a", 2)]);
});

test("a goal is set", () => {
  assert.deepEqual(empty().goal(wanted("g", 3)).toJSON().goals, [wanted("g", 3)]);
});

test("what was handed out does not change with the learner", () => {
  const learner = empty();
  const before = learner.toJSON();
  learner.record(rated("a", 2));
  assert.deepEqual(before.evidence, []);
});

test("what was recorded does not change with the object that was handed in", () => {
  const evidence = rated("a", 2);
  const learner = empty().record(evidence);
  evidence.level = 4;
  assert.deepEqual(learner.toJSON().evidence, [rated("a", 2)]);
});

describe("JSON", () => {
  const learner = empty().record(rated("a", 2)).goal(wanted("g", 3));

  test("comes back from an object", () => {
    assert.deepEqual(Learner.from(learner.toJSON()).toJSON(), learner.toJSON());
  });

  test("comes back from text", () => {
    assert.deepEqual(Learner.from(JSON.stringify(learner)).toJSON(), learner.toJSON());
  });

  test("that is not JSON is refused", () => {
    assert.throws(() => Learner.from("{"), { name: "GapwiseError", code: "learner-not-json" });
  });

  test("of something else is refused", () => {
    assert.throws(() => Learner.from("{}"), { name: "GapwiseError", code: "bad-request" });
  });
});

describe("merging", () => {
  const phone = empty().record(rated("a", 1)).record(rated("b", 2)).goal(wanted("g", 3));
  const laptop = empty().record(rated("a", 3)).goal(wanted("g", 2)).goal(wanted("h", 4));
  const school = empty().record(rated("a", 2)).record(rated("c", 4)).goal(wanted("h", 1));
  const merged = (a, b) => Learner.merge(a, b).toJSON();

  test("keeps what either knows, once", () => {
    assert.deepEqual(merged(phone, school).evidence, [rated("a", 2), rated("b", 2), rated("c", 4)]);
  });

  test("is the same in either order", () => {
    assert.deepEqual(merged(phone, laptop), merged(laptop, phone));
  });

  test("is the same in any grouping", () => {
    assert.deepEqual(merged(Learner.merge(phone, laptop), school), merged(phone, Learner.merge(laptop, school)));
  });

  test("with oneself changes nothing", () => {
    assert.deepEqual(merged(phone, phone), phone.toJSON());
  });

  test("with somebody new changes nothing", () => {
    assert.deepEqual(merged(phone, empty()), phone.toJSON());
  });

  test("of two maps is refused", () => {
    assert.throws(() => Learner.merge(phone, Learner.create("other-map")), {
      name: "GapwiseError",
      code: "learner-other-map",
    });
  });
});
