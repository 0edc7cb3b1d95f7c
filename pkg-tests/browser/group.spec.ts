/** Several teachers at once, for a lead who has their files. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, fileOf, openApp, openGroup, SAMPLES, sample, settled, test } from "./support.js";

const samples = () => Promise.all(SAMPLES.map(sample));

/** Who is in which study group, as the page calls them. */
const groups = async (page: Page): Promise<string[][]> => {
  await settled(page);
  const all = await page.locator("gapwise-study-group").all();
  return Promise.all(all.map((group) => group.locator(".people li").allTextContents()));
};

const mapRows = (page: Page) => page.locator("gapwise-cohort table tbody tr:not(.standard)");

async function downloaded(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return readFile(await (await download).path(), "utf8");
}

test("before any file is open, the view says what it is for and how to get files", async ({ page, site }) => {
  await openApp(page, site, "group");
  await expect(page.getByText("Export my data")).toBeVisible();
  await expect(page.getByText("The files are read on this device and go nowhere.")).toBeVisible();
  await expect(page.locator("gapwise-cohort table")).toHaveCount(0);
});

test("several files make a map of gaps and study groups with a playlist each", async ({ page, site }) => {
  await openApp(page, site, "group");
  await openGroup(page, await samples());
  await expect(page.getByText("5 files open", { exact: true })).toBeVisible();

  const found = await groups(page);
  expect(found.flat().sort()).toEqual(["File 1", "File 2", "File 3", "File 4", "File 5"]);
  // A first-year teacher and somebody who is just starting out have the same role and no strengths yet.
  expect(found[0]).toEqual(["File 1", "File 4"]);

  const cells = await mapRows(page).first().getByRole("cell").allTextContents();
  expect(cells.slice(0, 3).every((text) => /^\d\.\d$/.test(text.trim()))).toBe(true);
  expect(cells[3]).toMatch(/\d of 5/);

  const group = page.locator("gapwise-study-group").first();
  await group.getByText("Playlist of group 1").click();
  const item = group.locator("li[part=item]").first();
  await expect(item.getByRole("link")).toHaveAttribute("href", /^https?:/);
  await expect(item.getByText("Why this one")).toBeVisible();
  await expect(item.getByRole("button")).toHaveCount(0);
  for (const used of await group.locator(".used").allTextContents()) {
    const [minutes, budget] = used.match(/\d+/g)?.map(Number) ?? [];
    expect(budget).toBe(60);
    expect(minutes).toBeLessThanOrEqual(60);
  }
});

