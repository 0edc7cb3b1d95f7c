/** What the plan aims for: goals and their balance, wishes, the teacher's word on an estimate, an expert's path. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, gapRow, openApp, rate, settled, test, titles } from "./support.js";

async function openRated(page: Page, site: string): Promise<void> {
  await openApp(page, site);
  await page.getByRole("radio", { name: "Mentor or coach" }).check();
  await rate(page, "Assessment", 2);
  await expect(page.getByText("This is a starting plan")).toBeHidden();
  await settled(page);
}

async function addGoal(page: Page, what: string, whose: string): Promise<void> {
  await page.getByRole("button", { name: "Add a goal" }).click();
  const form = page.getByRole("form", { name: "A new goal" });
  await form.getByLabel("What").selectOption({ label: what });
  await form.getByLabel("Whose goal").selectOption(whose);
  await form.getByLabel("Level to reach").selectOption("4");
  await form.getByLabel("How much it counts").selectOption("4");
  await form.getByRole("button", { name: "Save the goal" }).click();
  await expect(form).toBeHidden();
}

const openGoals = (page: Page) => page.getByRole("heading", { name: "Goals" }).click();

test("a goal is added, edited and removed, and the gaps say whose it is", async ({ page, site }) => {
  await openRated(page, site);
  await openGoals(page);
  await addGoal(page, "Learning differences", "My school’s");
  const goal = page.getByRole("list", { name: "Goals" }).getByRole("listitem");
  await expect(goal).toContainText("Learning differences");
  await expect(goal).toContainText(/My school’s · aim: 4 .*counts 4 times/);
  // The rows change places.
  await settled(page);
  await gapRow(page, "Learning differences")
    .getByRole("button", { name: /^Show the parts/ })
    .click();
  await page.locator("gapwise-gaps tr.part .unfold").first().click();
  await expect(page.locator("gapwise-gaps .reasons").first()).toContainText(/school/);

  await page.getByRole("button", { name: "Edit the goal: Learning differences" }).click();
  const form = page.getByRole("form", { name: "Change the goal" });
  await form.getByLabel("Whose goal").selectOption("My district’s");
  await form.getByLabel(/By when/).fill("2027-06-30");
  await form.getByRole("button", { name: "Save the goal" }).click();
  await expect(goal).toHaveCount(1);
  await expect(goal).toContainText(/My district’s .* by 30 Jun/);

  await page.getByRole("button", { name: "Remove the goal: Learning differences" }).click();
  await expect(goal).toHaveCount(0);
  await page.locator("gapwise-undo-bar").getByRole("button", { name: "Undo" }).click();
  await expect(goal).toHaveCount(1);
});

test("the balance of goals moves the plan while it is dragged, and is undone as one change", async ({ page, site }) => {
  await openRated(page, site);
  await openGoals(page);
  await addGoal(page, "Learning differences", "Mine");
  await addGoal(page, "Professional learning and ethical practice", "My district’s");
  await settled(page);
  const before = await titles(page);
  const mine = page.getByRole("slider", { name: "Mine" });
  await expect(page.getByRole("slider", { name: "My school’s" })).toBeDisabled();
  await mine.scrollIntoViewIfNeeded();
  const box = await mine.boundingBox();
  if (!box) throw new Error("the slider is not there");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  const seen = new Set<string>();
  for (let step = 0; step <= 40; step += 1) {
    await page.mouse.move(box.x + box.width * (0.5 - step / 80), y);
    await page.waitForTimeout(40);
    seen.add((await page.locator("gapwise-playlist li[part=item] h4").allTextContents()).join("|"));
  }
  // Still held down: the plan has moved on the way.
  expect(seen.size).toBeGreaterThan(1);
  await page.mouse.up();
  await expect(page.locator("gapwise-undo-bar")).toContainText("Balance of goals changed");
  await settled(page);
  expect(await titles(page)).not.toEqual(before);
  await expect(page.locator("gapwise-goals")).toContainText(/planned: \d+ %/);
  await page.locator("gapwise-undo-bar").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => titles(page)).toEqual(before);
});

test("the balance can be set with the keyboard", async ({ page, site }) => {
  await openRated(page, site);
  await openGoals(page);
  await addGoal(page, "Learning differences", "Mine");
  await addGoal(page, "Assessment", "My district’s");
  const district = page.getByRole("slider", { name: "My district’s" });
  await district.focus();
  await page.keyboard.press("Home");
  await expect(district).toHaveAttribute("aria-valuetext", /^0 %/);
  await expect(page.getByRole("slider", { name: "Mine" })).toHaveAttribute("aria-valuetext", /^100 %, planned: /);
  await page.getByRole("button", { name: "Balance evenly" }).click();
  await expect(district).toHaveAttribute("aria-valuetext", "50 %");
});

test("a plan leaves time free rather than fill it with what closes little, unless that is wished", async ({
  page,
  site,
}) => {
  await openRated(page, site);
  await page.getByRole("spinbutton", { name: "Weeks" }).fill("40");
  await expect(page.getByText(/^Your weeks have \d+ minutes left:/)).toBeVisible();
  await settled(page);
  const items = page.locator("gapwise-playlist li[part=item]");
  const before = await items.count();
  await page.getByText("More wishes").click();
  await page.getByRole("checkbox", { name: "Fill my weeks, even with what closes little" }).check();
  await expect.poll(() => items.count()).toBeGreaterThan(before);
  await expect(page.getByText(/^Your weeks have \d+ minutes left:/)).toBeHidden();
});

test("wishes: at most so many of a kind in a row, and how much of what", async ({ page, site }) => {
  await openRated(page, site);
  await page.getByText("More wishes").click();
  const kinds = async () => {
    await settled(page);
    const meta = page.locator("gapwise-playlist li[part=item] [part=meta]");
    return (await meta.allTextContents()).map((text) => /(Article|Video|Guide|Course|Session|Toolkit)/.exec(text)?.[0]);
  };
  await page.getByRole("combobox", { name: "In a row, of one kind" }).selectOption({ label: "At most 1" });
  await expect
    .poll(async () => {
      const list = await kinds();
      return list.some((kind, at) => kind !== undefined && kind === list[at + 1]);
    })
    .toBe(false);

  const slider = page.getByRole("slider", { name: "Understand" });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", "none");
  await expect(page.locator("gapwise-playlist [part=meta]").filter({ hasText: "Understand" })).toHaveCount(0);
  await expect(page.getByText("2 set")).toBeVisible();
  await page.getByRole("button", { name: "As usual" }).click();
  await expect(page.getByText("1 set")).toBeVisible();
});

test("minutes kept for reviews make room for them", async ({ page, site }) => {
  await openRated(page, site);
  await page.getByRole("button", { name: "Keep 10 min a week free for reviews" }).click();
  const reviews = page.locator("details.reviews");
  await expect(reviews.first()).toBeVisible();
  await reviews.first().locator("summary").click();
  await expect(
    reviews
      .first()
      .getByText(/while \d\d %/)
      .first(),
  ).toBeVisible();
});

test("an estimate can be contested both ways, and that taken back", async ({ page, site }) => {
  await openRated(page, site);
  const row = gapRow(page, "Assessment");
  await row.getByRole("button", { name: /^Show the parts/ }).click();
  // The order follows the gaps, so a part is known by its name.
  const name = (await page.locator("gapwise-gaps tr.part .unfold").first().getAttribute("aria-label")) ?? "";
  const part = page.locator("gapwise-gaps tr.part").filter({ has: page.getByRole("button", { name }) });
  await part.locator(".unfold").click();
  const about = page.locator("gapwise-gaps tr.about");
  const mastery = async () => Number.parseFloat((await part.getByRole("cell").first().textContent()) ?? "");
  const before = await mastery();
  await about.getByRole("button", { name: /^I know this already/ }).click();
  await expect(about.getByText(/^You set this to \d\.\d on .* against the estimate\.$/)).toBeVisible();
  await expect.poll(mastery).toBeGreaterThan(before + 0.5);
  await expect(about.locator(".reasons")).toContainText(/correction|corrected|contest/i);
  await about.getByRole("button", { name: /^Take that back/ }).click();
  await expect.poll(mastery).toBe(before);
  await about.getByRole("button", { name: /^I am not there yet/ }).click();
  await expect.poll(mastery).toBeLessThan(before);
});

test("the three questions that tell most are answered in place", async ({ page, site }) => {
  await openRated(page, site);
  await page.getByText("Three answers that would tell most").click();
  const questions = page.locator("gapwise-questions li");
  await expect(questions).toHaveCount(3);
  const tells = (await questions.allTextContents()).map((text) => Number(/takes away (\d+) %/.exec(text)?.[1]));
  expect(tells).toEqual([...tells].sort((a, b) => b - a));
  expect(tells[0]).toBeGreaterThan(0);
  const asked = await questions.first().locator("strong").textContent();
  await questions.first().getByRole("radio", { name: /^3,/ }).check();
  await expect(page.locator("gapwise-undo-bar")).toContainText(`Rating changed: ${asked}`);
  await expect(questions.first().getByRole("radio", { name: /^3,/ })).toBeChecked();
  await page.getByRole("button", { name: "Ask me others" }).click();
  await expect(questions.first().locator("strong")).not.toHaveText(asked ?? "");
});

test("an open gap's remedy is one button, and it helps", async ({ page, site }) => {
  await openRated(page, site);
  await page.getByText(/gaps? that this plan leaves open/).click();
  const open = page
    .locator("[part=unfilled] li")
    .filter({ has: page.getByRole("button", { name: /^Give it \d+ more/ }) });
  const label = (await open.first().locator("strong").textContent()) ?? "";
  const look = open.first().getByText("Look at it first:");
  await expect(look.getByRole("link")).toHaveAttribute("href", /^https?:/);
  const more = Number(/\d+/.exec((await open.first().getByRole("button").textContent()) ?? "")?.[0]);
  await open.first().getByRole("button").click();
  await expect(page.locator("gapwise-undo-bar")).toContainText(`Changed to help with ${label}`);
  await expect(page.getByRole("spinbutton", { name: "Minutes per week" })).toHaveValue(String(60 + more));
  await settled(page);
  const labels = await page.locator("[part=unfilled] li strong").allTextContents();
  expect(labels).not.toContain(label);
});

test("the expert's path is compared with the best plan, and can be followed", async ({ page, site }) => {
  await openRated(page, site);
  const before = await titles(page);
  await page.getByText(/^Beside it, an expert’s path:/).click();
  const table = page.getByRole("table", { name: "Your plan and the path" });
  await expect(table).toBeVisible();
  const numbers = async (row: string) =>
    (await table.getByRole("row", { name: row }).getByRole("cell").allTextContents()).map(Number.parseFloat);
  const [best = 0, expert = 0] = await numbers("Gap closed");
  expect(best).toBeGreaterThanOrEqual(expert);
  expect(expert).toBeGreaterThan(0);
  const [, items = 0] = await numbers("Resources");
  await page.getByRole("button", { name: "Follow this path" }).click();
  await expect(page.getByText("You follow this path.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Lock", pressed: true })).toHaveCount(items);
  await page.getByRole("button", { name: "Back to the best plan" }).click();
  await expect(page.getByRole("button", { name: "Lock", pressed: true })).toHaveCount(0);
  await page.locator("gapwise-undo-bar").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Lock", pressed: true })).toHaveCount(items);
  await page.getByRole("radio", { name: "Classroom teacher" }).check();
  await expect(page.getByText(/^Beside it, an expert’s path:/)).toHaveCount(0);
  expect(before.length).toBeGreaterThan(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing to object to with every control unfolded, in ${colorScheme} colours, at 390 px`, async ({
    page,
    site,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await openRated(page, site);
    await openGoals(page);
    await addGoal(page, "Learning differences", "Mine");
    await page.getByRole("button", { name: "Add a goal" }).click();
    await page.getByText("More wishes").click();
    await gapRow(page, "Assessment")
      .getByRole("button", { name: /^Show the parts/ })
      .click();
    await page.locator("gapwise-gaps tr.part .unfold").first().click();
    await page.getByText("Three answers that would tell most").click();
    await page.getByText(/research found change after 14 h/).click();
    await page.getByText("Begin this plan").click();
    await page.getByText(/gaps? that this plan leaves open/).click();
    await page.getByText(/^Beside it, an expert’s path:/).click();
    await page
      .getByRole("button", { name: /^Change / })
      .first()
      .click();
    await page.getByRole("button", { name: "Swap for another" }).click();
    await expect(page.getByRole("table", { name: "Your plan and the path" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Take “/ })).toHaveCount(3);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`),
    ).toEqual([]);
  });
}
