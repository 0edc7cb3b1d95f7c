/** What the catalogue covers, for curators. */
import { readFile } from "node:fs/promises";
import { expect, openApp, test } from "./support.js";
import { TWINS } from "./twins.js";

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
  await page.getByLabel("Thin means fewer than").fill("100");
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

test("a curator's decision counts at once, outlives the page and can be taken back", async ({ page, site }) => {
  await openApp(page, site, "coverage");
  const row = page.locator("tr.leaf").first();
  const total = row.locator("td.cell button").first();
  const before = Number(await total.textContent());
  await total.click();
  const wrong = page
    .locator("[part=list]")
    .getByRole("button", { name: /^Wrong: / })
    .first();
  await wrong.click();
  await expect(wrong).toHaveAttribute("aria-pressed", "true");
  await expect(total).toHaveText(String(before - 1));
  await expect(page.getByText("1 decision so far.")).toBeVisible();
  await page.reload();
  await expect(total).toHaveText(String(before - 1));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download decisions" }).click();
  const file = await (await download).path();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ verdict: "rejected" });
  await page
    .getByLabel("Bring in decisions")
    .setInputFiles({ name: "x.jsonl", mimeType: "text/plain", buffer: Buffer.from("{") });
  await expect(page.getByRole("alert")).toContainText("line 1");
  await page
    .getByLabel("Bring in decisions")
    .setInputFiles({ name: "x.jsonl", mimeType: "text/plain", buffer: Buffer.from("") });
  await expect(page.getByText("No decision yet.")).toBeVisible();
  await expect(total).toHaveText(String(before));
});

test("the queue of tags to review goes on with each decision", async ({ page, site }) => {
  await openApp(page, site, "coverage");
  const queue = page.locator("gapwise-review li");
  await expect(queue).toHaveCount(5);
  const first = await queue.first().textContent();
  await queue
    .first()
    .getByRole("button", { name: /^Right: / })
    .click();
  await expect(page.getByText("1 decision so far.")).toBeVisible();
  await expect(queue.first()).not.toHaveText(first ?? "");
  await page.getByRole("button", { name: "Tag again by what they teach" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Everything was tagged again." })).toHaveCount(1);
  await expect(page.getByText("1 decision so far.")).toBeVisible();
});

test("a resource without any competency can be given one", async ({ page, site }) => {
  await openApp(page, site, "coverage");
  await page.getByRole("button", { name: /without any competency/ }).click();
  const choice = page.getByRole("combobox", { name: /^Add a competency: / }).first();
  await choice.selectOption({ index: 1 });
  await expect(page.getByText("1 decision so far.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("No decision yet.")).toBeVisible();
});

test("a curator sees where nearly the same text stands, in a list and in the queue", async ({ page, site }) => {
  await page.goto(`${site}tests/twins.html`);
  const assessment = page.locator("tr.heading").filter({ has: page.locator("th .code", { hasText: /^6$/ }) });
  await assessment.getByRole("button").first().click();
  const [one, other] = TWINS;
  const entry = page
    .locator("[part=list] li")
    .filter({ has: page.getByRole("link", { name: `${one} (opens in a new tab)`, exact: true }) })
    .first();
  await expect(entry.getByText("Nearly the same text:")).toBeVisible();
  await expect(entry.getByRole("link", { name: other })).toHaveAttribute("href", "https://example.org/twins/2");
  await expect(entry.getByText(/Another school, \d+ % of the wording of the description/)).toBeVisible();
  await expect(page.locator("[part=list] li").filter({ hasText: /Greeting at the door.*same text/s })).toHaveCount(0);

  const asked = page.locator("gapwise-review li").filter({ hasText: "Exit tickets" }).first();
  await expect(asked.getByText("Nearly the same text:")).toBeVisible();
});
