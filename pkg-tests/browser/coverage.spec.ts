/** What the catalogue covers, for curators. */
import { readFile } from "node:fs/promises";
import { expect, openApp, test } from "./support.js";

test("every competency has a row with its total", async ({ page, site }) => {
  await openApp(page, site, "coverage");
  const totals = await page.locator("tr.leaf td:nth-of-type(1)").allTextContents();
  expect(totals.length).toBeGreaterThanOrEqual(60);
  expect(totals.every((total) => /^\d+$/.test(total.trim()))).toBe(true);
});

test("a cell lists its resources", async ({ page, site }) => {
  await openApp(page, site, "coverage");
  const cell = page.locator("tr.leaf td.cell button").first();
  const count = Number((await cell.textContent()) ?? "");
  await cell.click();
  await expect(page.locator("[part=list] li")).toHaveCount(count);
  await page.getByRole("button", { name: "Close the list" }).click();
  await expect(page.locator("[part=list]")).toHaveCount(0);
});

test("a higher demand names more competencies as thin", async ({ page, site }) => {
  await openApp(page, site, "coverage");
  await page.getByLabel("Thin below").fill("100");
  await expect(
    page.locator("summary").filter({ hasText: /^\s*\d+ competencies with fewer than 100 resources\s*$/ }),
  ).toBeVisible();
  await page.getByLabel("Show only thin ones").check();
  await expect(page.locator("tr.leaf .below").first()).toBeVisible();
  await expect(page.locator("tr.heading")).toHaveCount(0);
});

test("a role and other columns can be chosen", async ({ page, site }) => {
  await openApp(page, site, "coverage");
  const before = await page.locator("tr.leaf").count();
  await page.getByLabel("Role").selectOption({ label: "Teacher leader" });
  await expect(async () => expect(await page.locator("tr.leaf").count()).not.toBe(before)).toPass();
  await page.getByLabel("Columns").selectOption("role");
  await expect(page.getByRole("columnheader", { name: "Practise" })).toBeVisible();
});

test("the table can be taken along as CSV", async ({ page, site }) => {
  await openApp(page, site, "coverage");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  const lines = text.trim().split("\r\n");
  expect(lines[0]).toMatch(/^code,competency,statement,total,minutes,/);
  expect(lines.length - 1).toBe(await page.locator("gapwise-coverage tbody tr").count());
});
