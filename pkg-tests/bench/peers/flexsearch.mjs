import { Document } from "flexsearch";
import { FIELDS, fromBytes, parseLines, toBytes } from "./json.mjs";

const create = () =>
  new Document({
    document: {
      id: "id",
      store: true,
      index: FIELDS.map((field) => ({ field, tokenize: "forward" })),
      tag: [{ field: "kind" }],
    },
  });

export default {
  name: "FlexSearch",
  ranks: undefined,
  input: "docs",
  config:
    '`Document` with `tokenize: "forward"` (prefixes), `store: true`, the kind as a `tag`; `enrich` and `merge`; does not rank by BM25 or the like, and has no edit distance',
  kinds: ["word", "three", "prefix", "filter"],
  build(text) {
    const index = create();
    for (const doc of parseLines(text)) index.add({ ...doc, keywords: doc.keywords.join(" ") });
    return index;
  },
  async save(index) {
    const parts = [];
    await index.export((key, data) => void parts.push([key, data]));
    return toBytes(parts);
  },
  open(bytes) {
    const index = create();
    for (const [key, data] of fromBytes(bytes)) index.import(key, data);
    return index;
  },
  search(index, { text, filter }) {
    const how = { limit: 10, enrich: true, merge: true, ...(filter && { tag: { kind: filter } }) };
    return index
      .search(text, how)
      .slice(0, 10)
      .map(({ doc }) => doc);
  },
};
