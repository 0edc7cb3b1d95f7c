/** The records and queries of the benchmarks: real ones, and more of them made by a declared, seeded rule. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** `count` and more are real records of the load file; beyond them, and where that file is absent, resampled ones. */
export const RESAMPLING =
  "a resampled record has the first half of the title's words of one record drawn at random and the second half of " +
  "another's; each sentence of its description is drawn from the descriptions of those two and a third, its words in " +
  "their order; all else is the first one's; ids are new";

/** A seeded source of numbers (mulberry32): the same on every machine. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound) => Math.floor(next() * bound);
  return { next, below, pick: (list) => list[below(list.length)] };
}

/** The lines of a JSON lines file. */
export const lines = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** The resources that ship, as they are in their files. */
export function shipped() {
  const folder = join(root, "content/catalog");
  const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  return files.sort().flatMap((name) => lines(join(folder, name)));
}

export const loadFile = join(process.env.GAPWISE_DATA ?? join(root, "../shared/data"), "load/oer-26k.jsonl");

/** The load file's records with ids of their own; without the file, what ships. */
function real() {
  const seen = new Map();
  const records = existsSync(loadFile) ? lines(loadFile).map(ofLoad) : shipped().map(ofCatalogue);
  return records.map((record) => {
    const times = (seen.get(record.id) ?? 0) + 1;
    seen.set(record.id, times);
    return times === 1 ? record : { ...record, id: `${record.id}#${times}` };
  });
}

const ofLoad = (record) => ({
  id: record.id,
  name: record.title,
  description: record.description ?? "",
  keywords: [...new Set([...(record.keywords ?? []), ...(record.subjects ?? [])])],
  publisher: record.source,
  kind: record.type,
  language: record.lang,
  license: record.licence,
  minutes: record.duration_s ? Math.max(1, Math.round(record.duration_s / 60)) : undefined,
});

const ofCatalogue = (record) => ({
  id: record.id,
  name: record.name,
  description: record.description ?? "",
  keywords: record.keywords ?? [],
  publisher: record.publisher?.[0]?.name ?? "",
  kind: record.learningResourceType?.[0]?.prefLabel?.en ?? "resource",
  language: record.inLanguage?.[0] ?? "en",
  license: record.license?.id ?? "",
  minutes: Number(/^PT(\d+)M$/.exec(record.timeRequired ?? "")?.[1] ?? 0) || undefined,
});

/** So many records: real ones drawn without putting back while there are some, then resampled ones. */
export function records(count, seed = 1) {
  const all = real();
  const { below, pick } = random(seed);
  if (count < all.length) {
    // The first places of a Fisher-Yates shuffle.
    for (let at = 0; at < count; at++) {
      const other = at + below(all.length - at);
      [all[at], all[other]] = [all[other], all[at]];
    }
    return all.slice(0, count);
  }
  const made = [];
  for (let at = all.length; at < count; at++) made.push(resampled(pick(all), pick(all), pick(all), at, pick));
  return [...all, ...made];
}

const sentences = (text) => text.split(/(?<=[.!?])\s+/).filter(Boolean);

function resampled(first, second, third, at, pick) {
  const half = (text, end) => {
    const words = text.split(/\s+/);
    const middle = Math.ceil(words.length / 2);
    return end ? words.slice(middle) : words.slice(0, middle);
  };
  const pool = [first, second, third].map(({ description }) => sentences(description)).filter(({ length }) => length);
  const description = sentences(first.description).map(() => pick(pick(pool)));
  return {
    ...first,
    id: `urn:resampled:${at}`,
    name: [...half(first.name, false), ...half(second.name, true)].join(" "),
    description: description.join(" "),
  };
}

/** A record as a line of a catalogue (schema.org). */
export const asResource = (record) => ({
  id: record.id,
  name: record.name,
  description: record.description,
  keywords: record.keywords,
  publisher: record.publisher,
  learningResourceType: record.kind,
  inLanguage: record.language,
  license: record.license,
  ...(record.minutes && { timeRequired: `PT${record.minutes}M` }),
});

export const asLines = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** The kinds of queries, with what each asks for. */
export const KINDS = {
  word: "one word of a record's name",
  three: "three words that follow each other in a name",
  prefix: "three such words, of the last only the first three letters, while typing",
  typo: "one word of seven letters or more with one letter replaced by another, so that no record has it",
  filter: "one word of a name, among the records of that record's kind",
};

// Words of four letters and more that Lunr and others leave out.
const STOP = new Set(
  "with from that this your what about into their have which when where will would could should been were they them then than some such only most other just also after because cannot does else ever every however likely might must neither often rather said says since these wants while whom".split(
    " ",
  ),
);

/** So many queries of each kind, drawn from records all over the list. */
export function queries(all, each, seed = 2) {
  const { below, pick } = random(seed);
  const wordsOf = ({ name }) =>
    name
      .split(/[^A-Za-z]+/)
      .filter(({ length }) => length > 3)
      .map((word) => word.toLowerCase())
      .filter((word) => !STOP.has(word));
  const known = new Set(
    all.flatMap(({ name, description, keywords }) => wordsOf({ name: [name, description, ...keywords].join(" ") })),
  );
  const three = (words) => (words.length < 3 ? undefined : words.slice(0, 3));
  const make = {
    word: (words) => words.length && { text: pick(words) },
    three: (words) => three(words) && { text: three(words).join(" ") },
    prefix: (words) => three(words) && { text: `${words[0]} ${words[1]} ${words[2].slice(0, 3)}` },
    typo: (words) => {
      const long = words.filter(({ length }) => length >= 7);
      if (long.length === 0) return undefined;
      const word = pick(long);
      const at = 2 + below(word.length - 3);
      const text = word.slice(0, at) + String.fromCharCode(97 + below(26)) + word.slice(at + 1);
      return !known.has(text) && { text };
    },
    filter: (words, { kind }) => words.length && { text: pick(words), filter: kind },
  };
  return Object.keys(KINDS).flatMap((kind) => {
    const found = [];
    for (let tries = 0; found.length < each && tries < 100 * each; tries++) {
      const record = pick(all);
      const query = make[kind](wordsOf(record), record);
      if (query) found.push({ kind, ...query });
    }
    return found;
  });
}
