// Builds the npm package (pkg/*.js, pkg/types) and the site (www/dist) from www/src and the pieces that
// `cargo xtask build` puts in place first: pkg/wasm (wasm-bindgen's output) and www/dist/content.gwpack.
//
//   node www/build.mjs                             readable output with source maps
//   GAPWISE_PROFILE=release node www/build.mjs     minified
//
// All scripts of one target lie in one folder, whatever chunk esbuild moves a module to: that keeps
// `new URL("./engine-worker.js", import.meta.url)` and `new URL("./wasm/…", import.meta.url)` right in both targets.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { getManifest } from "workbox-build";

const root = fileURLToPath(new URL("..", import.meta.url));
const www = join(root, "www");
const source = join(www, "src");
const pkg = join(root, "pkg");
const site = join(www, "dist");
const release = process.env.GAPWISE_PROFILE === "release";

/** What must be there before this script can do its work, each with the command that makes it. */
const prerequisites = [
  ["pkg/wasm/gapwise.js", "the engine's JavaScript", "cargo xtask build"],
  ["pkg/wasm/gapwise_bg.wasm", "the engine's WebAssembly", "cargo xtask build"],
  ["pkg/wasm/gapwise.d.ts", "the engine's types", "cargo xtask build"],
  ["www/dist/content.gwpack", "the content pack", "cargo xtask build"],
];

const common = {
  bundle: true,
  format: "esm",
  target: ["es2022"],
  sourcemap: true,
  minify: release,
  legalComments: release ? "linked" : "inline",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
  tsconfig: join(root, "tsconfig.json"),
};

/** `gapwise:warm-up` is a pack of these lines, made with the engine itself: see www/src/engine/warm-up.ts. */
const WARM_UP = ["Reading aloud", "Questions while reading", "Teaching with studies", "Students' questions"].map(
  (name, at) =>
    JSON.stringify({
      id: `https://example.org/${at}`,
      name,
      description: `${name}, in lesson ${at}`,
      keywords: ["reading"],
      publisher: "Somebody",
      inLanguage: ["en"],
      learningResourceType: "video",
      timeRequired: "PT20M",
    }),
);
const warmUpPack = {
  name: "warm-up-pack",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^gapwise:warm-up$/ }, ({ path }) => ({ path, namespace: "made" }));
    onLoad({ filter: /./, namespace: "made" }, async () => {
      const { Gapwise, initSync } = await import("../pkg/wasm/gapwise.js");
      initSync({ module: await readFile(join(pkg, "wasm/gapwise_bg.wasm")) });
      const engine = Gapwise.build({ maps: [], resources: WARM_UP.join("\n"), withoutTags: true });
      return { contents: engine.save(), loader: "binary" };
    });
  },
};

/** Scripts of one target: entries and shared chunks side by side in `outdir`. */
function scripts(entryPoints, outdir, plugins = []) {
  return build({
    ...common,
    entryPoints,
    outdir,
    plugins: [warmUpPack, ...plugins],
    splitting: true,
    entryNames: "[name]",
    chunkNames: "chunk-[hash]",
    metafile: true,
  });
}

/**
 * The package leaves wasm-bindgen's glue beside the wasm, where the generated types are too, so that a bundler
 * downstream finds the one by the other. The site, which nobody bundles again, takes it in.
 */
const glueStaysOutside = {
  name: "glue-stays-outside",
  setup({ onResolve }) {
    onResolve({ filter: /\/pkg\/wasm\/gapwise\.js$/ }, () => ({ path: "./wasm/gapwise.js", external: true }));
  },
};

async function buildPackage() {
  await keepOnly(pkg, ["wasm"]);
  await scripts(
    {
      index: join(source, "engine/index.ts"),
      worker: join(source, "engine/worker.ts"),
      "engine-worker": join(source, "engine/engine-worker.ts"),
      elements: join(source, "elements/index.ts"),
    },
    pkg,
    [glueStaysOutside],
  );
  await declarations();
}

