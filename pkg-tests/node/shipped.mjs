/** What ships, and the command line that made it. Built by `cargo xtask build`. */
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const packFile = join(root, "www/dist/content.gwpack");
export const pack = new Uint8Array(await readFile(packFile));

const commandLine = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/gapwise");

/** Runs `gapwise`; what it writes to standard output. */
export async function gapwise(...args) {
  const { stdout } = await promisify(execFile)(commandLine, args, { cwd: root, maxBuffer: 1 << 28 });
  return stdout;
}

/** Runs `gapwise`, and whatever comes of it: exit code, standard output and standard error. */
export const run = (...args) =>
  promisify(execFile)(commandLine, args, { cwd: root, maxBuffer: 1 << 28 }).then(
    (done) => ({ code: 0, ...done }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );

/** What `gapwise … --json` answers. */
export const gapwiseJson = async (...args) => JSON.parse(await gapwise(...args, "--json"));

/** The texts of the files of a folder of `content`, by name. */
export async function content(folder) {
  const path = join(root, "content", folder);
  const names = (await readdir(path)).filter((name) => /\.jsonl?$/.test(name)).sort();
  return Promise.all(names.map((name) => readFile(join(path, name), "utf8")));
}

/** An answer as JSON would carry it: what is absent in it is absent there. */
export const asJson = (value) => JSON.parse(JSON.stringify(value));
