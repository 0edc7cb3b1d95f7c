/** My data: to take along, bring in, delete. */
import { readFile } from "node:fs/promises";
import { expect, openApp, rate, test } from "./support.js";

test("what is exported can be brought in elsewhere", async ({ page, site, browser }) => {
  await openApp(page, site);
  await rate(page, "Assessment", 3);
  await page.getByRole("link", { name: "My data" }).click();
  await expect(page.getByText(/At the moment: 1 rating,/)).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export my data" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  const learner = JSON.parse(text);
  expect(learner).toMatchObject({ format: "gapwise-learner", version: 1 });
  expect(learner.evidence).toMatchObject([{ competency: "6", kind: "selfAssessment", level: 3 }]);

  const elsewhere = await (await browser.newContext()).newPage();
  await openApp(elsewhere, site, "data");
  await elsewhere
    .getByLabel("Choose a file")
    .setInputFiles({ name: "learner.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(elsewhere.getByText(/At the moment: 1 rating,/)).toBeVisible();
  await elsewhere.context().close();
});

test("everything can be deleted, after a question, and brought back", async ({ page, site }) => {
  await openApp(page, site);
  await rate(page, "Assessment", 3);
  await page.getByRole("link", { name: "My data" }).click();
  await page.getByRole("button", { name: "Delete my data" }).click();
  await page.getByRole("button", { name: "Keep them" }).click();
  await expect(page.getByText(/At the moment: 1 rating,/)).toBeVisible();
  await page.getByRole("button", { name: "Delete my data" }).click();
  await page.getByRole("button", { name: "Yes, delete" }).click();
  await expect(page.getByText(/At the moment: 0 ratings,/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/At the moment: 1 rating,/)).toBeVisible();
});

const mapFile = await readFile(new URL("../../content/maps/gapwise-intasc.json", import.meta.url), "utf8");
const map = JSON.parse(mapFile).CFDocument.identifier;

/** A learner's file with something changed. */
const learner = (changed: object) =>
  JSON.stringify({ format: "gapwise-learner", version: 1, map, evidence: [], goals: [], ...changed });

for (const [what, text, message] of [
  ["no JSON", "{", "It is not JSON."],
  ["another kind of file", "{}", "It is not a Gapwise learner file"],
  ["a newer version", learner({ version: 9 }), /version 9/],
  ["for another map", learner({ map: "x" }), /map/],
] as const) {
  test(`a file that is ${what} changes nothing and says why`, async ({ page, site }) => {
    await openApp(page, site);
    await rate(page, "Assessment", 3);
    await page.getByRole("link", { name: "My data" }).click();
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await expect(page.getByRole("alert")).toContainText(message);
    await expect(page.getByText(/At the moment: 1 rating,/)).toBeVisible();
  });
}
