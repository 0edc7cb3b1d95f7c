/** After the first visit everything works without a network. */
import { expect, openApp, rate, test } from "./support.js";

test("with the network cut, the page opens again, plans and searches", async ({ page, site, context }) => {
  await openApp(page, site);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await rate(page, "Assessment", 1);
  await expect(page.getByText("This is a starting plan")).toBeHidden();

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText("You are offline.")).toBeVisible();
  await expect(page.getByText("1 of 10 rated")).toBeVisible();
  await expect(page.locator("li[part=item]").first()).toBeVisible();
  await page.getByRole("link", { name: "Find" }).click();
  await page.getByRole("searchbox").fill("feedback");
  await expect(page.locator("li[part=hit] mark").first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toBeHidden();
});
