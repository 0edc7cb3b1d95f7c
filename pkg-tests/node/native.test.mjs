/** The engine in WebAssembly and the native command line give the same answers, down to the last digit. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import init, { Gapwise, Learner } from "gapwise";
import { asJson, content, gapwise, gapwiseJson, pack, packFile } from "./shipped.mjs";

await init();
const engine = Gapwise.open(pack);
const today = "2026-11-22";

const piece = (competency, level) => ({ id: competency, competency, kind: "selfAssessment", level, date: today });
const learner = Learner.create(engine.maps()[0].id)
  .record(piece("1a", 1))
  .record(piece("6a", 3))
  .record({ ...piece("6b", 2), kind: "observation", date: "2025-06-01" })
  .goal({ id: "goal", competency: "6c", target: 4, owner: "school", weight: 2 })
  .toJSON();

let folder;
let learnerFile;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "gapwise-"));
  learnerFile = join(folder, "learner.json");
  await writeFile(learnerFile, JSON.stringify(learner));
});
after(() => rm(folder, { recursive: true }));

test("gaps", async () => {
  assert.deepEqual(
    asJson(engine.gaps(learner, { today })),
    await gapwiseJson("gaps", "--pack", packFile, "--learner", learnerFile, "--today", today),
  );
});

for (const { id } of engine.roles()) {
  test(`gaps for the role ${id}`, async () => {
    assert.deepEqual(
      asJson(engine.gaps(learner, { today, role: id })),
      await gapwiseJson("gaps", "--pack", packFile, "--learner", learnerFile, "--today", today, "--role", id),
    );
  });
}

for (const [minutesPerWeek, weeks] of [
  [120, 1],
  [45, 6],
]) {
  test(`a plan of ${weeks} × ${minutesPerWeek} minutes`, async () => {
    assert.deepEqual(
      asJson(engine.plan(learner, { minutesPerWeek, weeks, today })),
      await gapwiseJson(
        ...["plan", "--pack", packFile, "--learner", learnerFile, "--today", today],
        ...["--minutes", minutesPerWeek, "--weeks", weeks].map(String),
      ),
    );
  });
}

test("a plan of what is free and in English", async () => {
  assert.deepEqual(
    asJson(engine.plan(learner, { minutesPerWeek: 90, weeks: 2, today, only: { free: true, languages: ["en"] } })),
    await gapwiseJson(
      ...["plan", "--pack", packFile, "--learner", learnerFile, "--today", today],
      ...["--minutes", "90", "--weeks", "2", "--only", "free,lang=en"],
    ),
  );
});

test("coverage", async () => {
  assert.deepEqual(asJson(engine.coverage({ min: 1 })), await gapwiseJson("coverage", "--pack", packFile));
});

// The shipped texts hold no character outside the basic plane: offsets in characters and in UTF-16 are the same.
for (const text of ["formative assessment", '"exit tickets" -science', "clasroom managment", "déjà vu 🎟️"]) {
  test(`a search for ${text}`, async () => {
    assert.deepEqual(
      asJson(engine.search({ text, complete: true, limit: 10 })),
      await gapwiseJson("search", "--pack", packFile, text),
    );
  });
}

test("a search that is filtered", async () => {
  assert.deepEqual(
    asJson(engine.search({ filters: { competency: ["6"], minutes: ["0-15", "16-30"] }, complete: true, limit: 10 })),
    await gapwiseJson(
      ...["search", "--pack", packFile, "--filter", "competency=6"],
      ...["--filter", "minutes=0-15", "--filter", "minutes=16-30"],
    ),
  );
});

test("tags of a catalogue", async () => {
  const [map] = await content("maps");
  const [catalog] = await content("catalog");
  const mapFile = join(folder, "map.json");
  const catalogFile = join(folder, "catalog.jsonl");
  await writeFile(mapFile, map);
  await writeFile(catalogFile, catalog);
  const own = Gapwise.build({ maps: [map], resources: catalog, withoutTags: true });
  const tagged = catalog
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ id, name, description, text, keywords }) => ({
      id,
      tags: own
        .tag({ name, description, text, keywords }, { top: 5 })
        .map(({ competency, score, evidence }) => ({ competency, score, evidence })),
    }));
  const lines = (await gapwise("tag", "--map", mapFile, catalogFile)).trimEnd().split("\n");
  assert.deepEqual(
    asJson(tagged),
    lines.map((line) => JSON.parse(line)),
  );
});
