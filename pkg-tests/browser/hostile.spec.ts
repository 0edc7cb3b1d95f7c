/** Texts that try to be more than text. A dialog or a script error fails every test, see support.ts. */
import { ALARM, NAMES } from "./hostile.js";
import { expect, settled, test } from "./support.js";

test("every view shows hostile resources as text", async ({ page, site }) => {
  for (const view of ["plan", "find", "coverage"]) {
    await page.goto(`${site}tests/hostile.html#${view}`);
    await page.reload();
    if (view === "plan") await expect(page.locator("li[part=item]").first()).toBeVisible();
    if (view === "coverage") await expect(page.locator("td.cell button").first()).toBeVisible();
    if (view === "find")
      for (const name of [NAMES.script, NAMES.image, NAMES.template])
        await expect(page.locator("li[part=hit] h3").filter({ hasText: name })).toHaveCount(1);
    expect(await page.title()).not.toContain(ALARM);
    const made = await page.evaluate(() => {
      const count = (root: ParentNode): number =>
        root.querySelectorAll("script:not([src]), img, svg[onload], iframe").length +
        [...root.querySelectorAll("*")].reduce((sum, { shadowRoot }) => sum + (shadowRoot ? count(shadowRoot) : 0), 0);
      return count(document);
    });
    expect(made).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
});

test("a search for markup is a search", async ({ page, site }) => {
  await page.goto(`${site}tests/hostile.html#find`);
  await expect(page.locator("li[part=hit]").first()).toBeVisible();
  for (const text of [NAMES.script, NAMES.image, "\u202E\u0000 AND ((", '"'.repeat(5000)]) {
    await page.getByRole("searchbox").fill(text);
    await settled(page);
    await expect(page.locator(".total")).toHaveText(/^\d+ resources?$/);
  }
});
