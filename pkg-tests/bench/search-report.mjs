/** The search benchmark in words: tables by size, the bars, and where we lose. */
import { chart } from "./chart.mjs";
import { KINDS, RESAMPLING } from "./corpus.mjs";
import { bars, heading, sizeSnapshot, table, versionOf } from "./report.mjs";
import { ratio } from "./search.mjs";
import { digits, kB, MB, median, ms, number, p50, p95, times } from "./statistics.mjs";

const OWN = "gapwise";
const PACKAGES = {
  minisearch: "minisearch",
  lunr: "lunr",
  flexsearch: "flexsearch",
  orama: "@orama/orama",
  fuse: "fuse.js",
  pagefind: "pagefind",
};

/** The versions of the peers. */
export const versions = () => Object.fromEntries(Object.entries(PACKAGES).map(([id, name]) => [id, versionOf(name)]));

export function report({ engines, sizes, chromium: _, ...rest }, about) {
  const found = judge({ engines, sizes });
  const markdown = [
    heading("Search beside its peers", about, rest.remark),
    "",
    "Peers and Gapwise take turns in one run, each in pages of its own. `p50 / p95` are over the queries of a kind, of each query the median of its rounds; `×` is the median over the rounds of how many times as long the peer takes.",
    "",
    "## Bars",
    "",
    bars(found),
    "",
    ...sizes.flatMap((size) => sizeTables(engines, size)),
    "## How it was measured",
    "",
    `- **Records**: ${number(sizes.at(-1)?.size ?? 0)} at most. Real ones are drawn from the load file without putting back (seed 1); beyond its 26,510, ${RESAMPLING}.`,
    `- **Queries** (seed 2): ${Object.entries(KINDS)
      .map(([kind, what]) => `*${kind}*: ${what}`)
      .join("; ")}.`,
    "- **Rounds**: every query is asked in each round, so from the second on whatever an engine keeps of a query helps it: Gapwise keeps the families and the corrections of words, and what it showed of a resource. The first round also runs code that was never run.",
    "- **Fields**: name, description, keywords and publisher are searched, of the same weight; these and id, kind, language, licence and minutes come back with each of ten hits. No snippets for anyone, but where it says so.",
    "- **Building** starts with the records as JSON lines in memory, for everyone.",
    "- **Opening** starts with the saved index as bytes in memory and ends with the first ten hits of a query, in a fresh page (*again*: a second time in the same page). The code is loaded before, which is told beside it. Of the peers nothing has run by then; Gapwise's loading opens and searches a pack of four lines, as it does for every page, so that a browser compiles the engine while a pack is on its way.",
    "- **Memory**: what the JavaScript heap and its array buffers have grown by after a forced collection (`Runtime.getHeapUsage`); for Gapwise, all of its WebAssembly memory on top, which never shrinks. Pagefind keeps its index in a worker, which this does not count.",
    "- **On the wire**: brotli, quality 11; for Pagefind the sum of its pieces, of which a search fetches a few.",
    "",
    table([
      ["", "version", "ranks by", "configuration"],
      ...engines.map(({ id, name, ranks, config }) => [
        name,
        about.peers[id] ?? about.versions.gapwise,
        ranks ?? "–",
        config.replaceAll("|", "\\|"),
      ]),
    ]),
  ].join("\n");
  return { markdown, chart: drawn({ engines, sizes }) };
}

function sizeTables(engines, { size, rounds, results }) {
  const kinds = Object.keys(KINDS);
  const cell = (own) => {
    if (!own) return "–";
    const stopped = own.each.length < own.asked ? ` (stopped after ${own.each.length} of ${own.asked})` : "";
    return own.each.length === 0
      ? `stopped after ${rounds.seconds} s`
      : `${digits(own.p50)} / ${digits(own.p95)}${stopped}`;
  };
  const rows = engines.map(({ id, name }) => [name, ...kinds.map((kind) => cell(results[id].ask[kind]))]);
  const firsts = engines.map(({ id, name }) => [
    name,
    ...kinds.map((kind) => {
      const own = results[id].ask[kind];
      return own?.each.length ? `${digits(own.first.p50)} / ${digits(own.first.p95)}` : "–";
    }),
  ]);
  const hits = engines.map(({ id, name }) => [
    name,
    ...kinds.map((kind) => {
      const own = results[id].ask[kind];
      return own ? `${digits(own.meanHits)} (${own.without})` : "–";
    }),
  ]);
  const rest = engines
    .filter(({ id }) => id !== "gapwise-full")
    .map(({ id, name }) => {
      const own = results[id];
      const build = own.build.length ? ms(median(own.build)) : own.native ? `${ms(own.native)} (native)` : "–";
      return [
        name,
        build,
        own.load.length ? `${digits(p50(own.load))} / ${digits(p95(own.load))}` : "–",
        own.open.length ? `${digits(p50(own.open))} / ${digits(p95(own.open))}` : "–",
        own.openAgain.length ? `${digits(p50(own.openAgain))} / ${digits(p95(own.openAgain))}` : "–",
        MB(own.saved),
        own.brotli
          ? `${kB(own.brotli.bytes)}${own.brotli.quality < 11 ? ` (quality ${own.brotli.quality})` : ""}`
          : "–",
        own.memory ? MB(own.memory.heap + own.memory.wasm) : "–",
        own.buildWasm ? MB(own.buildWasm) : "–",
      ];
    });
  const out = engines.flatMap(({ id, name }) => {
    const why = results[id].out ?? results[id].unsaved;
    return why ? `${name}: ${why}` : [];
  });
  return [
    `## ${number(size)} records`,
    "",
    "Milliseconds of a query, p50 / p95:",
    "",
    table([["", ...kinds], ...rows]),
    "",
    "The same when each query is asked for the first time, which the bars do not count:",
    "",
    table([["", ...kinds], ...firsts]),
    "",
    "Hits on average, of at most ten (queries without any):",
    "",
    table([["", ...kinds], ...hits]),
    "",
    table([
      [
        "",
        "build",
        "load the code, ms",
        "open to first hits, ms",
        "again",
        "saved",
        "saved, brotli",
        "memory",
        "WebAssembly after building",
      ],
      ...rest,
    ]),
    "",
    ...(out.length > 0 ? [`Left out: ${out.join("; ")}.`, ""] : []),
  ];
}

