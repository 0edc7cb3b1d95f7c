import Fuse from "fuse.js";
import { FIELDS, fromBytes, parseLines, toBytes } from "./json.mjs";

const options = { keys: FIELDS, useTokenSearch: true, ignoreLocation: true };

export default {
  name: "Fuse.js",
  ranks: "tf-idf",
  input: "docs",
  config:
    "`useTokenSearch: true` (its ranking by tf-idf), `ignoreLocation: true`, else defaults: every word is matched fuzzily; it has no facets",
  kinds: ["word", "three", "prefix", "typo"],
  build(text) {
    const docs = parseLines(text);
    return { docs, index: Fuse.createIndex(FIELDS, docs), fuse: undefined };
  },
  save: ({ docs, index }) => toBytes({ docs, index: index.toJSON() }),
  open(bytes) {
    const { docs, index } = fromBytes(bytes);
    return { docs, fuse: new Fuse(docs, options, Fuse.parseIndex(index)) };
  },
  search: ({ fuse }, { text }) => fuse.search(text, { limit: 10 }).map(({ item }) => item),
};
