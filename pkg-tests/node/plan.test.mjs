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

  test("a learner serves as well as its data", () => {
    assert.deepEqual(engine.gaps(Learner.from(beginner), { today }), engine.gaps(beginner, { today }));
  });

  test("a learner of another map is refused, with the place", () => {
    assert.throws(() => engine.gaps({ ...beginner, map: "other-map" }), {
      name: "GapwiseError",
      code: "learner-other-map",
      path: "map",
      message: "the learner is measured on the map `other-map`, which is not in this pack; it has: small-map",
      hint: "Open the pack that the learner file was made with, or bring the file to a map of this pack with `gapwise map carry`.",
    });
  });

  test("a learner is carried to a newer edition of the map", () => {
    const old = JSON.parse(small.input().maps[0]);
    old.CFItems[1].humanCodingScheme = "old-code";
    const learner = Learner.create("small-map");
    learner.record({ competency: "old-code", kind: "observation", level: 3, date: "2026-01-01" });
    const { learner: now, carried, left } = engine.carry(learner, { from: JSON.stringify(old) });
    assert.deepEqual(
      carried.map(({ from, to, way }) => ({ from, to, way })),
      [{ from: "old-code", to: [JSON.parse(small.input().maps[0]).CFItems[1].humanCodingScheme], way: "same" }],
    );
    assert.deepEqual(left, []);
    assert.doesNotThrow(() => engine.gaps(now, { today }));
    assert.throws(() => engine.carry(learner, { from: "{" }), { code: "map-not-json" });
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
  const chosen = (request) => planned(request).items.map(({ resource, locked }) => [resource, locked]);

  test("what closes the gap is chosen, and nothing else", () => {
    assert.deepEqual(chosen({}), [[small.routines.id, false]]);
  });

  test("titles come as they are, whatever they are written in", () => {
    const name = 'Routines “от” día 1 \\ "début": روتين 課 𠮷 👩🏽‍🏫 \u2028 é';
    const engine = Gapwise.build(small.input({ ...small.routines, name }));
    const [item] = engine.plan(beginner, { minutesPerWeek: 60, today }).items;
    assert.equal(item.name, name);
    assert.equal(item.name, engine.resource(small.routines.id).name);
  });

  test("what takes longer than there is time is not", () => {
    const { items, unfilled } = planned({ minutesPerWeek: 29 });
    assert.deepEqual(
      [items, unfilled.map(({ competency, reason }) => [competency, reason])],
      [[], [["1b", "tooLittleTime"]]],
    );
  });

  test("a course that is made of parts is planned part by part", () => {
    const course = { ...small.routines, timeRequired: "PT2H", "gapwise:parts": 4 };
    const divided = Gapwise.build(small.input(small.tickets, course));
    const { items } = divided.plan(beginner, { minutesPerWeek: 30, weeks: 2, today, stopAt: 0 });
    assert.deepEqual(
      items.map(({ resource, part, name, minutes, week }) => ({ resource, part, name, minutes, week })),
      [1, 2].map((number) => ({
        resource: `${course.id}#part-${number}`,
        part: { resource: course.id, number, of: 4 },
        name: `${course.name} (${number}/4)`,
        minutes: 30,
        week: number,
      })),
    );
    const { parts, minutes } = divided.resource(course.id);
    assert.deepEqual({ parts, minutes }, { parts: 4, minutes: 120 });
    const whole = divided.resource(course.id);
    assert.deepEqual(divided.resource(items[1].resource), {
      ...whole,
      id: items[1].resource,
      name: items[1].name,
      minutes: 30,
      parts: 1,
    });
    assert.equal(divided.resource(`${course.id}#part-5`), undefined);
    assert.equal(divided.resource(`${small.tickets.id}#part-1`), undefined);
  });

  test("a number of parts that cannot be is refused, with the line", () => {
    const course = { ...small.routines, "gapwise:parts": 0 };
    assert.throws(() => Gapwise.build(small.input(small.tickets, course)), /line 2.*gapwise:parts/);
  });

  test("what is locked comes first", () => {
    assert.deepEqual(chosen({ locked: [small.tickets.id] }), [
      [small.tickets.id, true],
      [small.routines.id, false],
    ]);
  });

  test("what is skipped leaves its gap open, and that is told", () => {
    const { items, unfilled } = planned({ skipped: [small.routines.id] });
    assert.deepEqual(
      [items, unfilled.map(({ messages, ...told }) => [told, messages.map(({ id }) => id)])],
      [
        [],
        [
          [
            {
              competency: "1b",
              label: "Teach classroom routines until they run by themselves.",
              remaining: 2.317,
              reason: "filteredOut",
              message: "Your choices leave out the only resource on 1b.",
              remedy: "To have “Routines from day one”: take it off the skipped ones.",
              resource: small.routines.id,
            },
            ["plan.leftOutOne", "plan.toHave"],
          ],
        ],
      ],
    );
  });

  test("what is closed is told for every item", () => {
    const [{ closes, gain, minutes }] = planned({}).items;
    assert.deepEqual(
      { closes, gain, minutes },
      {
        closes: [
          {
            competency: "1b",
            label: "Teach classroom routines until they run by themselves.",
            before: 2.317,
            after: 1.9467,
            closed: 0.3703,
          },
        ],
        gain: 0.3703,
        minutes: 30,
      },
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
