/** The tagger's benchmark in words. */
import { chart } from "./chart.mjs";
import { bars, heading, table } from "./report.mjs";
import { digits, MB, median, ms, number, p50, p95 } from "./statistics.mjs";
import { ENLARGED } from "./tag.mjs";

/** There are no peers. */
export const versions = () => ({});

const WAYS = {
  loop: "a loop that adds up the same characters",
  plain: "tf-idf cosine in JavaScript, no stemming, no evidence",
  map: "`tag`, the shipped map alone",
  tagAll: "`tagAll`, the shipped map alone",
  pack: "`tag`, the shipped pack: map with all roles, statistics of the catalogue",
};

export function report({ words, texts, leaves, characters, rounds, load, compile, remark }, about) {
  const rate = (way) => rounds.map((round) => (1000 * texts) / round[way]);
  const speed = Object.fromEntries(Object.keys(WAYS).map((way) => [way, median(rate(way))]));
  const [first, stopped, second] = load;
  const times = compile.map(({ time }) => time);
  const growth = second.after - first.after;
  const found = [
    [`texts of ${words} words a second, ${leaves.map} leaves`, "≥ 2,000", digits(speed.map), speed.map >= 2000],
    [`the same, the shipped pack, ${leaves.pack} leaves`, "≥ 2,000", digits(speed.pack), speed.pack >= 2000],
    [`${number(first.records)} records, growth of memory in a second run`, "flat", MB(growth), growth === 0],
    [`${number(first.records)} records: told how far`, "progress", `${number(first.told)} times`, first.told > 10],
    ["given up", "cancel", `${stopped.error} after ${ms(stopped.toStop)}`, stopped.error === "AbortError"],
    [`compiling ${number(compile[0].leaves)} competencies, p50`, "≤ 300 ms", ms(p50(times)), p50(times) <= 300],
  ];
  const markdown = [
    heading("Tagging in the browser", about, remark),
    "",
    bars(found),
    "",
    `## ${texts} texts of ${words} words`,
    "",
    `Cut from the shipped catalogue, ${digits(characters / texts)} characters each; ${rounds.length} rounds in which all take turns, in one page. Each tag comes with its evidence.`,
    "",
    table([
      ["", "texts a second, median", "slowest round", "times as long as the loop"],
      ...Object.entries(WAYS).map(([way, what]) => [
        what,
        digits(speed[way]),
        digits(Math.min(...rate(way))),
        digits(median(rounds.map((round) => round[way] / round.loop))),
      ]),
    ]),
    "",
    `## ${number(first.records)} records through \`tagAll\`, the shipped pack`,
    "",
    table([
      [
        "",
        "time",
        "records a second",
        "with a tag",
        "told",
        "longest wait of the page",
        "WebAssembly before",
        "after",
        "heap after",
      ],
      ...[
        ["first run", first],
        ["given up at 30 %", stopped],
        ["second run", second],
      ].map(([name, run]) => [
        name,
        `${digits(run.time / 1000)} s`,
        digits((1000 * run.reached) / run.time),
        run.tagged === undefined ? "–" : number(run.tagged),
        number(run.told),
        ms(run.longest),
        MB(run.before),
        MB(run.after),
        MB(run.heap),
      ]),
    ]),
    "",
    `## Compiling a map`,
    "",
    `${number(compile[0].leaves)} leaves: ${ENLARGED}. The first text tagged against the map, less a second one: p50 ${ms(p50(times))}, p95 ${ms(p95(times))} (${times.length} rounds).`,
  ].join("\n");
  const drawn = Object.entries(WAYS).map(([way, what]) => ({
    label:
      what.replaceAll("`", "").split(",")[0] +
      (way === "pack" ? ", shipped pack" : way === "map" || way === "tagAll" ? ", map alone" : ""),
    value: speed[way],
    own: !["loop", "plain"].includes(way),
    text: digits(speed[way]),
  }));
  return {
    markdown,
    chart: chart({
      title: "Tagging in the browser",
      unit: `texts of ${words} words a second, logarithmic`,
      groups: [{ name: "one thread", bars: drawn }],
    }),
  };
}