test("a file that cannot be used is named with the reason, and the others are read", async ({ page, site }) => {
  const first = await sample("first-year-teacher");
  const newer = { ...JSON.parse(first.buffer.toString()), version: 9 };
  await openApp(page, site, "group");
  await openGroup(page, [
    first,
    fileOf("notes.json", "{"),
    fileOf("other.json", "{}"),
    fileOf("newer.json", JSON.stringify(newer)),
    fileOf("again.json", first.buffer.toString()),
    await sample("mentor"),
  ]);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("4 files could not be used; the others were read");
  for (const [name, why] of [
    ["notes.json", "It is not JSON."],
    ["other.json", "It is not a Gapwise learner file"],
    ["newer.json", "version 9"],
    ["again.json", "It holds exactly what File 1 holds"],
  ] as const)
    await expect(alert.getByRole("listitem").filter({ hasText: name })).toContainText(why);
  await expect(page.getByText("2 files open", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Hide this" }).click();
  await expect(alert).toHaveCount(0);
});

test("a file can be closed and comes back; the others keep their names", async ({ page, site }) => {
  await openApp(page, site, "group");
  await openGroup(page, await samples());
  const before = await groups(page);
  await page.getByText("5 files open", { exact: true }).click();
  await page.getByRole("button", { name: "Close File 4" }).click();
  await expect(page.getByText("4 files open", { exact: true })).toBeVisible();
  expect((await groups(page)).flat().sort()).toEqual(["File 1", "File 2", "File 3", "File 5"]);
  await expect(mapRows(page).first()).toContainText("of 4");
  await page.keyboard.press("Control+z");
  await expect(page.getByText("5 files open", { exact: true })).toBeVisible();
  expect(await groups(page)).toEqual(before);
  await page.getByRole("button", { name: "Close all files" }).click();
  await expect(page.locator("gapwise-cohort table")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await groups(page)).toEqual(before);
});

test("role and time are the lead’s to set", async ({ page, site }) => {
  await openApp(page, site, "group");
  await openGroup(page, await samples());
  await page.getByRole("spinbutton", { name: "Minutes per week" }).fill("30");
  await page.getByRole("button", { name: "Less: Weeks" }).click();
  await expect(page.getByText(/of 1 h 30 min$/).first()).toBeVisible();
  await settled(page);
  const rows = async () => {
    await settled(page);
    return page.getByRole("button", { name: /^Show all \d+$/ }).textContent();
  };
  const own = await rows();
  await page.getByLabel("Levels to aim for").selectOption({ label: "Classroom teacher" });
  await expect(async () => expect(await rows()).not.toBe(own)).toPass();
});

test("the map can be put in the order of the standards", async ({ page, site }) => {
  await openApp(page, site, "group");
  await openGroup(page, await samples());
  await expect(mapRows(page)).toHaveCount(12);
  await page.getByRole("button", { name: /^Show all \d+$/ }).click();
  const all = await mapRows(page).count();
  expect(all).toBeGreaterThan(60);
  await page.getByLabel("Order").last().selectOption({ label: "By standard" });
  await expect(page.getByRole("rowheader", { name: "Learner development", exact: true })).toBeVisible();
  await expect(mapRows(page)).toHaveCount(all);
  const standards = (await page.locator("tr.standard").allTextContents()).map((text) => text.trim());
  expect(standards[0]).toBe("Learner development");
  expect(new Set(standards).size).toBe(standards.length);
});

test("nobody’s name is shown, and a file’s only when the lead asks", async ({ page, site }) => {
  const hostile = "<img src=x onerror=alert(1)>.json";
  const first = await sample("first-year-teacher");
  const { name } = JSON.parse(first.buffer.toString());
  await openApp(page, site, "group");
  await openGroup(page, [{ ...first, name: hostile }, await sample("mentor")]);
  expect((await groups(page)).flat().sort()).toEqual(["File 1", "File 2"]);
  await page.getByText("2 files open", { exact: true }).click();
  await page.getByLabel("Call people by the names of their files").check();
  expect((await groups(page)).flat().sort()).toEqual([hostile, "mentor.json"]);
  const text = await page.evaluate(() => {
    const all = (root: ParentNode): string =>
      [...root.querySelectorAll("*")].map((one) => (one.shadowRoot ? all(one.shadowRoot) : one.textContent)).join(" ");
    return all(document);
  });
  expect(text).toContain("mentor.json");
  expect(text).not.toContain(name);
});

test("files are kept on the device only when asked", async ({ page, site }) => {
  const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await openApp(page, site, "group");
  await openGroup(page, await samples());
  expect(await databases()).not.toContain("gapwise-group");
  await page.reload();
  await expect(page.getByRole("button", { name: "Open files" })).toBeVisible();
  await expect(page.getByText(/^\d+ files open$/)).toHaveCount(0);

  await openGroup(page, await samples());
  await page.getByText("5 files open", { exact: true }).click();
  await page.getByLabel("Keep these files on this device").check();
  await expect(page.getByText("They stay on this device")).toBeVisible();
  expect(await databases()).toContain("gapwise-group");
  const before = await groups(page);
  await page.reload();
  await expect(page.getByText("5 files open", { exact: true })).toBeVisible();
  await expect(page.locator("gapwise-study-group").first()).toBeVisible();
  expect(await groups(page)).toEqual(before);

  await page.getByText("5 files open", { exact: true }).click();
  await page.getByLabel("Keep these files on this device").uncheck();
  await expect(page.getByText("They are gone from here when you close the page.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Open files" })).toBeVisible();
  await expect(page.getByText(/^\d+ files open$/)).toHaveCount(0);
});

test("where a browser keeps nothing, the page says so and takes the tick away", async ({ page, site }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await openApp(page, site, "group");
  await openGroup(page, await samples());
  await page.getByText("5 files open", { exact: true }).click();
  const tick = page.getByLabel("Keep these files on this device");
  await tick.click();
  await expect(page.getByText("This browser does not let the page keep anything here")).toBeVisible();
  await expect(tick).not.toBeChecked();
});

test("what was found can be taken along", async ({ page, site, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openApp(page, site, "group");
  await openGroup(page, await samples());
  const all = JSON.parse(await downloaded(page, "Everything as JSON"));
  expect(all.people).toEqual(["File 1", "File 2", "File 3", "File 4", "File 5"]);
  expect(all.size).toBe(5);

  const gaps = (await downloaded(page, "Gaps as CSV")).trim().split("\r\n");
  expect(gaps[0]).toBe("code,competency,standard,mean level,spread,mean gap,weighted gap,have a gap,of");
  expect(gaps.length - 1).toBe(all.gaps.length);

  const items = (await downloaded(page, "Playlists as CSV")).trim().split("\r\n");
  const planned = all.groups.flatMap(({ playlist }: { playlist: { items: unknown[] } }) => playlist.items);
  expect(items.length - 1).toBe(planned.length);
  expect(items[1]).toContain("1,File 1; File 4,1,");

  await page.getByText("Playlist of group 1").click();
  await page.getByRole("button", { name: "Copy the playlist of group 1 as text" }).click();
  await expect(page.getByText("The playlist is on the clipboard.")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^Playlist of group 1\nFile 1, File 4\n/);
  expect(text).toContain(`- ${all.groups[0].playlist.items[0].name}`);
});

test("files can be dropped", async ({ page, site }) => {
  await openApp(page, site, "group");
  const files = (await samples()).map(({ name, buffer }) => ({ name, text: buffer.toString() }));
  const dropped = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, text } of all) data.items.add(new File([text], name));
    return data;
  }, files);
  const area = page.locator("gapwise-cohort [part=drop]");
  await area.dispatchEvent("dragover", { dataTransfer: dropped });
  await expect(area).toHaveClass(/dropping/);
  await area.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.getByText("5 files open", { exact: true })).toBeVisible();
  await expect(area).not.toHaveClass(/dropping/);
});

