/** `gapwise/worker`: the engine's answers as promises, from a worker that survives traps. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { before, describe, test } from "node:test";
import init, { Gapwise, GapwiseError, Learner } from "gapwise";
import { connect } from "gapwise/worker";
import * as small from "./small.mjs";
import { WebWorker } from "./web-worker.mjs";

let engine;
let bytes;
before(async () => {
  await init();
  engine = Gapwise.build(small.input());
  bytes = engine.save();
});

/** A server of one pack, and what was asked of it. */
async function serve(t) {
  const asked = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    if (url !== "/small.gwpack") response.writeHead(404).end();
    else response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { address: `http://127.0.0.1:${server.address().port}/small.gwpack`, asked };
}

/** Connects, and closes at the end of the test. */
async function connected(t, pack, options) {
  const remote = await connect(pack, options);
  t.after(() => remote.close());
  return remote;
}

const failure = (promise) => promise.then(assert.fail, (error) => error);
const parts = ({ code, path, hint, message }) => ({ code, path, hint, message });

const places = [
  ["in a worker", WebWorker],
  ["without workers", undefined],
  [
    "where a worker may not be started",
    function refused() {
      throw new Error("SecurityError");
    },
  ],
];

for (const [place, Worker] of places) {
  describe(place, () => {
    before(() => {
      globalThis.Worker = Worker;
    });

    test("many texts are tagged with progress, as one by one", async (t) => {
      const remote = await connected(t, bytes);
      const texts = Array.from({ length: 3000 }, (_, at) => ({
        name: `Exit tickets ${at}`,
        text: "routines ".repeat(50),
      }));
      const told = [];
      const all = await remote.tagAll(texts, { top: 2, onProgress: (...step) => told.push(step) });
      assert.equal(all.length, texts.length);
      assert.deepEqual(all[1234], engine.tag(texts[1234], { top: 2 }));
      assert.ok(told.length > 1, "the work was done in one piece");
      assert.deepEqual(told.at(-1), [3000, 3000]);
      for (const [at, [done]] of told.entries()) assert.ok(at === 0 || done >= told[at - 1][0]);
    });

    test("tagging many texts can be given up", async (t) => {
      const remote = await connected(t, bytes);
      const texts = Array.from({ length: 20_000 }, () => ({ text: "Exit tickets and routines. ".repeat(50) }));
      const abort = new AbortController();
      const given = remote.tagAll(texts, { signal: abort.signal, onProgress: () => abort.abort(new Error("enough")) });
      assert.equal((await failure(given)).message, "enough");
      assert.deepEqual(await remote.maps(), engine.maps(), "the engine goes on");
      assert.equal((await failure(remote.tagAll(texts, { signal: abort.signal }))).message, "enough");
    });

    test("the answers are those of the synchronous engine", async (t) => {
      const remote = await connected(t, bytes);
      assert.deepEqual(await remote.search({ text: "exit tickets" }), engine.search({ text: "exit tickets" }));
    });

    test("a learner serves as well as its data", async (t) => {
      const remote = await connected(t, bytes);
      const learner = Learner.create("small-map");
      const today = "2026-11-22";
      assert.deepEqual(await remote.gaps(learner, { today }), engine.gaps(learner.toJSON(), { today }));
    });

    test("an error is the synchronous engine's", async (t) => {
      const remote = await connected(t, bytes);
      const error = await failure(remote.map("no such map"));
      assert.ok(error instanceof GapwiseError);
      let expected;
      try {
        engine.map("no such map");
      } catch (thrown) {
        expected = thrown;
      }
      assert.deepEqual(parts(error), parts(expected));
    });

    test("a pack is opened from its address, with progress up to its length", async (t) => {
      const { address } = await serve(t);
      const steps = [];
      const remote = await connected(t, address, { onProgress: (...step) => steps.push(step) });
      assert.deepEqual(steps.at(-1), [bytes.length, bytes.length]);
      assert.deepEqual(await remote.save(), bytes);
    });

    test("an address where nothing lies is told, with its status", async (t) => {
      const address = `${(await serve(t)).address}.old`;
      assert.deepEqual(parts(await failure(connect(address))), {
        code: "pack-fetch",
        path: address,
        hint: "Check the pack's address: nothing lies there.",
        message: "The pack was not delivered: HTTP 404.",
      });
    });

    test("a server that cannot be reached is told", async () => {
      const address = "http://127.0.0.1:9/small.gwpack";
      assert.deepEqual(parts(await failure(connect(address))), {
        code: "pack-fetch",
        path: address,
        hint: "Check the connection and the pack's address; a pack on another origin must be sent with CORS headers.",
        message: "The pack could not be fetched.",
      });
    });

    test("a pack that is not one is refused", async () => {
      assert.equal((await failure(connect(new Uint8Array(0)))).code, "pack-empty");
    });

    test("the caller keeps the bytes", async (t) => {
      const own = bytes.slice();
      await connected(t, own);
      assert.deepEqual(own, bytes);
    });

    test("after closing every call is rejected", async () => {
      const remote = await connect(bytes);
      remote.close();
      assert.equal((await failure(remote.maps())).code, "engine-closed");
    });

    test("an opening that was given up rejects with the reason", async () => {
      const reason = new Error("changed my mind");
      assert.equal(await failure(connect(bytes, { signal: AbortSignal.abort(reason) })), reason);
    });

    test("an opening is given up in the middle", async (t) => {
      const { address } = await serve(t);
      const abort = new AbortController();
      const opening = connect(address, { signal: abort.signal });
      abort.abort(new Error("changed my mind"));
      assert.equal(await failure(opening), abort.signal.reason);
    });
  });
}

describe("a worker in trouble", () => {
  before(() => {
    globalThis.Worker = WebWorker;
  });

  const outcomes = async (promises) =>
    (await Promise.allSettled(promises)).map(({ value, reason }) => value ?? [reason.name, reason.code]);

  for (const [trouble, prefix] of [
    ["a trap", "trap"],
    ["the death of the worker", "die"],
  ]) {
    test(`${trouble} rejects only the call at fault`, async (t) => {
      const remote = await connected(t, bytes);
      assert.deepEqual(await outcomes([remote.suggest("rou"), remote.suggest(prefix), remote.suggest("tick")]), [
        engine.suggest("rou"),
        ["GapwiseError", "engine-trap"],
        engine.suggest("tick"),
      ]);
    });

    test(`after ${trouble} the next call is answered`, async (t) => {
      const remote = await connected(t, bytes);
      await failure(remote.suggest(prefix));
      assert.deepEqual(await remote.maps(), engine.maps());
    });
  }

  test("a pack is not fetched again after a trap", async (t) => {
    const { address, asked } = await serve(t);
    const remote = await connected(t, address);
    await failure(remote.suggest("trap"));
    await remote.maps();
    assert.deepEqual(asked, ["/small.gwpack"]);
  });

  test("what waits when the engine is closed is rejected", async () => {
    const remote = await connect(bytes);
    const waiting = remote.maps();
    remote.close();
    assert.equal((await failure(waiting)).code, "engine-closed");
  });

  test("an argument is taken as it was when the call was made", async (t) => {
    const remote = await connected(t, bytes);
    const request = { text: "exit tickets" };
    const trapped = failure(remote.suggest("trap"));
    const found = remote.search(request);
    request.text = "";
    await trapped;
    assert.deepEqual(await found, engine.search({ text: "exit tickets" }));
  });

  test("an argument that cannot be sent is refused", async (t) => {
    const remote = await connected(t, bytes);
    assert.equal((await failure(remote.search({ text: () => {} }))).code, "bad-request");
  });
});
