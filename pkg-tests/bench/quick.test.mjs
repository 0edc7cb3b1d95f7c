/** The benchmarks still run, every engine answers, and the reports say what was measured. Their figures do not count. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const script = fileURLToPath(new URL("run.mjs", import.meta.url));

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "gapwise-"));
});
after(() => rm(folder, { recursive: true }));

/** Runs a benchmark: the report that it prints and keeps, the figures, the chart. */
async function quick(name) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    name,
    "--quick",
    "--engine",
    "dev",
    "--out",
    folder,
  ]);
  const [markdown, json, svg] = await Promise.all(
    ["md", "json", "svg"].map((ending) => readFile(join(folder, `${name}.${ending}`), "utf8")),
  );
  assert.equal(stdout, markdown);
  assert.match(svg, /^<svg .*<\/svg>\n$/s);
  return { markdown, ...JSON.parse(json) };
}

test("search: every engine builds, opens and answers each kind of query that it knows", async () => {
  const { engines, sizes } = await quick("search");
  for (const { id, kinds } of engines) {
    const own = sizes[0].results[id];
    assert.equal(own.out, undefined, `${id}: ${own.out}`);
    assert.deepEqual(Object.keys(own.ask), kinds, id);
    for (const [kind, { each, meanHits }] of Object.entries(own.ask)) {
      assert.ok(each.length > 0 && meanHits > 0, `${id} finds nothing (${kind})`);
    }
  }
});

test("plan: every learner gets a plan, and so does the plain greedy", async () => {
  const { sizes } = await quick("plan");
  for (const { items, chosen, ratio } of sizes[0].runs) assert.ok(items > 0 && chosen > 0 && ratio > 0.5 && ratio <= 1);
});

test("tag: all texts are read, and giving up works", async () => {
  const { load } = await quick("tag");
  const [all, stopped] = load;
  assert.equal(all.reached, all.records);
  assert.ok(all.tagged > 0);
  assert.equal(stopped.error, "AbortError");
  assert.ok(stopped.reached < stopped.records);
});