/** pkg/types has the depth of www/src, so that the sources' relative imports of pkg/wasm hold in the declarations. */
async function declarations() {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  try {
    await promisify(execFile)(process.execPath, [tsc, "-p", join(root, "tsconfig.declarations.json")], { cwd: root });
  } catch (error) {
    throw new Failure(`The package's type declarations could not be written:\n${error.stdout ?? error}`);
  }
  // The elements' are written by hand, to be free of what the elements are made with.
  for (const name of ["element-types.d.ts", "element-tags.d.ts"]) {
    await cp(join(source, name), join(pkg, "types", name));
  }
}

async function buildSite() {
  await keepOnly(site, ["content.gwpack"]);
  const pages = (await readdir(join(source, "pages"))).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".d.ts"),
  );
  await scripts([...pages.map((name) => join(source, "pages", name)), join(source, "engine/engine-worker.ts")], site);
  await buildStyles();
  await copyStaticFiles();
  await gatherPaths();
  await cp(join(pkg, "wasm/gapwise_bg.wasm"), join(site, "wasm/gapwise_bg.wasm"));
  await buildServiceWorker();
}

/** www/src/styles/*.css -> www/dist/styles/*.css, with their imports taken in; the files they name are copied. */
async function buildStyles() {
  const folder = join(source, "styles");
  if (!existsSync(folder)) return;
  const sheets = (await readdir(folder)).filter((name) => name.endsWith(".css"));
  await build({
    ...common,
    entryPoints: sheets.map((name) => join(folder, name)),
    outdir: join(site, "styles"),
    external: ["*.svg", "*.png", "*.woff2"],
  });
}

/** Everything in www that is not a source is served as it lies there: pages, manifest, icons. */
async function copyStaticFiles() {
  for (const name of await readdir(www)) {
    if (name === "src" || name === "dist" || name.startsWith(".") || name.endsWith(".mjs") || name.endsWith(".md"))
      continue;
    await cp(join(www, name), join(site, name), { recursive: true });
  }
}

/** content/paths/*.json -> www/dist/paths.json, one list. */
async function gatherPaths() {
  const folder = join(root, "content/paths");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const paths = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8"))));
  await writeFile(join(site, "paths.json"), JSON.stringify(paths));
}

/** The service worker knows by name and content hash every file of the site, so it is built last. */
async function buildServiceWorker() {
  const { manifestEntries, count, size, warnings } = await getManifest({
    globDirectory: site,
    globPatterns: ["**/*"],
    globIgnores: ["**/*.map", "**/*.LEGAL.txt", "service-worker.js"],
    maximumFileSizeToCacheInBytes: 256 * 1024 * 1024,
  });
  if (warnings.length > 0) throw new Failure(`The list of offline files is not complete:\n${warnings.join("\n")}`);
  await build({
    ...common,
    entryPoints: [join(source, "service-worker.ts")],
    outdir: site,
    format: "iife",
    tsconfig: join(root, "tsconfig.worker.json"),
    define: { ...common.define, "self.__WB_MANIFEST": JSON.stringify(manifestEntries) },
  });
  console.log(`www/dist: ${count} files offline, ${(size / 1e6).toFixed(2)} MB`);
}

/** Empties a folder of output, so that nothing of an earlier build is shipped, but for what others put there. */
async function keepOnly(folder, kept) {
  for (const name of await readdir(folder)) {
    if (!kept.includes(name)) await rm(join(folder, name), { recursive: true });
  }
}

/** A failure that a person can act on: printed without a stack. */
class Failure extends Error {}

function checkPrerequisites() {
  const missing = prerequisites.filter(([path]) => !existsSync(join(root, path)));
  if (missing.length === 0) return;
  const lines = missing.map(([path, what, command]) => `  ${path} (${what}) is missing: run \`${command}\``);
  throw new Failure(`The package cannot be built yet:\n${lines.join("\n")}`);
}

try {
  checkPrerequisites();
  await buildPackage();
  await buildSite();
  const built = (await readdir(pkg)).filter((name) => name.endsWith(".js")).map((name) => basename(name));
  console.log(`pkg: ${built.join(", ")}`);
} catch (error) {
  // esbuild has printed its own errors, with their places, already.
  if (error instanceof Failure) console.error(error.message);
  else if (!error.errors) console.error(error);
  process.exitCode = 1;
}
