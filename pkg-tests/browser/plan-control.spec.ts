/** The teacher's hand on the plan: every control changes it at once, says what it did, and can be undone. */
import type { Page } from "@playwright/test";
import { expect, openApp, rate, settled, test, titles } from "./support.js";

/** The app of a mentor who has rated a little. */
async function openPlan(page: Page, site: string): Promise<string[]> {
  await openApp(page, site);
  await page.getByRole("radio", { name: "Mentor or coach" }).check();
  await rate(page, "Assessment", 1);
  await rate(page, "Learning differences", 2);
  await expect(page.getByText("This is a starting plan")).toBeHidden();
  // The week lists are worked out anew after a moment: until nothing changes any more.
  let before: string[] = [];
  await expect
    .poll(async () => {
      const now = await titles(page);
      const same = now.join() === before.join();
      before = now;
      return same;
    })
    .toBe(true);
  return before;
}

const item = (page: Page, name: string) =>
  page
    .locator("li[part=item]")
    .filter({ has: page.getByRole("group", { name: `What to do with ${name}`, exact: true }) });

/** Opens what is behind "Change". */
async function change(page: Page, name: string) {
  await page.getByRole("button", { name: `Change ${name}`, exact: true }).click();
  return page.getByRole("group", { name: `Ways to change ${name}`, exact: true });
}

/** What the bar at the bottom says the last change was, and did. */
const bar = (page: Page) => page.locator("gapwise-undo-bar [part=undo]");

const undo = (page: Page) => bar(page).getByRole("button", { name: "Undo" }).click();

/** The week in which an item lies. */
const weekOf = (page: Page, name: string) =>
  page
    .locator("section[part=session]")
    .filter({ has: page.getByRole("group", { name: `What to do with ${name}`, exact: true }) })
    .getByRole("heading", { name: /^Week \d/ })
    .textContent()
    .then((text) => Number(/\d+/.exec(text ?? "")?.[0]));

test("swap shows three alternatives with what each would cost, and puts the chosen one in", async ({ page, site }) => {
  const before = await openPlan(page, site);
  const [first = ""] = before;
  const panel = await change(page, first);
  await panel.getByRole("button", { name: "Swap for another" }).click();
  const options = panel.getByRole("listitem");
  await expect(options).toHaveCount(3);
  for (const text of await options.allTextContents())
    expect(text).toMatch(/closes (as much|\d\.\d\d (less|more)) ·\s.*\s(as long|longer|shorter) ·\s+in week \d/);
  const other =
    (await options.nth(1).getByRole("link").textContent())?.replace("(opens in a new tab)", "").trim() ?? "";
  await options.nth(1).getByRole("button").click();
  await expect.poll(() => titles(page)).toContain(other);
  expect(await titles(page)).not.toContain(first);
  await expect(bar(page)).toContainText(`Swapped ${first} for ${other}`);
  await expect(bar(page)).toContainText(/\d in, \d out/);
  await expect(item(page, other).getByRole("button", { name: "Lock" })).toHaveAttribute("aria-pressed", "true");
  await undo(page);
  await expect.poll(() => titles(page)).toEqual(before);
});

for (const what of ["Too easy", "Too hard"] as const) {
  test(`${what.toLowerCase()}: it goes, is listed with the reason, and can come back`, async ({ page, site }) => {
    const before = await openPlan(page, site);
    const [first = ""] = before;
    await (await change(page, first)).getByRole("button", { name: what }).click();
    await expect.poll(() => titles(page)).not.toContain(first);
    await expect(bar(page)).toContainText(`${what}: ${first}`);
    await page.getByText("Left out: 1").click();
    await expect(page.getByRole("listitem").filter({ hasText: first })).toContainText(what.toLowerCase());
    await page.getByRole("button", { name: `Bring back: ${first}` }).click();
    await expect(page.getByText("Left out: 1")).toBeHidden();
    await undo(page);
    await expect(page.getByText("Left out: 1")).toBeVisible();
  });
}

test("an item moves to another week and stays there", async ({ page, site }) => {
  const before = await openPlan(page, site);
  const [first = ""] = before;
  expect(await weekOf(page, first)).toBe(1);
  const panel = await change(page, first);
  await panel.getByRole("combobox", { name: `Move ${first} to week` }).selectOption("3");
  await panel.getByRole("button", { name: "Move" }).click();
  await expect.poll(() => weekOf(page, first)).toBe(3);
  await expect(bar(page)).toContainText(`Moved to week 3: ${first}`);
  await expect(bar(page)).toContainText(/to another week/);
  await rate(page, "Content knowledge", 3);
  await settled(page);
  expect(await weekOf(page, first)).toBe(3);
  await undo(page);
  await expect.poll(() => weekOf(page, first)).toBe(1);
  await expect.poll(() => titles(page)).toEqual(before);
});

