/** The main job: say where you stand, see your gaps, get a playlist with reasons. */
import { expect, gapRow, openApp, rate, test, titles } from "./support.js";

test("somebody of whom nothing is known gets a starting plan that says so", async ({ page, site }) => {
  await openApp(page, site);
  await expect(page.getByText("This is a starting plan")).toBeVisible();
  await expect(page.getByText("You have not rated anything yet")).toBeVisible();
  expect((await titles(page)).length).toBeGreaterThan(0);
});

test("role, ratings and time lead to gaps and a playlist with reasons", async ({ page, site }) => {
  await openApp(page, site);
  await page.getByRole("radio", { name: "Teacher leader" }).check();
  await rate(page, "Assessment", 1);
  await rate(page, "Learner development", 4);
  await page.getByRole("spinbutton", { name: "Minutes per week" }).fill("90");
  await page.getByRole("spinbutton", { name: "Weeks" }).fill("3");

  await expect(page.getByText("This is a starting plan")).toBeHidden();
  await expect(page.getByText(/of your 4 h 30 min$/)).toBeVisible();
  const numbers = async (standard: string) =>
    (await gapRow(page, standard).getByRole("cell").allTextContents()).map(parseFloat);
  await expect(async () => {
    const [assessment, development] = [await numbers("Assessment"), await numbers("Learner development")];
    expect(assessment[0]).toBeLessThan(development[0] ?? 0);
    expect(assessment[2]).toBeGreaterThan(development[2] ?? 0);
  }).toPass();

  const first = page.locator("li[part=item]").first();
  await expect(first.getByRole("link")).toHaveAttribute("href", /^https?:/);
  await expect(first.getByRole("link")).toHaveAttribute("rel", "noopener noreferrer");
  await expect(first.getByText("Why this one")).toBeVisible();
  await expect(first.getByText(/^gap \d\.\d\d → \d\.\d\d$/).first()).toBeVisible();
  await expect(
    page.getByText(/of what the best possible plan could close|No plan in this time can do better/),
  ).toBeVisible();

  for (const used of await page.locator(".used").allTextContents()) {
    const [minutes, budget] = used.match(/\d+/g)?.map(Number) ?? [];
    expect(budget).toBe(90);
    expect(minutes).toBeLessThanOrEqual(90);
  }
});

test("single competencies can be rated with their rubric in view", async ({ page, site }) => {
  await openApp(page, site);
  await page
    .getByText(/^Rate its \d+ parts one by one$/)
    .first()
    .click();
  const part = page.locator(".parts > li").first();
  await part.getByRole("radio", { name: /^2,/ }).check();
  await expect(part.locator(".at")).not.toBeEmpty();
  await part.getByText("What the levels look like").click();
  await expect(part.getByRole("definition")).toHaveCount(4);
  await expect(page.getByText(/^Parts: 1 of \d+ rated$/)).toBeVisible();
});

test("what was entered survives a reload", async ({ page, site }) => {
  await openApp(page, site);
  await page.getByRole("radio", { name: "Mentor or coach" }).check();
  await rate(page, "Assessment", 2);
  await page.getByRole("spinbutton", { name: "Minutes per week" }).fill("45");
  await expect(page.getByText(/of your 3 h$/)).toBeVisible();
  const before = await titles(page);
  await page.reload();
  await expect(page.getByText(/of your 3 h$/)).toBeVisible();
  expect(await titles(page)).toEqual(before);
  await expect(page.getByText("1 of 10 rated")).toBeVisible();
  await expect(page.getByText("Mentor or coach", { exact: true }).first()).toBeVisible();
});

test("done, lock and skip change the plan, and each can be undone", async ({ page, site }) => {
  await openApp(page, site);
  await rate(page, "Assessment", 1);
  await expect(page.getByText("This is a starting plan")).toBeHidden();
  const before = await titles(page);
  const [first = "", second = ""] = before;

  await page
    .getByRole("group", { name: `What to do with ${first}` })
    .getByRole("button", { name: "Skip" })
    .click();
  await expect.poll(() => titles(page)).not.toContain(first);
  await expect(page.getByText("Left out: 1")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => titles(page)).toEqual(before);

  const lock = page.getByRole("group", { name: `What to do with ${second}` }).getByRole("button", { name: "Lock" });
  await lock.click();
  await expect(lock).toHaveAttribute("aria-pressed", "true");

  await page
    .getByRole("group", { name: `What to do with ${first}` })
    .getByRole("button", { name: "Done" })
    .click();
  await expect.poll(() => titles(page)).not.toContain(first);
  expect(await titles(page)).toContain(second);
  await page.getByText("Done: 1").click();
  await page.getByRole("button", { name: `Not done after all: ${first}` }).click();
  await expect(page.getByText("Done: 1")).toBeHidden();
});

test("a focus on a standard raises what it counts", async ({ page, site }) => {
  await openApp(page, site);
  for (const standard of ["Assessment", "Learning differences"]) await rate(page, standard, 2);
  const flag = page.getByRole("button", { name: "Focus on Learning differences" });
  await flag.click();
  await expect(flag).toHaveAttribute("aria-pressed", "true");
  await expect(async () => {
    const order = (await page.locator("gapwise-gaps tr:not(.part) .unfold").allTextContents()).map((text) =>
      text.trim(),
    );
    expect(order.indexOf("Learning differences")).toBeLessThan(order.indexOf("Assessment"));
  }).toPass();
});

test("the playlist can be copied as text", async ({ page, site, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openApp(page, site);
  const [first = ""] = await titles(page);
  await page.getByRole("button", { name: "Copy as text" }).click();
  await expect(page.getByText("The playlist is on the clipboard.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`- ${first}`);
});

test("paper shows the playlist and nothing to press", async ({ page, site }) => {
  await openApp(page, site);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "Week 1" })).toBeVisible();
  await expect(page.getByRole("navigation")).toBeHidden();
  await expect(page.getByRole("button")).toHaveCount(0);
});
