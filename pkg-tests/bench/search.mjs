/**
 * Search beside its peers, in headless Chromium, one thread: building, opening, asking, memory, bytes on the wire.
 *
 * Every engine has pages of its own, so that no one's heap burdens another; they take turns, so that what else the
 * machine does falls on all. A peer that is too slow is stopped, and the report says after how long.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { asLines, asResource, KINDS, queries, records } from "./corpus.mjs";
import { engine, engines } from "./peers/index.mjs";
import { open as openStage, Stopped, work } from "./stage.mjs";
import { median, p50, p95 } from "./statistics.mjs";

/**
 * How much is measured: rounds of building, opening and asking by the number of records; seconds for all queries of one
 * kind; whether saved indexes are compressed, which takes minutes for large ones.
 */
const FULL = [
  { size: 1_000, build: 3, open: 7, ask: 3, seconds: 5, compress: true },
  { size: 10_000, build: 3, open: 20, ask: 5, seconds: 6, compress: true },
  { size: 26_510, build: 1, open: 3, ask: 3, seconds: 4 },
  { size: 100_000, build: 1, open: 1, ask: 3, seconds: 4 },
];
const QUICK = [{ size: 500, build: 1, open: 1, ask: 1, seconds: 4, compress: true }];

const QUERIES = { full: 60, quick: 5 };

/** A page that takes longer to build, open or save is given up, and so is Pagefind's program: seconds. */
const PATIENCE = 90;

/** Who answers fewer queries in its time is not asked again. */
const FEW = 3;

/** Larger saved indexes are compressed with quality 9: with 11 it takes minutes, and they are no one's smallest. */
const LARGEST_COMPRESSED = 10e6;

export async function measure({ quick, note, keep }) {
  const stage = await openStage("search");
  try {
    const sizes = [];
    for (const plan of quick ? QUICK : FULL) {
      const done = keep.load(`${plan.size}`);
      if (done) note(`${plan.size} records: measured before, kept`);
      sizes.push(done ?? keep.save(`${plan.size}`, await measureSize(stage, plan, quick, note)));
    }
    const configured = await Promise.all(
      engines.map(async (id) => {
        const { name, ranks, config, kinds } = await engine(id);
        return { id, name, ranks, config, kinds };
      }),
    );
    return { chromium: stage.version, engines: configured, kinds: KINDS, sizes };
  } finally {
    await stage.close();
  }
}

async function measureSize(stage, plan, quick, note) {
  const { size } = plan;
  const corpus = prepare(size, quick);
  const result = Object.fromEntries(
    engines.map((id) => [id, { build: [], load: [], open: [], openAgain: [], ask: {} }]),
  );
  const turn = (round, ids) => ids.map((_, at) => ids[(at + round) % ids.length]);
  const failed = (id, phase, error) => {
    if (!stage.alive()) throw error;
    note(`  ${id} ${phase}: ${reasonOf(error)}`);
    result[id].out ??= `${phase}: ${reasonOf(error)}`;
  };
  const inPage = async (id, phase, seconds, what) => {
    if (result[id].out) return;
    let page;
    try {
      page = await stage.page();
      await what(page, await page.call("start", [id], seconds));
    } catch (error) {
      failed(id, phase, error);
    } finally {
      await page?.close();
    }
  };

  note(`${size} records: Pagefind's index`);
  try {
    result.pagefind.native = await prebuild(corpus);
  } catch (error) {
    failed("pagefind", "index", error);
  }

  const builders = await withInput();
  for (let round = 0; round < plan.build; round++) {
    for (const id of turn(round, builders)) {
      const { input } = await engine(id);
      await inPage(id, "build", PATIENCE, async (page) => {
        const own = result[id];
        own.build.push(await page.call("build", [corpus.address[input]], PATIENCE));
        if (round > 0) return;
        own.buildWasm = await page.call("wasmBytes");
        try {
          own.saved = await page.call("save", [corpus.saved(id)], PATIENCE);
        } catch (error) {
          // It can still be asked, once it is built again.
          own.unsaved = `cannot be saved: ${reasonOf(error)}`;
          note(`  ${id} ${own.unsaved}`);
        }
      });
    }
    note(`${size} records: built, round ${round + 1} of ${plan.build}`);
  }
  result.pagefind.saved = corpus.pagefindBytes();

  const openers = engines.filter((id) => id !== "gapwise-full");
  const first = corpus.queries[0];
  for (let round = 0; round < plan.open; round++) {
    for (const id of turn(
      round,
      openers.filter((id) => !result[id].unsaved),
    )) {
      await inPage(id, "open", PATIENCE, async (page, loading) => {
        const own = result[id];
        own.load.push(loading);
        const before = round === 0 && (await page.heap());
        const open = () => page.call("open", [corpus.opened(id), first], PATIENCE);
        own.open.push(await open());
        if (before) own.memory = { heap: (await page.heap()) - before, wasm: await page.call("wasmBytes") };
        // A second time in the same page: the code is compiled by then.
        if (id !== "pagefind") own.openAgain.push(await open());
      });
    }
  }
  note(`${size} records: opened ${plan.open} times`);

  await ask(stage, plan, corpus, result, { turn, failed, note });
  const compress = openers.filter((id) => plan.compress && result[id].saved);
  const sizes = await Promise.all(compress.map((id) => corpus.compressed(id)));
  for (const [at, id] of compress.entries()) result[id].brotli = sizes[at];
  return { size, rounds: plan, queries: corpus.queries.length, results: result };
}

