import { defineConfig } from "@playwright/test";
import { launchOptions } from "../chromium.mjs";

/** The pages in the Chromium that the machine has. `cargo xtask build` comes first. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/browser",
  globalSetup: "./global-setup.ts",
  reporter: "list",
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    launchOptions,
  },
});
