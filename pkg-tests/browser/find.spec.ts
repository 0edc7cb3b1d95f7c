/** Search: instant, with facets. */
import { expect, openApp, settled, test, titles } from "./support.js";

test("results come with every letter, with their matches marked", async ({ page, site }) => {
  await openApp(page, site, "find");
  const all = (await page.locator(".total").textContent()) ?? "";
  await page.getByRole("searchbox").pressSequentially("feedb");
  await expect(page.locator(".total")).not.toHaveText(all);
  await expect(page.locator("li[part=hit] mark").first()).toHaveText(/^feedb/i);
});

test("a facet narrows the results to the number it shows", async ({ page, site }) => {
  await openApp(page, site, "find");
  const value = page.locator("gapwise-facets").getByRole("checkbox").first();
  const count = (await page.locator("gapwise-facets .count").first().textContent()) ?? "";
  await value.check();
  await expect(page.locator(".total")).toHaveText(new RegExp(`^${count} resources?$`));
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(value).not.toBeChecked();
});

test("more results come on request", async ({ page, site }) => {
  await openApp(page, site, "find");
  await expect(page.locator("li[part=hit]")).toHaveCount(20);
  await page.getByRole("button", { name: "Show 20 more" }).click();
  await expect(page.locator("li[part=hit]")).toHaveCount(40);
});

test("sorting by time puts the shortest first", async ({ page, site }) => {
  await openApp(page, site, "find");
  await page.getByLabel("Sort by").selectOption("minutes");
  await expect(async () => {
    const times = await page.locator("li[part=hit] .time").allTextContents();
    const minutes = times.map((time) => {
      const hours = /(\d+) h/.exec(time)?.[1] ?? "0";
      return Number(hours) * 60 + Number(/(\d+) min/.exec(time)?.[1] ?? "0");
    });
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
  }).toPass();
});

test("nothing found says so and what to do", async ({ page, site }) => {
  await openApp(page, site, "find");
  await page.getByRole("searchbox").fill("qqqqxyzzy");
  await expect(page.locator(".empty")).toContainText("Nothing found");
  await expect(page.getByRole("status").filter({ hasText: "Nothing found" })).toHaveCount(1);
});

test("a text too long to be searched for whole says so", async ({ page, site }) => {
  await openApp(page, site, "find");
  const words = (count: number) => Array.from({ length: count }, (_, at) => `feedback${at}`).join(" ");
  await page.getByRole("searchbox").fill(words(70));
  await expect(page.getByText("only its first words count")).toBeVisible();
  await page.getByRole("searchbox").fill("feedback");
  await expect(page.getByText("only its first words count")).toHaveCount(0);
});

test("a misspelt word still finds, or offers the right one", async ({ page, site }) => {
  await openApp(page, site, "find");
  await page.getByRole("searchbox").fill("fedback");
  await expect(page.locator("li[part=hit]").or(page.getByText("Did you mean")).first()).toBeVisible();
});

test("a resource can be put into the plan", async ({ page, site }) => {
  await openApp(page, site, "find");
  await page.getByLabel("Sort by").selectOption("minutes");
  await settled(page);
  const add = page.getByRole("button", { name: /^Add to plan: / }).first();
  const title = ((await add.getAttribute("aria-label")) ?? "").replace("Add to plan: ", "");
  await add.click();
  await expect(page.getByRole("button", { name: `In your plan: ${title}` })).toBeVisible();
  await page.getByRole("link", { name: "My plan" }).click();
  const lock = page.getByRole("group", { name: `What to do with ${title}` }).getByRole("button", { name: "Lock" });
  await expect(lock).toHaveAttribute("aria-pressed", "true");
});

test("a course goes into the plan part by part, and is let go as a whole", async ({ page, site }) => {
  const course = "Common Formative Assessment";
  await openApp(page, site, "find");
  await page.getByRole("searchbox").fill(`"${course}"`);
  const hit = page.locator("li[part=hit]").filter({ has: page.getByRole("heading", { name: course, exact: false }) });
  await expect(hit.getByText("in 3 parts")).toBeVisible();
  await page.getByRole("button", { name: `Add to plan: ${course}`, exact: true }).click();
  await page.getByRole("link", { name: "My plan" }).click();
  const parts = [1, 2, 3].map((number) => `${course} (${number}/3)`);
  const planned = async () => (await titles(page)).filter((title) => title.startsWith(course));
  expect(await planned()).toEqual(parts);
  const locks = parts.map((part) =>
    page.getByRole("group", { name: `What to do with ${part}` }).getByRole("button", { name: "Lock" }),
  );
  for (const lock of locks) await expect(lock).toHaveAttribute("aria-pressed", "true");
  const second = page.locator("li[part=item]").filter({ has: page.getByRole("heading", { name: parts[1] ?? "" }) });
  await expect(second.getByText("MoEdu-SAIL")).toBeVisible();

  await locks[1]?.click();
  await settled(page);
  await expect(page.getByRole("button", { name: "Lock", pressed: true })).toHaveCount(0);
});
