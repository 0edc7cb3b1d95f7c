/** For everybody: axe finds nothing, the keyboard suffices, small screens and both colour schemes work. */
import AxeBuilder from "@axe-core/playwright";
import {
  expect,
  fileOf,
  openApp,
  openCoursePage,
  openGroup,
  rate,
  SAMPLES,
  sample,
  test,
  type View,
} from "./support.js";

const VIEWS: View[] = ["plan", "find", "coverage", "group", "data"];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    for (const view of VIEWS) {
      test(`axe finds nothing to object to: ${view}`, async ({ page, site }) => {
        await openApp(page, site);
        await rate(page, "Assessment", 1);
        const names = { plan: "My plan", find: "Find", coverage: "Coverage", group: "Group", data: "My data" };
        await page.getByRole("link", { name: names[view] }).click();
        if (view === "plan") {
          await page
            .getByText(/^Rate its \d+ parts/)
            .first()
            .click();
          await page
            .getByRole("button", { name: /^Show the parts of/ })
            .first()
            .click();
          await page.getByRole("button", { name: "Lock" }).first().click();
        }
        if (view === "find") {
          await page.getByRole("searchbox").fill("feedback");
          await expect(page.locator("mark").first()).toBeVisible();
        }
        if (view === "coverage") {
          await page.locator("tr.leaf td.cell button").first().click();
          await expect(page.locator("[part=list]")).toBeVisible();
        }
        if (view === "group") {
          await openGroup(page, [await sample("mentor"), await sample("starting-out"), fileOf("x.json", "{}")]);
          await expect(page.getByRole("alert")).toBeVisible();
          await page.getByText("2 files open", { exact: true }).click();
          await page
            .getByText(/^Playlist of group/)
            .first()
            .click();
        }
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`),
        ).toEqual([]);
      });
    }

    test("axe finds nothing to object to: the course page", async ({ page, site }) => {
      await openCoursePage(page, site);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`),
      ).toEqual([]);
    });
  });
}

for (const view of VIEWS) {
  test(`no sideways scrolling at 390 px: ${view}`, async ({ page, site }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openApp(page, site, view);
    if (view === "group") {
      await openGroup(page, await Promise.all(SAMPLES.map(sample)));
      await page.getByText("5 files open", { exact: true }).click();
      await page
        .getByText(/^Playlist of group/)
        .first()
        .click();
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}

// WCAG 2.2, 1.4.10 and 1.4.12; wide letters stand for wide fonts too, whichever the machine has.
for (const view of [...VIEWS, "the course page" as const]) {
  test(`no sideways scrolling at 320 px with wide letters: ${view}`, async ({ page, site }) => {
    await page.setViewportSize({ width: 320, height: 844 });
    await (view === "the course page" ? openCoursePage(page, site) : openApp(page, site, view));
    await page.addStyleTag({ content: ":root { letter-spacing: 0.12em; word-spacing: 0.16em }" });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(width).toBeLessThanOrEqual(320);
    await page.locator("details").evaluateAll(async (all) => {
      for (const details of all) (details as HTMLDetailsElement).open = true;
      // Some fill when they are opened.
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    await expect.poll(width).toBeLessThanOrEqual(320);
  });
}

test("the keyboard alone leads from the start to a changed plan", async ({ page, site }) => {
  await openApp(page, site);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the main content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  const focused = () =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.getAttribute("aria-label") ?? active?.textContent?.trim() ?? "";
    });
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press("Tab");
      if (name.test(await focused())) return;
    }
    throw new Error(`never came to ${name}`);
  };
  await tabTo(/^Classroom teacher$/);
  await page.keyboard.press("ArrowDown");
  expect(await focused()).not.toMatch(/^Classroom teacher$/);
  await tabTo(/^Don’t know yet$/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await focused()).toMatch(/^1,/);
  await expect(page.getByText("1 of 10 rated")).toBeVisible();
  await expect(page.getByText("This is a starting plan")).toBeHidden();
  await tabTo(/^Skip$/);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Left out: 1")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Left out: 1")).toBeHidden();
});

test("the colours can be chosen, and the choice is kept", async ({ page, site }) => {
  await openApp(page, site);
  await page.getByLabel("Colours").selectOption("dark");
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  expect(await scheme()).toBe("dark");
  await page.reload();
  await expect.poll(scheme).toBe("dark");
});

test("changes are announced to people who listen", async ({ page, site }) => {
  await openApp(page, site);
  await rate(page, "Assessment", 1);
  await expect(page.getByRole("status").filter({ hasText: "Playlist updated:" })).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: "Gaps updated." })).toHaveCount(1);
});
