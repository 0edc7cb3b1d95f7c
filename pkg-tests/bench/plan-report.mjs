/** The planner's benchmark in words. */
import { chart } from "./chart.mjs";
import { INSTANCE, TODAY } from "./plan.mjs";
import { bars, heading, table } from "./report.mjs";
import { digits, MB, median, ms, number, p50, p95 } from "./statistics.mjs";

/** There are no peers. */
export const versions = () => ({});

const WAYS = {
  cold: "`plan`, the pack just opened",
  warm: "`plan` again",
  skip: "`replan` after one item is skipped",
  done: "`replan` after one item is done",
  greedy: "a plain greedy in JavaScript, no bound, no reasons, no weeks",
  open: "opening the pack",
};

export function report({ sizes, remark }, about) {
  const at = (runs, way) => runs.map((run) => run[way]);
  const found = sizes.flatMap(({ size, runs }) => {
    const [cold, skip, done] = ["cold", "skip", "done"].map((way) => p95(at(runs, way)));
    if (size === 100_000) return [["100,000 resources, plan, p95", "≤ 200 ms", ms(cold), cold <= 200]];
    if (size !== 10_000) return [];
    return [
      ["10,000 resources, plan, cold, p95", "≤ 20 ms", ms(cold), cold <= 20],
      ["10,000 resources, replan after a skip, p95", "≤ 5 ms", ms(skip), skip <= 5],
      ["10,000 resources, replan after one is done, p95", "≤ 5 ms", ms(done), done <= 5],
    ];
  });
  const markdown = [
    heading("Plans in the browser", about, remark),
    "",
    bars(found),
    "",
    ...sizes.flatMap(({ size, runs, competencies, tags, wasm, first }) => [
      `## ${number(size)} resources`,
      "",
      `${competencies} competencies, ${digits(tags)} tags a resource; 10 weeks of 120 minutes; ${runs.length} learners. Plans have ${digits(median(at(runs, "items")))} items and reach ${digits(100 * median(at(runs, "ratio")))} % of their upper bound (medians). WebAssembly memory at the end: ${MB(wasm)}.`,
      "",
      table([
        ["", "p50", "p95", "times as long as the plain greedy, median"],
        ...Object.entries(WAYS).map(([way, what]) => [
          what,
          ms(p50(at(runs, way))),
          ms(p95(at(runs, way))),
          digits(median(runs.map((run) => run[way] / run.greedy))),
        ]),
      ]),
      "",
      `The very first learner in the page, whose code has never run: plan ${ms(first.cold)}, again ${ms(first.warm)}, replan ${ms(first.skip)}. It is not counted above.`,
      "",
    ]),
    "## How it was measured",
    "",
    `- **Resources**: ${INSTANCE}.`,
    `- **Learners**: drawn from a seed each: 10 to 60 pieces of evidence of two years, up to three goals; today is ${TODAY}.`,
    "- **Cold**: the pack is opened anew for every learner (not timed), so that nothing is kept from another. Times are those of the whole call, with reasons, bound and the answer as JavaScript values.",
    "- **Plain greedy**: for every choice, the gain per minute of every resource from its tags; it reads plain arrays that are made beforehand.",
  ].join("\n");
  return { markdown, chart: drawn(sizes, at) };
}

function drawn(sizes, at) {
  const groups = sizes.map(({ size, runs }) => ({
    name: `${number(size)} resources`,
    bars: Object.entries(WAYS).map(([way, what]) => ({
      label: what.replaceAll("`", "").split(", no")[0],
      value: p50(at(runs, way)),
      upper: p95(at(runs, way)),
      own: way !== "greedy",
      text: `${digits(p50(at(runs, way)))} / ${digits(p95(at(runs, way)))} ms`,
    })),
  }));
  return chart({
    title: "A plan of ten weeks in the browser",
    unit: "milliseconds, logarithmic: bar p50, line p95",
    groups,
  });
}
