/** The tagger in one page, beside a loop over the same text and a plain tf-idf in JavaScript. */
import { load, wasmBytes } from "./engine.mjs";

let Gapwise;
/** The pack that ships: its map with all roles, its catalogue's statistics, its curators' decisions. */
let gw;
/** The shipped map and nothing else. */
let bare;
let texts;
let tfIdf;
/** What was found in all, so that no loop can be left out. */
let total = 0;

const timed = (run) => {
  const start = performance.now();
  total += run();
  return performance.now() - start;
};

globalThis.bench = {
  wasmBytes,

  /** Loads the engine, opens the pack that ships, and cuts its catalogue's texts; which is not timed. */
  async start(pack, map, textsAddress) {
    ({ Gapwise } = await load());
    gw = Gapwise.open(new Uint8Array(await (await fetch(pack)).arrayBuffer()));
    bare = Gapwise.build({ maps: [map], resources: "", withoutTags: true });
    texts = await (await fetch(textsAddress)).json();
    const [{ id, leaves }] = gw.maps();
    tfIdf = compileTfIdf(
      gw.map(id).items.filter(({ leaf }) => leaf),
      texts,
    );
    const [alone] = bare.maps();
    return {
      texts: texts.length,
      leaves: { pack: leaves, map: alone.leaves },
      characters: texts.reduce((sum, { length }) => sum + length, 0),
    };
  },

  /** Milliseconds that each takes for all texts. */
  async round() {
    const loop = timed(() => {
      let sum = 0;
      for (const text of texts) for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at);
      return sum;
    });
    const plain = timed(() => texts.reduce((sum, text) => sum + tfIdf(text)[0].at, 0));
    const tagged = (engine) =>
      timed(() => texts.reduce((sum, text) => sum + engine.tag({ description: text }).length, 0));
    const map = tagged(bare);
    const pack = tagged(gw);
    const start = performance.now();
    await bare.tagAll(texts.map((description) => ({ description })));
    return { loop, plain, map, pack, tagAll: performance.now() - start, total };
  },

  /**
   * All records through `tagAll`, given up at `share` of them: milliseconds, how often progress was told, the longest
   * time without a turn for the page, and how long giving up took.
   */
  async all(address, share) {
    const records = (await (await fetch(address)).text()).split("\n").filter(Boolean);
    const input = records
      .map((line) => JSON.parse(line))
      .map(({ name, description, keywords }) => ({ name, description, keywords }));
    const giveUp = new AbortController();
    let told = 0;
    let longest = 0;
    let last = performance.now();
    let abortedAt;
    let reached = 0;
    const turns = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 0);
    const before = wasmBytes();
    const start = performance.now();
    const onProgress = (done) => {
      told += 1;
      reached = done;
      if (done >= share * input.length && abortedAt === undefined) {
        abortedAt = performance.now();
        giveUp.abort();
      }
    };
    const whole = share >= 1;
    let tags;
    let error;
    try {
      tags = await gw.tagAll(input, { onProgress, ...(!whole && { signal: giveUp.signal }) });
    } catch (thrown) {
      error = thrown.name;
    }
    const end = performance.now();
    clearInterval(turns);
    return {
      records: input.length,
      time: end - start,
      told,
      reached,
      longest,
      before,
      after: wasmBytes(),
      ...(tags && { tagged: tags.filter(({ length }) => length > 0).length }),
      ...(error && { error, toStop: end - abortedAt }),
    };
  },

  /** Compiling a map: milliseconds of the first text tagged against it, less that of another. */
  compile(map, text) {
    const own = Gapwise.build({ maps: [map], resources: "", withoutTags: true });
    const first = timed(() => own.tag({ description: text }).length);
    const second = timed(() => own.tag({ description: text }).length);
    const { leaves } = own.maps()[0];
    own.free();
    return { leaves, time: first - second };
  },
};

const words = (text) => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** Term frequency times inverse document frequency, cosine, no stemming: for scale, not for quality. */
function compileTfIdf(items, texts) {
  const seen = new Map();
  for (const text of texts) for (const word of new Set(words(text))) seen.set(word, (seen.get(word) ?? 0) + 1);
  const idf = (word) => Math.log((texts.length + 1) / ((seen.get(word) ?? 0) + 0.5));
  const postings = new Map();
  items.forEach(({ statement, keywords }, at) => {
    const counts = new Map();
    for (const word of words([statement, ...keywords].join(" "))) counts.set(word, (counts.get(word) ?? 0) + idf(word));
    const norm = Math.hypot(...counts.values());
    for (const [word, weight] of counts) {
      if (!postings.has(word)) postings.set(word, []);
      postings.get(word).push([at, weight / norm]);
    }
  });
  return (text) => {
    const scores = new Float64Array(items.length);
    for (const word of words(text)) {
      const weight = idf(word);
      for (const [at, own] of postings.get(word) ?? []) scores[at] += weight * own;
    }
    return [...scores]
      .map((score, at) => ({ at, score }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 5);
  };
}
