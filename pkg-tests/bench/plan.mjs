/** Plans over 10,000 and 100,000 tagged resources in headless Chromium, beside a plain greedy in JavaScript. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asLines, random, root, shipped } from "./corpus.mjs";
import { open as openStage, work } from "./stage.mjs";

const FULL = [
  { size: 10_000, learners: 60 },
  { size: 100_000, learners: 30 },
];
const QUICK = [{ size: 1_000, learners: 3 }];

export const TODAY = "2026-11-01";
const MAP = "content/maps/gapwise-intasc.json";

export async function measure({ quick, note, keep }) {
  const stage = await openStage("plan");
  try {
    const sizes = [];
    for (const { size, learners } of quick ? QUICK : FULL) {
      sizes.push(keep.load(`${size}`) ?? keep.save(`${size}`, await measureSize(stage, size, learners, note)));
    }
    return { chromium: stage.version, today: TODAY, sizes };
  } finally {
    await stage.close();
  }
}

async function measureSize(stage, size, count, note) {
  const address = pack(size, note);
  const page = await stage.page();
  try {
    const about = await page.call("start", [address], 300);
    note(`${size} resources: open in the page`);
    const { next } = random(size);
    const leaves = JSON.parse(readFileSync(join(root, MAP), "utf8"))
      .CFItems.map(({ humanCodingScheme: code }) => code)
      .filter((code) => /[a-z]/.test(code));
    const results = [];
    for (let at = 0; at <= count; at++) {
      results.push(await page.call("learner", [learner(about.map, leaves, at), TODAY, next()], 120));
      if (at % 10 === 0) note(`${size} resources: ${at} of ${count} learners`);
    }
    return { size, ...about, wasm: await page.call("wasmBytes"), first: results[0], runs: results.slice(1) };
  } finally {
    await page.close();
  }
}

/** A learner drawn from a seed: from 10 to 60 pieces of evidence of the last two years, up to three goals. */
function learner(map, leaves, seed) {
  const { below, pick } = random(1000 + seed);
  const day = () =>
    `${2025 + below(2)}-${String(1 + below(10)).padStart(2, "0")}-${String(1 + below(28)).padStart(2, "0")}`;
  const evidence = Array.from({ length: 10 + below(51) }, (_, at) => ({
    id: `e${at}`,
    competency: pick(leaves),
    kind: pick(["selfAssessment", "selfAssessment", "observation", "assessment"]),
    level: below(9) / 2,
    date: day(),
  }));
  const goals = Array.from({ length: below(4) }, (_, at) => ({
    id: `g${at}`,
    competency: pick(leaves),
    target: 3 + below(2),
    owner: pick(["teacher", "school", "district"]),
    weight: 1 + below(2),
  }));
  return { format: "gapwise-learner", version: 1, map, evidence, goals };
}

export const INSTANCE =
  "resources made of the shipped catalogue (seed 3): the first half of one title's words and the second half of " +
  "another's, every other sentence of the two descriptions, and a third one's minutes, level, kind, content role, " +
  "publisher and price; tagged by the shipped tagger against the shipped map";

/** The pack of so many resources, built natively once. */
function pack(size, note) {
  const folder = join(work, "plan");
  const file = join(folder, `${size}.gwpack`);
  const lines = asLines(catalogue(size));
  const source = join(folder, `${size}.jsonl`);
  const command = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/gapwise");
  mkdirSync(folder, { recursive: true });
  note(`${size} resources: the pack`);
  writeFileSync(source, lines);
  execFileSync(command, ["build", "--map", join(root, MAP), "--catalog", source, "-o", file], { stdio: "ignore" });
  return `/work/plan/${size}.gwpack`;
}

function catalogue(size) {
  const all = shipped();
  const { pick } = random(3);
  return Array.from({ length: size }, (_, at) => {
    const [first, second, third] = [pick(all), pick(all), pick(all)];
    const words = [first, second].map(({ name }) => name.split(/\s+/));
    const sentences = [first, second].map(({ description = "" }) => description.split(/(?<=[.!?])\s+/));
    const half = (list, odd) => list.filter((_, place) => place % 2 === odd);
    return {
      ...third,
      // They would name what is not here.
      teaches: undefined,
      coursePrerequisites: undefined,
      id: `urn:resampled:${at}`,
      name: [
        ...words[0].slice(0, Math.ceil(words[0].length / 2)),
        ...words[1].slice(Math.ceil(words[1].length / 2)),
      ].join(" "),
      description: [...half(sentences[0], 0), ...half(sentences[1], 1)].join(" "),
    };
  });
}
