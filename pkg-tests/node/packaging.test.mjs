/** The package as others get it: the tarball, installed elsewhere, without this repository around it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { packFile, root } from "./shipped.mjs";

const run = promisify(execFile);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

let folder;
let files;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "gapwise-"));
  const { stdout } = await run(npm, ["pack", "--json", "--pack-destination", folder], { cwd: root });
  const [tarball] = JSON.parse(stdout);
  files = tarball.files.map(({ path }) => path);
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  await run(npm, ["install", `./${tarball.filename}`, "--offline", "--no-audit", "--no-fund"], { cwd: folder });
});
after(() => rm(folder, { recursive: true }));

test("the tarball holds the package and no sources", () => {
  const elsewhere = files.filter((path) => !/^(pkg\/|package\.json$|README\.md$|LICENSE)/.test(path));
  assert.deepEqual(elsewhere, []);
});

test("it needs no other package", async () => {
  const names = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."));
  assert.deepEqual(names, ["gapwise"]);
});

test("it opens a pack in plain Node", async () => {
  await writeFile(
    join(folder, "open.js"),
    `import { readFile } from "node:fs/promises";
     import init, { Gapwise } from "gapwise";
     import { connect } from "gapwise/worker";
     await init();
     const bytes = await readFile(process.argv[2]);
     const far = await connect(bytes);
     console.log(JSON.stringify([Gapwise.open(bytes).maps(), await far.maps()]));
     far.close();`,
  );
  const { stdout } = await run(process.execPath, ["open.js", packFile], { cwd: folder });
  const { default: init, Gapwise } = await import("gapwise");
  await init();
  const maps = Gapwise.open(await readFile(packFile)).maps();
  assert.deepEqual(JSON.parse(stdout), [maps, maps]);
});

test("a bundler for the browser takes all of it", async () => {
  await writeFile(
    join(folder, "page.js"),
    'import init from "gapwise"; import { connect } from "gapwise/worker"; import "gapwise/elements"; export { init, connect };',
  );
  const { errors, warnings } = await build({
    absWorkingDir: folder,
    entryPoints: ["page.js"],
    bundle: true,
    format: "esm",
    platform: "browser",
    outdir: "out",
    logLevel: "silent",
  });
  assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
});

test("its types hold in a strict project that has nothing else", async () => {
  await cp(join(root, "pkg-tests/types/surface.ts"), join(folder, "surface.ts"));
  const tsc = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");
  const strict = [
    "--strict",
    "--noEmit",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--lib",
    "es2022,esnext.disposable,dom",
  ];
  const { stdout } = await run(process.execPath, [tsc, ...strict, "--types", "", "surface.ts"], { cwd: folder }).catch(
    (failed) => failed,
  );
  assert.equal(stdout, "");
});