const reasonOf = (error) => (error instanceof Stopped ? error.message : String(error.message ?? error).split("\n")[0]);

const withInput = async () => {
  const all = await Promise.all(engines.map(async (id) => [id, await engine(id)]));
  return all.filter(([, { input, savedBy }]) => input && !savedBy).map(([id]) => id);
};

/** Asks all queries of all kinds of every engine; engines take turns with each kind, in as many rounds. */
async function ask(stage, plan, corpus, result, { turn, failed, note }) {
  const pages = new Map();
  try {
    for (const id of engines) {
      const { savedBy, input } = await engine(id);
      const own = result[savedBy ?? id];
      if (own.out || (savedBy && own.unsaved)) continue;
      try {
        const page = await stage.page();
        pages.set(id, page);
        await page.call("start", [id], PATIENCE);
        if (result[id].unsaved) await page.call("build", [corpus.address[input]], PATIENCE);
        else await page.call("open", [corpus.opened(savedBy ?? id), corpus.queries[0]], PATIENCE);
      } catch (error) {
        failed(id, "open", error);
        await pages.get(id)?.close();
        pages.delete(id);
      }
    }
    // Round 0 is told apart: code is compiled in it, Pagefind fetches its pieces, and nobody knows a query yet. Who does
    // next to nothing in it is not asked again, and what it did counts.
    const slow = new Set();
    for (let round = 0; round <= plan.ask; round++) {
      for (const kind of Object.keys(KINDS)) {
        const asked = corpus.queries.filter((query) => query.kind === kind);
        for (const id of turn(round, [...pages.keys()])) {
          if (!(await engine(id)).kinds.includes(kind) || slow.has(`${id} ${kind}`)) continue;
          try {
            // A slow one gets as long in all the rounds together as `seconds` says.
            const limit = (1000 * plan.seconds) / (plan.ask + 1);
            const { times, hits } = await pages.get(id).call("ask", [asked, limit], PATIENCE);
            if (round === 0) result[id].ask[kind] = { rounds: [], asked: asked.length, first: times };
            if (round === 0 && times.length >= FEW) continue;
            if (round === 0) slow.add(`${id} ${kind}`);
            const own = result[id].ask[kind];
            own.rounds.push(times);
            own.hits = hits;
          } catch (error) {
            failed(id, `queries (${kind})`, error);
            await pages.get(id).close();
            pages.delete(id);
          }
        }
      }
      note(`${plan.size} records: queries, round ${round} of ${plan.ask}`);
    }
  } finally {
    for (const page of pages.values()) await page.close();
  }
  for (const id of engines) {
    const { ask } = result[id];
    // Who failed after the first round has nothing to show.
    for (const kind of Object.keys(ask)) ask[kind].rounds.length > 0 ? summarise(ask[kind]) : delete ask[kind];
  }
}

