/** What the command line exports is valid by the published schemas of CASE and AMB, as ajv reads them. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import Ajv from "ajv";
import Ajv2019 from "ajv/dist/2019.js";
import formats from "ajv-formats";
import { gapwise, root, run } from "./shipped.mjs";

const data = process.env.GAPWISE_DATA ?? join(root, "../shared/data");
const skip = existsSync(data) ? false : "needs the schemas in ../shared/data";
const scratch = await mkdtemp(join(tmpdir(), "gapwise-schemas-"));
after(() => rm(scratch, { recursive: true }));

const json = async (file) => JSON.parse(await readFile(file, "utf8"));
const options = { strict: false, allErrors: true };
const said = (validate) => (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

async function ambValidator() {
  const ajv = formats(new Ajv(options));
  for (const file of await readdir(join(data, "amb/schemas")))
    ajv.addSchema(await json(join(data, "amb/schemas", file)));
  return ajv.getSchema("https://w3id.org/kim/amb/20231019/schemas/schema.json");
}

const caseValidators = async () => ({
  case: formats(new Ajv2019(options)).compile(await json(join(data, "case/case-v1p1-cfpackage-schema.json"))),
  "case1.0": formats(new Ajv(options)).compile(await json(join(data, "case/case-v1p0-cfpackage-schema.json"))),
});

test("the records that AMB calls valid come out as valid records", { skip }, async (t) => {
  const validate = await ambValidator();
  for (const name of await readdir(join(data, "amb/valid"))) {
    await t.test(name, async () => {
      const file = join(data, "amb/valid", name);
      // A licence or description that is missing is worth a look, but no fault by AMB.
      const { stdout } = await run("catalog", "check", file, "--amb", "--json");
      assert.deepEqual(
        JSON.parse(stdout).found.filter(({ code }) => code.startsWith("amb-")),
        [],
      );
      const [lines, records] = [join(scratch, "valid.jsonl"), join(scratch, "valid.out")];
      await gapwise("catalog", "import", file, "-o", lines);
      await gapwise("catalog", "export", lines, "--to", "amb", "-o", records);
      assert.ok(validate(await json(records)), said(validate).join("\n"));
    });
  }
});

test("the records that AMB calls invalid are refused with a reason", { skip }, async (t) => {
  const validate = await ambValidator();
  for (const name of await readdir(join(data, "amb/invalid"))) {
    await t.test(name, async () => {
      const file = join(data, "amb/invalid", name);
      assert.equal(validate(await json(file)), false);
      const { code, stdout } = await run("catalog", "check", file, "--amb", "--json");
      assert.equal(code, 1);
      const faults = JSON.parse(stdout).found.filter((found) => found.severity === "error");
      assert.notDeepEqual(faults, []);
      for (const { message, hint } of faults) assert.ok(message && hint);
    });
  }
});

test("the shipped catalogue is exported as valid records", { skip }, async () => {
  const validate = await ambValidator();
  for (const name of await readdir(join(root, "content/catalog"))) {
    const out = join(scratch, name);
    await gapwise("catalog", "export", join(root, "content/catalog", name), "--to", "amb", "-o", out);
    const lines = (await readFile(out, "utf8")).trim().split("\n");
    for (const [at, line] of lines.entries()) {
      assert.ok(validate(JSON.parse(line)), `${name}, line ${at + 1}: ${said(validate).join("; ")}`);
    }
  }
});

/** Maps, with how many of their identifiers are no UUIDs, as CASE asks for: an identifier is never changed. */
const maps = [
  ["content/maps/gapwise-intasc.json", 0],
  ["content/maps/gapwise-online-blended.json", 0],
  ["content/maps-examples/harbour-district.json", 0],
  ["pkg-tests/node/odd-package.json", 0],
  [join(data, "case/EmptyExternalFramework.json"), 0],
  [join(data, "case/Ordering.json"), 0],
  [join(data, "case/Utf8TestFramework.json"), 0],
  [join(data, "case/opensalt-framework-20c5134f.json"), 0],
  [join(data, "ecf/ecf.case.json"), 0],
  [join(data, "case/math_cfs_sample.json"), 704],
];

for (const [name, foreign] of maps) {
  test(`${name.split("/").at(-1)} is exported as a valid package of either version`, { skip }, async () => {
    for (const [to, validate] of Object.entries(await caseValidators())) {
      const out = join(scratch, `${to}.json`);
      await gapwise("map", "export", join(name.startsWith("/") ? "" : root, name), "--to", to, "-o", out);
      validate(await json(out));
      const problems = said(validate);
      const others = problems.filter((problem) => !/\/identifier must match/.test(problem));
      assert.deepEqual(others, [], to);
      assert.equal(problems.length, foreign, to);
    }
  });
}
