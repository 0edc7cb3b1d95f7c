/** Before all tests: a pack of hostile texts is built, and the site and the tests' own pages are served. */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../serve.mjs";
import { hostileCatalogue } from "./hostile.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const made = join(root, "test-results/made");

export default async function setUp(): Promise<() => Promise<void>> {
  await mkdir(made, { recursive: true });
  const catalogue = join(made, "hostile.jsonl");
  await writeFile(catalogue, hostileCatalogue());
  const gapwise = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/gapwise");
  const map = join(root, "content/maps/gapwise-intasc.json");
  await promisify(execFile)(gapwise, [
    "build",
    "--map",
    map,
    "--catalog",
    catalogue,
    "-o",
    join(made, "hostile.gwpack"),
  ]);

  const { server, address } = await serve([
    ["/tests/made/", made],
    ["/tests/", join(root, "pkg-tests/browser/pages")],
    ["/", join(root, "www/dist")],
  ]);
  process.env.GAPWISE_TEST_ADDRESS = address;
  return () => new Promise((resolve) => server.close(() => resolve()));
}