/** Per query the median over the rounds, of these p50 and p95; and both of every round, for ratios within one. */
function summarise(own) {
  const count = Math.min(...own.rounds.map(({ length }) => length));
  const each = Array.from({ length: count }, (_, at) => median(own.rounds.map((round) => round[at])));
  own.each = each.map((time) => Number(time.toFixed(3)));
  own.first = { p50: p50(own.first), p95: p95(own.first) };
  own.p50 = p50(each);
  own.p95 = p95(each);
  own.perRound = own.rounds.map((round) => ({ p50: p50(round.slice(0, count)), p95: p95(round.slice(0, count)) }));
  own.meanHits = own.hits.reduce((sum, hits) => sum + hits, 0) / own.hits.length;
  own.without = own.hits.filter((hits) => hits === 0).length;
  delete own.rounds;
  delete own.hits;
}

/** Median over the rounds of how many times longer one takes than the other; rounds are compared with each other. */
export function ratio(own, other, figure) {
  const rounds = Math.min(own.perRound.length, other.perRound.length);
  return median(Array.from({ length: rounds }, (_, at) => other.perRound[at][figure] / own.perRound[at][figure]));
}

/** Records and queries as files that pages fetch, made once per size. */
function prepare(size, quick) {
  const name = `${quick ? "quick-" : ""}${size}`;
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  const all = records(size);
  writeFileSync(join(folder, "resources.jsonl"), asLines(all.map(asResource)));
  writeFileSync(join(folder, "docs.jsonl"), asLines(all));
  const asked = queries(all, quick ? QUERIES.quick : QUERIES.full);
  const file = (id) => join(folder, `${id}.saved`);
  const address = (end) => `/work/${name}/${end}`;
  return {
    all,
    folder,
    queries: asked,
    address: { resources: address("resources.jsonl"), docs: address("docs.jsonl") },
    saved: (id) => address(`${id}.saved`),
    opened: (id) => (id === "pagefind" ? address("pagefind/") : address(`${id}.saved`)),
    pagefindBytes: () => pagefindFiles(folder).reduce((sum, path) => sum + statSync(path).size, 0),
    async compressed(id) {
      if (id !== "pagefind") return compressed(readFileSync(file(id)));
      // Its pieces are compressed already.
      return { bytes: this.pagefindBytes(), quality: 11 };
    },
  };
}

/** The pieces of Pagefind's index, without its scripts and styles. */
const pagefindFiles = (folder) => {
  const bundle = join(folder, "pagefind");
  if (!existsSync(bundle)) return [];
  return readdirSync(bundle, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.(pf_meta|pf_index|pf_fragment|pf_filter)$|pagefind-entry\.json$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
};

async function compressed(bytes) {
  const quality = bytes.length > LARGEST_COMPRESSED ? 9 : 11;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { bytes: (await promisify(brotliCompress)(bytes, { params })).length, quality };
}

/** Pagefind's index, made natively; milliseconds. Kept from run to run. */
async function prebuild({ all, folder }) {
  const stamp = join(folder, "pagefind.json");
  const of = createHash("sha256").update(JSON.stringify(all)).digest("hex");
  const made = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : {};
  if (made.of === of) return made.native;
  const { createIndex, close } = await import("pagefind");
  rmSync(join(folder, "pagefind"), { recursive: true, force: true });
  const start = performance.now();
  const { index } = await createIndex({ forceLanguage: "en" });
  const add = ({ id, name, description, keywords, publisher, kind, language, license, minutes }) =>
    index.addCustomRecord({
      url: id,
      content: [name, description, keywords.join(" "), publisher].join("\n"),
      language: "en",
      meta: {
        title: name,
        description,
        keywords: keywords.join(", "),
        publisher,
        language,
        license,
        minutes: String(minutes ?? ""),
      },
      filters: { kind: [kind] },
    });
  for (let at = 0; at < all.length; at += 1000) {
    const added = await Promise.all(all.slice(at, at + 1000).map(add));
    const [problem] = added.flatMap(({ errors }) => errors);
    if (problem) throw new Error(problem);
    if (performance.now() - start > 1000 * PATIENCE) {
      await close();
      throw new Stopped(`stopped after ${PATIENCE} s, ${at + added.length} records`);
    }
  }
  const { errors } = await index.writeFiles({ outputPath: join(folder, "pagefind") });
  if (errors.length > 0) throw new Error(errors[0]);
  const native = performance.now() - start;
  await close();
  writeFileSync(stamp, JSON.stringify({ of, native }));
  return native;
}
