/** Gaps, playlists and coverage. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import init, { Gapwise, Learner } from "gapwise";
import * as small from "./small.mjs";

await init();
const engine = Gapwise.build(small.input());
const today = "2026-11-22";
const rated = (competency, level) => ({ id: competency, competency, kind: "selfAssessment", level, date: today });
const beginner = Learner.create("small-map").record(rated("1a", 4)).record(rated("1b", 0)).toJSON();

describe("gaps", () => {
  test("the largest comes first", () => {
    assert.deepEqual(
      engine.gaps(beginner, { today }).map(({ competency }) => competency),
      ["1b", "1a"],
    );
  });

  test("where no day is named, it is today", () => {
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
    assert.deepEqual(engine.gaps(beginner), engine.gaps(beginner, { today: day.join("-") }));
  });

  test("a learner of another map is refused, with the place", () => {
    assert.throws(() => engine.gaps({ ...beginner, map: "other-map" }), {
      name: "GapwiseError",
      code: "learner-other-map",
      path: "map",
      message: "the learner is measured on the map `other-map`, which is not in this pack; it has: small-map",
      hint: "Open the pack that the learner file was made with, or start a new learner for this map.",
    });
  });

  test("a learner file of a later version is refused", () => {
    assert.throws(() => engine.gaps({ ...beginner, version: 2 }), {
      name: "GapwiseError",
      code: "learner-newer-version",
    });
  });

  test("a competency that the map lacks is refused, with the place", () => {
    assert.throws(() => engine.gaps({ ...beginner, evidence: [rated("9z", 2)] }), {
      name: "GapwiseError",
      code: "learner-unknown-competency",
      path: "evidence[0].competency",
    });
  });

  test("a role that the map lacks is refused", () => {
    assert.throws(() => engine.gaps(beginner, { role: "pirate" }), { name: "GapwiseError", code: "role-unknown" });
  });
});

describe("plan", () => {
  const planned = (request) => engine.plan(beginner, { minutesPerWeek: 60, weeks: 1, today, ...request });

  test("what closes the gap is chosen first", () => {
    assert.equal(planned({}).items[0].resource, small.routines.id);
  });

  test("the budget is kept", () => {
    assert.deepEqual(
      planned({ minutesPerWeek: 20 }).items.filter(({ minutes }) => minutes > 20),
      [],
    );
  });

  test("what is locked is in it", () => {
    assert.ok(
      planned({ locked: [small.tickets.id] }).items.some((item) => item.resource === small.tickets.id && item.locked),
    );
  });

  test("what is skipped is not in it", () => {
    assert.ok(planned({ skipped: [small.routines.id] }).items.every((item) => item.resource !== small.routines.id));
  });

  test("a gap that cannot be closed is told with its reason", () => {
    assert.deepEqual(
      planned({ skipped: [small.routines.id] }).unfilled.map(({ competency }) => competency),
      ["1b"],
    );
  });

  test("no time at all is refused", () => {
    assert.throws(() => planned({ minutesPerWeek: -1 }), { name: "GapwiseError", code: "plan-out-of-range" });
  });
});

describe("coverage", () => {
  test("leaves with too few resources are thin", () => {
    const alone = Gapwise.build(small.input(small.tickets));
    assert.deepEqual(alone.coverage({ min: 1 }).thin, ["1b"]);
  });

  test("every competency has a row", () => {
    assert.deepEqual(
      engine.coverage().rows.map(({ competency }) => competency),
      ["1", "1a", "1b"],
    );
  });
});
