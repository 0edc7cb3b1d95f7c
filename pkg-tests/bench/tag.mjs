/** The tagger in headless Chromium: texts per second, many records with progress and cancel, compiling a large map. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asLines, asResource, records, root, shipped } from "./corpus.mjs";
import { open as openStage, work } from "./stage.mjs";

const MAP = "content/maps/gapwise-intasc.json";
const WORDS = 100;
const LARGE_MAP = 1000;

export async function measure({ quick, note }) {
  const count = quick ? 500 : 26_510;
  const rounds = quick ? 2 : 15;
  const folder = join(work, "tag");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "texts.json"), JSON.stringify(texts()));
  writeFileSync(join(folder, "records.jsonl"), asLines(records(count).map(asResource)));
  const base = readFileSync(join(root, MAP), "utf8");
  const start = ["/dist/content.gwpack", base, "/work/tag/texts.json"];
  const stage = await openStage("tag");
  try {
    const page = await stage.page();
    const about = await page.call("start", start);
    // The first round is not counted: the map is compiled in it.
    const all = [];
    for (let round = 0; round <= rounds; round++) all.push(await page.call("round", []));
    note(`texts of ${WORDS} words, ${rounds} rounds`);
    const load = [];
    for (const share of [1, 0.3, 1]) {
      load.push(await page.call("all", ["/work/tag/records.jsonl", share], 300));
      load.at(-1).heap = await page.heap();
      note(`${count} records through tagAll${share < 1 ? ", given up" : ""}`);
    }
    await page.close();
    const map = enlarged(base, LARGE_MAP);
    const compile = [];
    const other = await stage.page();
    await other.call("start", start);
    for (let round = 0; round <= rounds; round++) compile.push(await other.call("compile", [map, texts()[0]]));
    note(`compiling a map of ${compile[0].leaves} competencies, ${rounds} rounds`);
    return {
      chromium: stage.version,
      words: WORDS,
      ...about,
      first: all[0],
      rounds: all.slice(1),
      load,
      compile: compile.slice(1),
    };
  } finally {
    await stage.close();
  }
}

/** Texts of so many words, cut from the catalogue that ships. */
function texts() {
  const all = shipped().flatMap(({ name, description = "" }) => `${name}. ${description}`.split(/\s+/).filter(Boolean));
  const cut = [];
  for (let at = 0; at + WORDS <= all.length; at += WORDS) cut.push(all.slice(at, at + WORDS).join(" "));
  return cut;
}

export const ENLARGED =
  "the shipped map with copies of its leaves until there are so many, each with a word of its own";

function enlarged(base, count) {
  const map = JSON.parse(base);
  const { CFItems: items, CFAssociations: ties } = map;
  const parents = new Map(
    ties
      .filter(({ associationType }) => associationType === "isChildOf")
      .map((tie) => [tie.originNodeURI.identifier, tie]),
  );
  const headings = new Set([...parents.values()].map(({ destinationNodeURI }) => destinationNodeURI.identifier));
  const leaves = items.filter(({ identifier }) => !headings.has(identifier));
  for (let copy = 0; leaves.length + copy < count; copy++) {
    const leaf = leaves[copy % leaves.length];
    const identifier = `${leaf.identifier}-${copy}`;
    const uri = `urn:x:${identifier}`;
    const fullStatement = `${leaf.fullStatement} variant${copy}`;
    items.push({ ...leaf, identifier, uri, humanCodingScheme: `copy${copy}`, fullStatement });
    const tie = parents.get(leaf.identifier);
    ties.push({
      ...tie,
      identifier: `tie-${copy}`,
      uri: `urn:x:tie-${copy}`,
      originNodeURI: { ...tie.originNodeURI, identifier, uri },
    });
  }
  return JSON.stringify(map);
}
