/**
 * Short queries over the shipped catalogue: the mean reciprocal rank of the first expected resource, and how often one
 * is among the first three, beside MiniSearch and Lunr.
 *
 * `npm ci && node short-queries.mjs`, once the command line is built (`cargo build --release`). The queries and what is
 * expected of them were written down before any of the engines was asked.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import lunr from "lunr";
import MiniSearch from "minisearch";

const DEPTH = 10;
const root = fileURLToPath(new URL("../..", import.meta.url));
const catalogue = join(root, "content/catalog");
const queriesFile = fileURLToPath(new URL("short-queries.jsonl", import.meta.url));

const lines = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const files = readdirSync(catalogue)
  .filter((name) => name.endsWith(".jsonl"))
  .sort();
const queries = lines(queriesFile);
const docs = files
  .flatMap((name) => lines(join(catalogue, name)))
  .map(({ id, name, description = "", keywords = [], publisher = [] }) => ({
    id,
    name,
    description,
    keywords: keywords.join(" "),
    publisher: publisher.map((one) => one.name).join(" "),
  }));
const fields = ["name", "description", "keywords", "publisher"];

/** Gapwise, through its command line: ids per query. */
function gapwise() {
  const command = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/gapwise");
  const folder = mkdtempSync(join(tmpdir(), "gapwise-"));
  try {
    const pack = join(folder, "c.gwpack");
    const catalogs = files.flatMap((name) => ["--catalog", join(catalogue, name)]);
    execFileSync(command, ["build", ...catalogs, "--no-tag", "-o", pack], { stdio: "pipe" });
    const run = execFileSync(command, ["search", "--pack", pack, "--queries", queriesFile, "--trec"], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const ranked = new Map();
    for (const line of run.trim().split("\n")) {
      const [query, , id] = line.split(" ");
      ranked.set(query, [...(ranked.get(query) ?? []), id]);
    }
    return ({ id }) => ranked.get(id) ?? [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function miniSearch(searchOptions) {
  const index = new MiniSearch({ fields, searchOptions });
  index.addAll(docs);
  return ({ text }) => index.search(text).map(({ id }) => id);
}

function lunrSearch(boost) {
  const index = lunr(function () {
    this.ref("id");
    for (const field of fields) this.field(field, { boost: boost[field] ?? 1 });
    for (const doc of docs) this.add(doc);
  });
  return ({ text }) =>
    index
      .query((query) => {
        for (const word of lunr.tokenizer(text)) query.term(word);
      })
      .map(({ ref }) => ref);
}

const engines = {
  Gapwise: gapwise(),
  "MiniSearch, default": miniSearch({}),
  "MiniSearch, name 3, prefix, fuzzy .2": miniSearch({ boost: { name: 3 }, prefix: true, fuzzy: 0.2 }),
  "Lunr, default": lunrSearch({}),
  "Lunr, name 3": lunrSearch({ name: 3 }),
};

console.log(`${queries.length} queries, ${docs.length} resources\n`);
console.log(`${"".padEnd(40)}MRR    top 3  nothing`);
for (const [name, search] of Object.entries(engines)) {
  const ranks = queries.map(
    (query) =>
      search(query)
        .slice(0, DEPTH)
        .findIndex((id) => query.expected.includes(id)) + 1,
  );
  const mean = (value) => (ranks.reduce((sum, rank) => sum + value(rank), 0) / ranks.length).toFixed(3);
  const missed = ranks.filter((rank) => rank === 0).length;
  console.log(
    `${name.padEnd(40)}${mean((rank) => rank && 1 / rank)}  ${mean((rank) => Number(rank > 0 && rank <= 3))}  ${missed}`,
  );
}
