/**
 * `node run.mjs search|plan|tag [--quick] [--out FOLDER] [--engine release|dev] [--date YYYY-MM-DD]`, which
 * `cargo xtask bench` calls once all is built. Writes NAME.md, NAME.svg and NAME.json and prints the table.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadFile, root } from "./corpus.mjs";
import { circumstances, write } from "./report.mjs";
import { work } from "./stage.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    resume: { type: "boolean", default: false },
    out: { type: "string", default: join(root, "pkg-tests/bench/reports") },
    engine: { type: "string", default: "release" },
    date: { type: "string", default: new Date().toISOString().slice(0, 10) },
  },
});
const [name] = positionals;
const { quick, resume, engine: profile, date } = values;

const started = performance.now();
const note = (text) => console.error(`    ${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);

if (!quick && name !== "plan" && !existsSync(loadFile)) {
  console.error(
    "the records of ../shared/data/load are needed\n  what to do: set GAPWISE_DATA to the folder that has load/oer-26k.jsonl, or measure with --quick",
  );
  process.exit(1);
}

const { measure } = await import(`./${name}.mjs`);
const { report, versions } = await import(`./${name}-report.mjs`);
const raw = await measure({ quick, note, keep: keeping() });
const about = { ...circumstances({ date, profile, chromium: raw.chromium }), peers: versions() };
const remark = [
  quick && "A quick run, to see that it works: its figures say little.",
  profile !== "release" &&
    "Measured with the engine of daily work: the one that ships is smaller and may be slower or faster.",
].filter(Boolean);
const { markdown, chart } = report({ ...raw, remark: remark.join(" ") }, about);
write(values.out, name, { markdown, chart, raw: { ...about, quick, ...raw } });
console.log(markdown);
note(`written to ${name}.md, ${name}.svg and ${name}.json`);

/** Parts of a run that was broken off, for `--resume`: of the same engine, on the same day. */
function keeping() {
  const wasm = readFileSync(join(root, "pkg/wasm/gapwise_bg.wasm"));
  const key = createHash("sha256").update(wasm).update(`${name} ${quick} ${date}`).digest("hex").slice(0, 16);
  const folder = join(work, "parts", key);
  if (!resume) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = (part) => join(folder, `${part}.json`);
  return {
    load: (part) => (existsSync(file(part)) ? JSON.parse(readFileSync(file(part), "utf8")) : undefined),
    save(part, value) {
      writeFileSync(file(part), JSON.stringify(value));
      return value;
    },
  };
}
