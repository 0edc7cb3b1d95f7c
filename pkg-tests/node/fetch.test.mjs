/** Fetching packs from a server that does its worst, and keeping them. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { before, test } from "node:test";
import init, { fetchPack, Gapwise } from "gapwise";
import * as small from "./small.mjs";

/** Two packs, long enough to come in several pieces. */
let old;
let young;
before(async () => {
  await init();
  const more = Array.from({ length: 400 }, (_, at) => ({
    id: `r${at}`,
    name: `Resource ${at}`,
    description: "x".repeat(at),
  }));
  const engine = Gapwise.build(small.input());
  engine.add(more);
  old = engine.save();
  engine.add([{ id: "new", name: "New" }]);
  young = engine.save();
});

/** A server on the loopback that answers by `answer(request, response, count)`; gives its address, and what was asked. */
async function serve(t, answer) {
  const asked = [];
  const server = createServer((request, response) => {
    const { range, "if-range": ifRange } = request.headers;
    asked.push({ url: request.url, range, ifRange });
    answer(request, response, asked.length);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${server.address().port}/small.gwpack`, asked };
}

/** Sends a part of a file and cuts the connection. */
function cut(response, bytes, headers, length) {
  response.writeHead(200, { "content-length": bytes.length, ...headers });
  response.write(bytes.subarray(0, length), () => setTimeout(() => response.destroy(), 20));
}

/** Sends what the request's range asks for. */
function rest(request, response, bytes, headers) {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range)[1]);
  const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  response.writeHead(206, { "content-range": range, "content-length": bytes.length - start, ...headers });
  response.end(bytes.subarray(start));
}

const whole = (response, bytes, headers) =>
  response.writeHead(200, { "content-length": bytes.length, ...headers }).end(bytes);
const refusal = (promise) =>
  promise.then(
    () => assert.fail("it was fetched"),
    (error) => error,
  );

test("a pack comes with progress", async (t) => {
  const { address, asked } = await serve(t, (_, response) => whole(response, old));
  const told = [];
  assert.deepEqual(await fetchPack(address, { onProgress: (...step) => told.push(step) }), old);
  assert.deepEqual(told.at(-1), [old.length, old.length]);
  assert.deepEqual(asked, [{ url: "/small.gwpack", range: undefined, ifRange: undefined }]);
});

test("a cut connection is continued where it broke off", async (t) => {
  const tag = { etag: '"one"' };
  const { address, asked } = await serve(t, (request, response, count) => {
    if (count === 1) cut(response, old, tag, 10_000);
    else rest(request, response, old, tag);
  });
  const told = [];
  const bytes = await fetchPack(new URL(address), { onProgress: (done) => told.push(done) });
  assert.deepEqual(bytes, old);
  assert.deepEqual(asked.slice(1), [{ url: "/small.gwpack", range: "bytes=10000-", ifRange: '"one"' }]);
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
    "nothing came twice",
  );
});

test("what was continued is the same, however often the connection is cut", async (t) => {
  const headers = { "last-modified": "Mon, 05 Jan 2026 10:00:00 GMT" };
  const { address, asked } = await serve(t, (request, response, count) => {
    if (count === 1) return cut(response, old, headers, 5000);
    const start = Number(/\d+/.exec(request.headers.range)[0]);
    if (start + 9000 >= old.length) return rest(request, response, old, headers);
    const range = `bytes ${start}-${old.length - 1}/${old.length}`;
    response.writeHead(206, { "content-range": range, "content-length": old.length - start, ...headers });
    response.write(old.subarray(start, start + 9000), () => setTimeout(() => response.destroy(), 20));
  });
  assert.deepEqual(await fetchPack(address), old);
  assert.ok(asked.length > 3, "it was cut more often than it may be without getting on");
  assert.equal(asked[1].ifRange, headers["last-modified"]);
});

test("a server that ignores ranges sends all of it again", async (t) => {
  const { address, asked } = await serve(t, (_, response, count) =>
    count === 1 ? cut(response, old, { etag: '"one"' }, 10_000) : whole(response, old, { etag: '"one"' }),
  );
  assert.deepEqual(await fetchPack(address), old);
  assert.equal(asked[1].range, "bytes=10000-");
});

test("a file that has changed meanwhile is fetched anew, not patched together", async (t) => {
  const { address } = await serve(t, (_, response, count) =>
    count === 1 ? cut(response, old, { etag: '"one"' }, 10_000) : whole(response, young, { etag: '"two"' }),
  );
  assert.deepEqual(await fetchPack(address), young);
});

test("a server that sends the rest of another file is not believed", async (t) => {
  const { address, asked } = await serve(t, (request, response, count) => {
    if (count === 1) cut(response, old, { etag: '"one"' }, 10_000);
    else if (request.headers.range) rest(request, response, young, { etag: '"two"' });
    else whole(response, young, { etag: '"two"' });
  });
  assert.deepEqual(await fetchPack(address), young);
  assert.deepEqual(
    asked.map(({ range }) => range),
    [undefined, "bytes=10000-", undefined],
  );
});

test("without a validator, or with a weak one, a cut connection begins anew", async (t) => {
  const { address, asked } = await serve(t, (_, response, count) =>
    count < 3 ? cut(response, old, count === 1 ? {} : { etag: 'W/"one"' }, 10_000) : whole(response, old),
  );
  assert.deepEqual(await fetchPack(address), old);
  assert.deepEqual(
    asked.map(({ range }) => range),
    [undefined, undefined, undefined],
  );
});

test("a length that is too large is a connection that is cut again and again", async (t) => {
  const { address, asked } = await serve(t, (request, response) => {
    if (request.headers.range) return response.writeHead(416).end();
    response.writeHead(200, { "content-length": old.length + 100, etag: '"one"' });
    response.write(old, () => setTimeout(() => response.destroy(), 20));
  });
  const { name, code, path } = await refusal(fetchPack(address));
  assert.deepEqual({ name, code, path }, { name: "GapwiseError", code: "pack-fetch", path: address });
  assert.ok(asked.length <= 6, `${asked.length} requests`);
});

test("a length that is too small gives a pack that is refused", async (t) => {
  const { address } = await serve(t, (_, response) => whole(response, old.subarray(0, old.length - 100)));
  const bytes = await fetchPack(address);
  assert.throws(() => Gapwise.open(bytes), { code: "pack-truncated" });
});

test("where nothing is, or nobody, it is told at once", async (t) => {
  const { address, asked } = await serve(t, (_, response) => response.writeHead(404).end());
  assert.match((await refusal(fetchPack(address))).message, /404/);
  assert.equal(asked.length, 1);
  const nobody = await refusal(fetchPack("http://127.0.0.1:9/none.gwpack"));
  assert.deepEqual([nobody.code, nobody.path], ["pack-fetch", "http://127.0.0.1:9/none.gwpack"]);
});

test("fetching can be given up, also while it waits to go on", async (t) => {
  const { address } = await serve(t, (_, response) => cut(response, old, {}, 10_000));
  const abort = new AbortController();
  const fetched = fetchPack(address, {
    signal: abort.signal,
    onProgress: () => setTimeout(() => abort.abort(new Error("enough")), 60),
  });
  assert.equal((await refusal(fetched)).message, "enough");
});

/** A store in memory. */
function memory(...packs) {
  const kept = new Map(packs);
  return {
    kept,
    get: async (address) => kept.get(address),
    put: async (address, pack) => void kept.set(address, pack),
  };
}

const versionOf = (bytes) => Gapwise.open(bytes).info().version;
const json = (response, value) =>
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));

test("what is kept needs no network the next time", async (t) => {
  const store = memory();
  const { address, asked } = await serve(t, (_, response) => whole(response, old));
  assert.deepEqual(await fetchPack(address, { keep: store }), old);
  assert.deepEqual(store.kept.get(address), old);
  assert.equal(asked.length, 1);

  const gone = "http://127.0.0.1:9/small.gwpack";
  const told = [];
  const again = await fetchPack(gone, { keep: memory([gone, old]), onProgress: (...step) => told.push(step) });
  assert.deepEqual(again, old);
  assert.deepEqual(told, [[old.length, old.length]]);
});

test("of what is kept and still the newest, only the manifest is asked for", async (t) => {
  const { address, asked } = await serve(t, (_, response) => json(response, { version: versionOf(old), deltas: {} }));
  assert.deepEqual(await fetchPack(address, { keep: memory([address, old]) }), old);
  assert.deepEqual(
    asked.map(({ url }) => url),
    ["/small.gwpack.json"],
  );
});

/** What a server holds after `gapwise pack publish young --from old`; `delta` is what it sends as the difference. */
const published = (delta) => (request, response) => {
  if (request.url === "/small.gwpack") whole(response, young);
  else if (request.url === "/a.gwdelta") whole(response, delta);
  else json(response, { version: versionOf(young), deltas: { [versionOf(old)]: { file: "a.gwdelta" } } });
};

/** As in src/search/files.rs. */
function checksum(bytes) {
  const odd = 0x9e3779b97f4a7c15n;
  const whole = Buffer.concat([bytes, Buffer.alloc(8 - (bytes.length % 8))]);
  const step = (state, chunk) => {
    const product = BigInt.asUintN(64, (state ^ chunk) * odd);
    return BigInt.asUintN(64, product << 29n) | (product >> 35n);
  };
  let state = step(odd, BigInt(bytes.length));
  for (let at = 0; at < whole.length; at += 8) state = step(state, whole.readBigUInt64LE(at));
  return state;
}

/** The difference from one pack to another as one that inserts all of it: the form is in src/pack/delta.rs. */
function differenceOf(from, to) {
  const body = Buffer.alloc(24);
  body.writeBigUInt64LE(BigInt(`0x${versionOf(from)}`), 0);
  body.writeBigUInt64LE(BigInt(`0x${versionOf(to)}`), 8);
  body.writeBigUInt64LE(BigInt(to.length), 16);
  const count = [];
  for (let left = to.length * 2; ; left = Math.floor(left / 128)) {
    count.push((left % 128) | (left < 128 ? 0 : 128));
    if (left < 128) break;
  }
  const rest = Buffer.concat([body, Buffer.from(count), to]);
  const head = Buffer.alloc(20);
  head.set([0x89, 0x47, 0x57, 0x44, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
  head.writeBigUInt64LE(checksum(rest), 12);
  return Buffer.concat([head, rest]);
}

test("a newer pack comes as the difference to the one that is kept", async (t) => {
  const store = memory();
  const { address, asked } = await serve(t, published(differenceOf(old, young)));
  store.kept.set(address, old);
  assert.deepEqual(await fetchPack(address, { keep: store }), young);
  assert.deepEqual(store.kept.get(address), young);
  assert.deepEqual(
    asked.map(({ url }) => url),
    ["/small.gwpack.json", "/a.gwdelta"],
  );
});

test("where the difference is damaged, absent, or leads elsewhere, the whole pack is fetched", async (t) => {
  const damaged = differenceOf(old, young);
  damaged[100] ^= 1;
  for (const delta of [damaged, differenceOf(young, young), differenceOf(old, old), Buffer.alloc(0)]) {
    const { address, asked } = await serve(t, published(delta));
    assert.deepEqual(await fetchPack(address, { keep: memory([address, old]) }), young);
    assert.deepEqual(
      asked.map(({ url }) => url),
      ["/small.gwpack.json", "/a.gwdelta", "/small.gwpack"],
    );
  }
});

test("without a manifest, or with none that can be read, the whole pack is fetched", async (t) => {
  for (const answer of ["<!doctype html>", "null", '{"version":7}', '{"version":"a","deltas":null}', undefined]) {
    const { address } = await serve(t, (request, response) => {
      if (request.url === "/small.gwpack") whole(response, young);
      else if (answer === undefined) response.writeHead(404).end();
      else response.end(answer);
    });
    assert.deepEqual(await fetchPack(address, { keep: memory([address, old]) }), young);
  }
});

test("what is kept and damaged is not used, and what is damaged is not kept", async (t) => {
  const damaged = old.slice();
  damaged[damaged.length - 50] ^= 1;
  const { address } = await serve(t, (_, response) => whole(response, young));
  assert.deepEqual(await fetchPack(address, { keep: memory([address, damaged]) }), young);

  const { address: bad } = await serve(t, (_, response) => whole(response, damaged));
  const store = memory();
  assert.equal((await refusal(fetchPack(bad, { keep: store }))).code, "pack-damaged");
  assert.equal(store.kept.size, 0);
});

test("a store that fails costs nothing but its use", async (t) => {
  const { address } = await serve(t, (_, response) => whole(response, old));
  const full = {
    get: async () => Promise.reject(new Error("broken")),
    put: async () => Promise.reject(new Error("full")),
  };
  assert.deepEqual(await fetchPack(address, { keep: full }), old);
});
