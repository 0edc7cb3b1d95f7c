/** Reports: a table in Markdown, a chart, and what was measured as JSON; with versions, machine and date. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "./corpus.mjs";

const json = (file) => JSON.parse(readFileSync(file, "utf8"));

/** What a figure depends on, without naming anyone's machine. */
export function circumstances({ date, profile, chromium }) {
  const [{ model } = { model: "unknown" }] = cpus();
  const git = (...args) => {
    try {
      return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      return undefined;
    }
  };
  return {
    date,
    engine: profile,
    commit: git("rev-parse", "--short", "HEAD"),
    versions: { gapwise: json(join(root, "package.json")).version, chromium, node: process.versions.node },
    machine: {
      cpu: model.trim(),
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 2 ** 30),
      system: process.platform,
    },
  };
}

/** The version of an npm package of the benchmarks. */
export const versionOf = (name) => json(join(root, "pkg-tests/bench/node_modules", name, "package.json")).version;

/** The size snapshot of the release build, if there is one. */
export function sizeSnapshot() {
  const file = join(root, "pkg-tests/size.json");
  return existsSync(file) ? json(file) : {};
}

/** A table; the first row has the names of the columns. Columns after the first are set to the right. */
export function table([head, ...rows]) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** Bars beside the figures, `[what, bar, figure, met]`, and in words how many we miss. */
export function bars(rows) {
  if (rows.length === 0) return "No bar is about what was measured here.";
  const lost = rows.filter(([, , , met]) => !met).map(([what, , figure]) => `${what} (${figure})`);
  const met = (met) => (met ? "met" : "**missed**");
  return [
    table([
      ["figure", "bar", "measured", ""],
      ...rows.map(([what, bar, figure, own]) => [what, bar, figure, met(own)]),
    ]),
    "",
    lost.length === 0 ? "No bar is missed." : `We miss ${lost.length} of ${rows.length}: ${lost.join("; ")}.`,
  ].join("\n");
}

/** The first lines of every report. */
export function heading(title, { date, engine, commit, versions, machine }, remark) {
  const { cpu, cores, memoryGB, system } = machine;
  return [
    `# ${title}`,
    "",
    ...(remark ? [`> ${remark}`, ""] : []),
    `${date}, Gapwise ${versions.gapwise} at ${commit ?? "no commit"} (${engine === "release" ? "the engine as it ships" : "the engine of daily work, not as it ships"}), Chromium ${versions.chromium} headless, ` +
      `one thread per page; ${cpu}, ${cores} cores, ${memoryGB} GB, ${system}; Node ${versions.node}.`,
  ].join("\n");
}

/** Writes NAME.md, NAME.svg and NAME.json. */
export function write(folder, name, { markdown, chart, raw }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), `${markdown.trim()}\n`);
  writeFileSync(join(folder, `${name}.svg`), chart);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(raw)}\n`);
}