test("more like this brings in one more", async ({ page, site }) => {
  const before = await openPlan(page, site);
  const [first = ""] = before;
  await (await change(page, first)).getByRole("button", { name: "More like this" }).click();
  await expect(bar(page)).toContainText(`One more like ${first}`);
  await expect(bar(page)).toContainText(/\d in/);
  const after = await titles(page);
  const added = after.filter((name) => !before.includes(name));
  expect(added.length).toBeGreaterThan(0);
  expect(after).toContain(first);
  await undo(page);
  await expect.poll(() => titles(page)).toEqual(before);
});

test("a publisher can be left out from an item, and allowed again among the wishes", async ({ page, site }) => {
  const before = await openPlan(page, site);
  const [first = ""] = before;
  const out = (await change(page, first)).getByRole("button", { name: /^Nothing of / });
  const publisher = ((await out.textContent()) ?? "").trim().replace(/^Nothing of /, "");
  await out.click();
  await expect.poll(() => titles(page)).not.toContain(first);
  await expect(page.locator("li[part=item]").filter({ hasText: publisher })).toHaveCount(0);
  await page.getByText("More wishes").click();
  await page.getByRole("button", { name: `Allow ${publisher} again` }).click();
  await expect.poll(() => titles(page)).toContain(first);
});

test("what a change did is told item by item", async ({ page, site }) => {
  const [first = ""] = await openPlan(page, site);
  await page
    .getByRole("group", { name: `What to do with ${first}` })
    .getByRole("button", { name: "Skip" })
    .click();
  const difference = page.locator("[part=difference]");
  await expect(difference).toContainText(/What the last change did: \d in, 1 out/);
  await difference.locator("summary").click();
  await expect(difference.getByText(`“${first}” goes out`)).toBeVisible();
  await expect(difference.getByText(/comes in, in week \d/).first()).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /Playlist updated: .* in, 1 out/ })).toHaveCount(1);
  await difference.getByRole("button", { name: "Hide what the last change did" }).click();
  await expect(difference).toHaveCount(0);
});

test("the keyboard stays where an item was when it goes", async ({ page, site }) => {
  const [, second = ""] = await openPlan(page, site);
  const skip = page.getByRole("group", { name: `What to do with ${second}` }).getByRole("button", { name: "Skip" });
  await skip.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => titles(page)).not.toContain(second);
  const inControls = () =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return (active?.getRootNode() as ShadowRoot | undefined)?.host?.localName;
    });
  await expect.poll(inControls).toBe("gapwise-item-controls");
});

test("a skill that was tried is counted, and can be undone", async ({ page, site }) => {
  await openPlan(page, site);
  const slot = page.locator(".tried").first();
  const label = (await slot.getByRole("button").getAttribute("aria-label")) ?? "";
  await slot.getByRole("button").click();
  await expect(page.locator(".so-far").first()).toHaveText("noted 1 time so far");
  await page.getByRole("button", { name: label }).first().click();
  await expect(page.locator(".so-far").first()).toHaveText("noted 2 times so far");
  await page.getByText(/research found change after 14 h/).click();
  const tries = page.getByRole("row", { name: /Tries in class/ });
  await expect(tries.getByRole("cell").nth(2)).toHaveText("20");
  await expect(tries.getByRole("cell").nth(1)).toHaveText(/[1-9]/);
  await undo(page);
  await expect(page.locator(".so-far").first()).toHaveText("noted 1 time so far");
});

test("once begun, the weeks have dates, and what was not done moves on when a week is over", async ({ page, site }) => {
  await page.clock.setFixedTime("2026-11-23T09:00:00");
  const before = await openPlan(page, site);
  await page.getByText("Begin this plan").click();
  await page.getByRole("button", { name: "Begin today" }).click();
  await expect(page.getByText("You began on 23 Nov. This is week 1.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Week 2 from 30 Nov" })).toBeVisible();
  await settled(page);
  expect(await titles(page)).toEqual(before);
  const [first = ""] = before;
  await page.clock.setFixedTime("2026-12-01T09:00:00");
  await page.reload();
  await expect(page.getByText("You began on 23 Nov. This is week 2.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Week 1" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Week 2 from 30 Nov This week" })).toBeVisible();
  await expect(page.locator("[part=difference]")).toContainText(/to another week/);
  expect(await weekOf(page, first)).toBeGreaterThan(1);
});
