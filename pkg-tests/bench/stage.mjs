/** The stage of a benchmark: bundled pages on loopback and one headless Chromium. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { launchOptions } from "../chromium.mjs";
import { serve } from "../serve.mjs";
import { root } from "./corpus.mjs";

const here = join(root, "pkg-tests/bench");

/** What is made once and kept: records, indexes, bundled pages. */
export const work = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "bench");

/**
 * With these a page is isolated, and its clock ticks in steps of 5 µs, not of 100.
 * Pagefind makes its worker from a blob.
 */
const HEADERS = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "content-security-policy":
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:; connect-src 'self' blob: data:",
};

/** Chromium's further options: pages behind others are not slowed down. */
const MORE = [
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
];

/** Opens the stage for the script `page/NAME.mjs`. */
export async function open(name) {
  const pages = join(work, "pages");
  mkdirSync(pages, { recursive: true });
  await build({
    entryPoints: [join(here, `page/${name}.mjs`)],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    outdir: pages,
    logLevel: "warning",
  });
  writeFileSync(
    join(pages, `${name}.html`),
    `<!doctype html><meta charset="utf-8"><title>${name}</title><script type="module" src="${name}.js"></script>`,
  );
  const { server, address } = await serve(
    [
      ["/pkg/", join(root, "pkg")],
      ["/dist/", join(root, "www/dist")],
      ["/work/", work],
    ],
    { headers: HEADERS, writable: "/work/" },
  );
  const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...MORE] });
  return {
    version: browser.version(),

    /** Without the browser nothing more can be measured. */
    alive: () => browser.isConnected(),

    /** A page of its own, in a process of its own, with the script loaded. */
    async page() {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(120_000);
        page.on("pageerror", (error) => console.error(`    in the page: ${error.message}`));
        await page.goto(`${address}work/pages/${name}.html`);
        await page.waitForFunction(() => "bench" in globalThis);
        return new Page(page, context);
      } catch (error) {
        await context.close();
        throw error;
      }
    },

    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What a page was too slow for. */
export class Stopped extends Error {}

class Page {
  #page;
  #context;

  constructor(page, context) {
    this.#page = page;
    this.#context = context;
  }

  /** Calls a function of `globalThis.bench`; after so many seconds the page is given up. */
  async call(method, args = [], seconds = 120) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Stopped(`stopped after ${seconds} s`)), seconds * 1000);
    });
    const call = this.#page.evaluate(([method, args]) => globalThis.bench[method](...args), [method, args]);
    call.catch(() => {});
    try {
      return await Promise.race([call, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The bytes of the page's JavaScript heap and of its array buffers, after garbage was collected. */
  async heap() {
    const session = await this.#context.newCDPSession(this.#page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize + backingStorageSize;
  }

  async close() {
    // A page that is in a long loop does not answer: it is not waited for.
    await Promise.race([this.#context.close(), new Promise((resolve) => setTimeout(resolve, 5000))]).catch(() => {});
  }
}
