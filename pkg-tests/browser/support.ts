/** What the tests share: ways a teacher takes, and a watch over what must never happen. */
import { readFile } from "node:fs/promises";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Every test fails if its page has a script error, breaks its policy, opens a dialog or talks to another host. */
export const test = base.extend<{ site: string; watched: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern.
  site: async ({}, use) => {
    await use(process.env.GAPWISE_TEST_ADDRESS ?? "");
  },
  watched: [
    async ({ page, site }, use) => {
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(`console: ${message.text()}`);
      });
      page.on("dialog", (dialog) => {
        problems.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on("request", (request) => {
        const { protocol, href } = new URL(request.url());
        if (protocol.startsWith("http") && !href.startsWith(site)) problems.push(`request to ${href}`);
      });
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use(problems);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

export type View = "plan" | "find" | "coverage" | "group" | "data";

/** Opens a view of the app and waits until it shows its content. */
export async function openApp(page: Page, site: string, view: View = "plan"): Promise<void> {
  await page.goto(`${site}#${view}`);
  const shown = {
    plan: page.getByText(/^\d+ resources?, .* of your/),
    find: page.getByText(/^\d+ resources?$/),
    coverage: page.getByRole("table"),
    group: page.getByRole("button", { name: /^Open (more )?files$/ }),
    data: page.getByRole("button", { name: "Export my data" }),
  }[view];
  await expect(shown.first()).toBeVisible();
}

/** Opens the page of a course with a playlist of its own. */
export async function openCoursePage(page: Page, site: string): Promise<void> {
  await page.goto(`${site}lms/`);
  await expect(page.locator("li[part=item]").first()).toBeVisible();
}

/** Rates a standard or one of its parts. */
export async function rate(page: Page, competency: string, level: number): Promise<void> {
  const scale = page.getByRole("radiogroup", { name: competency, exact: true });
  await scale.getByRole("radio", { name: new RegExp(`^${level},`) }).check();
}

/** The shipped sample learners, as files that a person opens. */
export const SAMPLES = ["first-year-teacher", "mentor", "rural-science-teacher", "starting-out", "teacher-leader"];

export interface Opened {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A file as a person would open it. */
export const fileOf = (name: string, text: string): Opened => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

export const sample = async (name: string): Promise<Opened> =>
  fileOf(`${name}.json`, await readFile(new URL(`../../content/learners/${name}.json`, import.meta.url), "utf8"));

/** Opens files in the view of a group and waits until they are worked out. */
export async function openGroup(page: Page, files: Opened[]): Promise<void> {
  await page.getByLabel(/^Open (more )?files$/).setInputFiles(files);
  await expect(page.locator("gapwise-study-group").first()).toBeVisible();
  await settled(page);
}

/** Waits until everything has been worked out anew. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** The titles of the playlist's resources, in order. */
export async function titles(page: Page): Promise<string[]> {
  await settled(page);
  const links = page.locator("gapwise-playlist li[part=item] h4");
  return (await links.allTextContents()).map((text) => text.replace("(opens in a new tab)", "").trim());
}

/** The row of the gaps chart for a standard. */
export const gapRow = (page: Page, standard: string) =>
  page.locator("gapwise-gaps tr").filter({ has: page.getByRole("button", { name: `Show the parts of ${standard}` }) });
