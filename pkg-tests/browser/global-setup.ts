/** Before all tests: packs of texts made for them are built, and the site and the tests' own pages are served. */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../serve.mjs";
import { hostileCatalogue } from "./hostile.js";
import { twinCatalogue } from "./twins.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const made = join(root, "test-results/made");

/** made/NAME.gwpack of a catalogue and the main map. */
async function pack(name: string, catalogue: string): Promise<void> {
  const lines = join(made, `${name}.jsonl`);
  await writeFile(lines, catalogue);
  const gapwise = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/gapwise");
  const map = join(root, "content/maps/gapwise-intasc.json");
  const out = join(made, `${name}.gwpack`);
  await promisify(execFile)(gapwise, ["build", "--map", map, "--catalog", lines, "-o", out]);
}

export default async function setUp(): Promise<() => Promise<void>> {
  await mkdir(made, { recursive: true });
  await pack("hostile", hostileCatalogue());
  await pack("twins", twinCatalogue());

  const { server, address } = await serve([
    ["/tests/made/", made],
    ["/tests/", join(root, "pkg-tests/browser/pages")],
    ["/", join(root, "www/dist")],
  ]);
  process.env.GAPWISE_TEST_ADDRESS = address;
  return () => new Promise((resolve) => server.close(() => resolve()));
}