test("the keyboard opens files and unfolds a playlist", async ({ page, site }) => {
  await openApp(page, site, "group");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open files" }).press("Enter");
  await (await chooser).setFiles(await samples());
  await expect(page.locator("gapwise-study-group").first()).toBeVisible();
  await settled(page);
  await page.locator("gapwise-study-group summary").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("gapwise-study-group").first().locator("li[part=item]").first()).toBeVisible();
});

test("a hundred files are read one by one, and everybody is in a group", async ({ page, site }) => {
  const kinds = await samples();
  const many = Array.from({ length: 100 }, (_, at) => {
    const learner = JSON.parse(kinds[at % kinds.length]?.buffer.toString() ?? "");
    learner.evidence[0].note = `Copy ${at}`;
    return fileOf(`${at}.json`, JSON.stringify(learner));
  });
  await openApp(page, site, "group");
  await openGroup(page, many);
  await expect(page.getByText("100 files open", { exact: true })).toBeVisible();
  const found = await groups(page);
  expect(found.flat().length).toBe(100);
  expect(Math.max(...found.map((members) => members.length))).toBeLessThanOrEqual(8);
});

test("on paper every playlist is unfolded, and there is nothing to press", async ({ page, site }) => {
  await openApp(page, site, "group");
  await openGroup(page, await samples());
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("gapwise-study-group").first().locator("li[part=item]").first()).toBeVisible();
  await expect(page.getByText("5 files open", { exact: true })).toBeHidden();
  await expect(page.getByRole("button")).toHaveCount(0);
});

test("without a network a group is worked out as well", async ({ page, site, context }) => {
  await openApp(page, site, "group");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await context.setOffline(true);
  await page.reload();
  await openGroup(page, await samples());
  await expect(page.getByText("5 files open", { exact: true })).toBeVisible();
});
