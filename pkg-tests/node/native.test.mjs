/** The engine in WebAssembly and the native command line give the same answers, down to the last digit. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import init, { Gapwise } from "gapwise";
import { asJson, content, gapwise, gapwiseJson, pack, packFile, root } from "./shipped.mjs";

await init();
const engine = Gapwise.open(pack);
const today = "2026-11-22";

/** The sample learners that ship: file and data. */
const learners = await Promise.all(
  (await readdir(join(root, "content/learners"))).sort().map(async (name) => {
    const file = join(root, "content/learners", name);
    return { name, file, data: JSON.parse(await readFile(file, "utf8")) };
  }),
);
const [first] = learners;

for (const { name, file, data } of learners) {
  const asked = ["--pack", packFile, "--learner", file, "--today", today];

  test(`gaps of ${name}`, async () => {
    assert.deepEqual(asJson(engine.gaps(data, { today })), await gapwiseJson("gaps", ...asked));
  });

  test(`a plan for ${name}`, async () => {
    assert.deepEqual(
      asJson(engine.plan(data, { minutesPerWeek: 120, today })),
      await gapwiseJson("plan", ...asked, "--minutes", "120"),
    );
    assert.deepEqual(
      asJson(engine.plan(data, { minutesPerWeek: 90, weeks: 8, today, stopAt: 0 })),
      await gapwiseJson("plan", ...asked, "--minutes", "90", "--weeks", "8", "--fill"),
    );
  });
}

test("gaps in another role", async () => {
  assert.deepEqual(
    asJson(engine.gaps(first.data, { today, role: "mentor" })),
    await gapwiseJson("gaps", "--pack", packFile, "--learner", first.file, "--today", today, "--role", "mentor"),
  );
});

test("a plan over weeks, of what is free and in English", async () => {
  assert.deepEqual(
    asJson(engine.plan(first.data, { minutesPerWeek: 45, weeks: 6, today, only: { free: true, languages: ["en"] } })),
    await gapwiseJson(
      ...["plan", "--pack", packFile, "--learner", first.file, "--today", today],
      ...["--minutes", "45", "--weeks", "6", "--only", "free,lang=en"],
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

test("tags of a catalogue", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "gapwise-"));
  t.after(() => rm(folder, { recursive: true }));
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
        .map(({ competency, score, evidence, close }) => ({ competency, score, evidence, ...(close && { close }) })),
    }));
  const lines = (await gapwise("tag", "--map", mapFile, catalogFile)).trimEnd().split("\n");
  assert.deepEqual(
    asJson(tagged),
    lines.map((line) => JSON.parse(line)).map(({ id, tags }) => ({ id, tags })),
  );
});
