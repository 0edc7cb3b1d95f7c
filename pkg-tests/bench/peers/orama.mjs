import { create, insertMultiple, load, save, search } from "@orama/orama";
import { FIELDS, fromBytes, parseLines, toBytes } from "./json.mjs";

const empty = () =>
  create({
    schema: { name: "string", description: "string", keywords: "string", publisher: "string", kind: "enum" },
    sort: { enabled: false },
  });

export default {
  name: "Orama",
  ranks: "BM25",
  input: "docs",
  config:
    "defaults (every word is a prefix), `threshold: 1` (any word suffices, as with the other ranking ones), `sort` switched off; `tolerance: 1` for a typo; `where` on an enum for a facet",
  kinds: ["word", "three", "prefix", "typo", "filter"],
  build(text) {
    const db = empty();
    insertMultiple(
      db,
      parseLines(text).map((doc) => ({ ...doc, keywords: doc.keywords.join(" ") })),
    );
    return db;
  },
  save: (db) => toBytes(save(db)),
  open(bytes) {
    const db = empty();
    load(db, fromBytes(bytes));
    return db;
  },
  search(db, { kind, text, filter }) {
    const found = search(db, {
      term: text,
      properties: FIELDS,
      limit: 10,
      threshold: 1,
      ...(kind === "typo" && { tolerance: 1 }),
      ...(filter && { where: { kind: { eq: filter } } }),
    });
    const documents = ({ hits }) => hits.map(({ document }) => document);
    return found instanceof Promise ? found.then(documents) : documents(found);
  },
};