/** Each bar of the project beside its figure: `[what, bar, measured, met]`. */
export function judge({ engines, sizes }) {
  const rows = [];
  const at = (size) => sizes.find((own) => own.size === size);
  const named = Object.fromEntries(engines.map(({ id, name }) => [id, name]));
  const rankers = engines.filter(({ id, ranks }) => ranks && !id.startsWith("gapwise")).map(({ id }) => id);
  for (const { size, results } of sizes.filter(({ size }) => size >= 10_000)) {
    for (const kind of Object.keys(KINDS)) {
      const own = results[OWN].ask[kind];
      if (!own?.perRound?.length) continue;
      for (const figure of ["p50", "p95"]) {
        const whole = (id) => results[id].ask[kind]?.each.length === own.asked && results[id].ask[kind];
        const against = rankers
          .filter(whole)
          .map((id) => [ratio(own, whole(id), figure), id])
          .sort((a, b) => a[0] - b[0])[0];
        if (against) {
          const [least, id] = against;
          rows.push([
            `${number(size)}, ${kind}, ${figure}`,
            "≥ 5 × the fastest that ranks",
            `${times(least)} (${named[id]})`,
            least >= 5,
          ]);
        }
        if (whole("flexsearch")) {
          const share = 1 / ratio(own, whole("flexsearch"), figure);
          rows.push([`${number(size)}, ${kind}, ${figure}, of FlexSearch's`, "≤ 2 ×", times(share), share <= 2]);
        }
      }
    }
  }
  const peers = engines.map(({ id }) => id).filter((id) => !id.startsWith("gapwise"));
  const ten = at(10_000)?.results;
  if (ten?.[OWN].open.length) {
    // The rounds are compared with each other.
    const rates = peers
      .filter((id) => ten[id].open.length === ten[OWN].open.length)
      .map((id) => [median(ten[id].open.map((time, round) => time / ten[OWN].open[round])), id]);
    const [least, id] = rates.sort((a, b) => a[0] - b[0])[0] ?? [];
    rows.push(["10,000, opening", "≤ 1/10 of the fastest peer's", `1/${digits(least)} of ${named[id]}'s`, least >= 10]);
    const upper = p95(ten[OWN].open);
    rows.push(["10,000, opening, p95", "≤ 30 ms", ms(upper), upper <= 30]);
  }
  if (ten?.[OWN].build.length) {
    const rates = peers
      .filter((id) => ten[id].build.length === ten[OWN].build.length)
      .map((id) => [median(ten[id].build.map((time, round) => time / ten[OWN].build[round])), id]);
    const [least, id] = rates.sort((a, b) => a[0] - b[0])[0] ?? [];
    rows.push(["10,000, building", "faster than every peer", `${named[id]} takes ${times(least)} as long`, least > 1]);
  }
  const hundred = at(100_000)?.results;
  if (hundred?.[OWN].buildWasm) {
    rows.push(["100,000, building, memory", "≤ 400 MB", MB(hundred[OWN].buildWasm), hundred[OWN].buildWasm <= 400e6]);
  }
  const wire = ten?.[OWN].brotli?.bytes;
  if (wire) {
    const [least, id] = peers
      .filter((id) => ten[id].brotli?.quality === 11)
      .map((id) => [ten[id].brotli.bytes, id])
      .sort((a, b) => a[0] - b[0])[0];
    rows.push(["10,000, saved, brotli", `≤ ${kB(least)} (${named[id]})`, kB(wire), wire <= least]);
  }
  const engine = sizeSnapshot()["wasm/gapwise_bg.wasm"]?.brotli;
  rows.push(["engine on the wire, brotli (size snapshot)", "≤ 700 kB", kB(engine), engine && engine <= 700e3]);
  for (const results of [ten, hundred]) {
    const [own, mini] = [results?.[OWN].memory, results?.minisearch.memory];
    if (!own || !mini) continue;
    const share = (own.heap + own.wasm) / mini.heap;
    rows.push([
      `${results === ten ? "10,000" : "100,000"}, memory after opening`,
      "≤ 1/3 of MiniSearch's",
      `${digits(share)} of it`,
      share <= 1 / 3,
    ]);
  }
  return rows;
}

/** The queries at 10,000 records, or at the most there are. */
function drawn({ engines, sizes }) {
  const { size, results } = sizes.find((own) => own.size === 10_000) ?? sizes.at(-1);
  const groups = Object.entries(KINDS).map(([kind, what]) => ({
    name: `${kind}: ${what}`,
    bars: engines
      .filter(({ id }) => id !== "gapwise-full")
      .map(({ id, name, kinds }) => {
        const own = results[id].ask[kind];
        const text = own?.each.length
          ? `${digits(own.p50)} / ${digits(own.p95)} ms`
          : kinds.includes(kind)
            ? "stopped"
            : "has no such thing";
        return { label: name, value: own?.p50, upper: own?.p95, own: id === OWN, text };
      }),
  }));
  return chart({
    title: `A query over ${number(size)} records`,
    unit: "milliseconds, logarithmic: bar p50, line p95",
    groups,
  });
}
