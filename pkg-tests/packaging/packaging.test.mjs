/**
 * The package as others get it: the tarball, installed elsewhere, without this repository around it. With each bundler a
 * page is built and run in Chromium.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import { build as vite } from "vite";
import webpack from "webpack";
import { launchOptions } from "../chromium.mjs";
import { asJson, pack, packFile, root } from "../node/shipped.mjs";
import { serve } from "../serve.mjs";

const run = promisify(execFile);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const here = fileURLToPath(new URL(".", import.meta.url));

let folder;
let files;
let browser;
/** What the package answers in Node. */
let expected;
let maps;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "gapwise-"));
  const { stdout } = await run(npm, ["pack", "--json", "--pack-destination", folder], { cwd: root });
  const [tarball] = JSON.parse(stdout);
  files = tarball.files.map(({ path }) => path);
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  await run(npm, ["install", `./${tarball.filename}`, "--offline", "--no-audit", "--no-fund"], { cwd: folder });
  for (const [name, from] of [
    ["page.ts", here],
    ["surface.ts", join(root, "pkg-tests/types")],
  ]) {
    await cp(join(from, name), join(folder, name));
  }
  await compile("page.ts", "--outDir", folder);
  browser = await chromium.launch(launchOptions);
  const installed = pathToFileURL(join(folder, "node_modules/gapwise/pkg/index.js"));
  const { default: init, Gapwise, Learner } = await import(installed.href);
  await init();
  const gapwise = Gapwise.open(pack);
  maps = gapwise.maps();
  const learner = Learner.create(maps[0].id);
  const wish = { minutesPerWeek: 60, weeks: 2, today: "2026-11-22" };
  expected = asJson({ found: gapwise.search({ text: "exit tickets", limit: 3 }), plan: gapwise.plan(learner, wish) });
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/** TypeScript, as strict as it can be, in a project that has nothing but the package. */
async function compile(file, ...more) {
  const tsc = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");
  const strict = "--strict --target es2022 --module nodenext --lib es2022,esnext.disposable,dom --types".split(" ");
  const { stdout } = await run(process.execPath, [tsc, ...strict, "", ...more, file], { cwd: folder }).catch(
    (failed) => failed,
  );
  assert.equal(stdout, "");
}

/** A folder that is served, with the pack and a page that loads `script`. */
async function site(name, script, head = "") {
  const out = join(folder, name);
  await mkdir(out, { recursive: true });
  await cp(packFile, join(out, "content.gwpack"));
  await writeFile(
    join(out, "index.html"),
    `<!doctype html><meta charset="utf-8"><title>${name}</title>${head}<script type="module" src="${script}"></script>`,
  );
  return out;
}

/** Opens the page under the strict content security policy: what it answers, in the page and in a worker of its own. */
async function answers(out, folders = [], options = {}) {
  const { server, address } = await serve([...folders, ["/", out]], options);
  const page = await browser.newPage();
  try {
    const problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("response", (response) => {
      // The browser asks for an icon of its own accord.
      const path = new URL(response.url()).pathname;
      if (!response.ok() && path !== "/favicon.ico") problems.push(`${path}: ${response.status()}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().startsWith("Failed to load")) problems.push(message.text());
    });
    await page.goto(address);
    await page.waitForFunction(() => "answers" in globalThis, undefined, { timeout: 20_000 }).catch(() => {});
    const said = await page.evaluate(() => globalThis.answers);
    assert.deepEqual(problems, []);
    // Without one, the answers would have come from the page's own thread.
    assert.equal(page.workers().length, 1);
    return JSON.parse(said);
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

/** The page and its worker say what the package says in Node. */
async function sameAsInNode(out, ...how) {
  const said = await answers(out, ...how);
  assert.ok(expected.found.total > 0 && expected.plan.items.length > 0);
  assert.deepEqual(said, { here: expected, there: expected });
}

test("the tarball holds the package and no sources", () => {
  const elsewhere = files.filter((path) => !/^(pkg\/|package\.json$|README\.md$|LICENSE)/.test(path));
  assert.deepEqual(elsewhere, []);
});

test("it needs no other package", async () => {
  const names = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."));
  assert.deepEqual(names, ["gapwise"]);
});

test("its types hold in a strict project that has nothing else", () => compile("surface.ts", "--noEmit"));

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
  assert.deepEqual(JSON.parse(stdout), [maps, maps]);
});

test("plain modules with an import map", async () => {
  const imports = { gapwise: "/gapwise/index.js", "gapwise/worker": "/gapwise/worker.js" };
  const map = JSON.stringify({ imports });
  const hash = createHash("sha256").update(map).digest("base64");
  const out = await site("plain", "page.js", `<script type="importmap">${map}</script>`);
  await cp(join(folder, "page.js"), join(out, "page.js"));
  await sameAsInNode(out, [["/gapwise/", join(folder, "node_modules/gapwise/pkg")]], {
    // The map stands in the page: browsers take no other.
    headers: { "content-security-policy": `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'` },
  });
});

test("esbuild", async () => {
  const out = await site("esbuild", "page.js");
  const { errors, warnings } = await esbuild.build({
    absWorkingDir: folder,
    // esbuild leaves `new URL(…, import.meta.url)` as it is: the worker is an entry of its own, the engine is copied.
    entryPoints: { page: "page.js", "engine-worker": "node_modules/gapwise/pkg/engine-worker.js" },
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: out,
    logLevel: "silent",
  });
  assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
  await cp(join(folder, "node_modules/gapwise/pkg/wasm/gapwise_bg.wasm"), join(out, "wasm/gapwise_bg.wasm"));
  await sameAsInNode(out);
});

test("esbuild takes the elements too", async () => {
  await writeFile(join(folder, "elements.js"), 'import "gapwise/elements";');
  const { errors, warnings } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ["elements.js"],
    bundle: true,
    format: "esm",
    outdir: "out",
    logLevel: "silent",
  });
  assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
});

test("Vite", async () => {
  const source = await site("vite", "/page.js");
  await cp(join(folder, "page.js"), join(source, "page.js"));
  const out = join(folder, "vite-out");
  await vite({ root: source, configFile: false, logLevel: "silent", build: { outDir: out }, worker: { format: "es" } });
  await cp(packFile, join(out, "content.gwpack"));
  await sameAsInNode(out);
});

test("webpack", async () => {
  const out = await site("webpack", "page.js");
  const stats = await promisify(webpack)({
    mode: "production",
    context: folder,
    entry: { page: "./page.js" },
    output: { path: out },
    performance: { hints: false },
  });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
  await sameAsInNode(out);
});
