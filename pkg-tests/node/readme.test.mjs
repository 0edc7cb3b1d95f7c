/** What the README tells integrators to write does what it says. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pack, root } from "./shipped.mjs";

test("the README's example runs", async () => {
  const [, example] = (await readFile(join(root, "README.md"), "utf8")).match(/```js\n(import init.*?)```/s);
  const body = example.replace(
    /^import init, \{(.*)\} from "gapwise";$/m,
    'const {default: init, $1} = await import("gapwise");',
  );
  assert.notEqual(body, example);
  const run = Object.getPrototypeOf(async () => {}).constructor("packBytes", `${body}\nreturn playlist;`);
  const playlist = await run(pack);
  assert.ok(playlist.sessions.length > 0);
});
