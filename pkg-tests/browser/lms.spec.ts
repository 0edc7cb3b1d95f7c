/** One element on the page of somebody else, under a strict policy (what breaks it fails every test, see support.ts). */
import { expect, openCoursePage, rate, test, titles } from "./support.js";

test("the playlist stands alone: it asks, plans and keeps to the time that the page gives", async ({ page, site }) => {
  await page.goto(`${site}lms/`);
  await expect(page.getByText("This is a starting plan")).toBeVisible();
  await rate(page, "Assessment", 1);
  await expect(page.getByText("This is a starting plan")).toBeHidden();
  await expect(page.getByText(/of your 4 h$/)).toBeVisible();
  await expect(page.getByRole("spinbutton")).toHaveCount(0);
  expect((await titles(page)).length).toBeGreaterThan(0);
});

test("the host page hears what happens", async ({ page, site }) => {
  await openCoursePage(page, site);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const name of ["gapwise-plan", "gapwise-skip", "gapwise-learner-change"])
      document.addEventListener(name, () => heard.push(name));
  });
  await page.getByRole("button", { name: "Skip" }).first().click();
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toEqual(expect.arrayContaining(["gapwise-skip", "gapwise-learner-change", "gapwise-plan"]));
});

test("the elements stand alone, several on one page", async ({ page, site }) => {
  await page.goto(`${site}tests/alone.html`);
  await expect(page.locator("gapwise-gaps table")).toBeVisible();
  await expect(page.locator("gapwise-coverage table")).toBeVisible();
  await expect(page.locator("gapwise-search li[part=hit]").first()).toBeVisible();
});

test("a pack that is not there says so and can be tried again", async ({ page, site }) => {
  await page.goto(`${site}tests/missing.html`);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The catalogue could not be opened");
  await expect(alert).toContainText(/Code: \S+/);
  await page.route("**/missing.gwpack", (route) => route.continue({ url: `${site}content.gwpack` }));
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("li[part=hit]").first()).toBeVisible();
});
