import lunr from "lunr";
import { FIELDS, fromBytes, parseLines, toBytes } from "./json.mjs";

const { REQUIRED } = lunr.Query.presence;

export default {
  name: "Lunr",
  ranks: "BM25",
  input: "docs",
  config:
    "defaults (stemmer, stop words); a trailing wildcard beside the last word where one is typed; `editDistance: 1` for a typo; the kind as a required term of its own field for a facet; stored fields in an object beside the index",
  kinds: ["word", "three", "prefix", "typo", "filter"],
  build(text) {
    const docs = Object.create(null);
    const index = lunr(function () {
      this.ref("id");
      for (const field of [...FIELDS, "kind"]) this.field(field);
      for (const doc of parseLines(text)) {
        docs[doc.id] = doc;
        // An array would be taken for words that are split already.
        this.add({ ...doc, keywords: doc.keywords.join(" ") });
      }
    });
    return { index, docs };
  },
  save: toBytes,
  open(bytes) {
    const { index, docs } = fromBytes(bytes);
    return { index: lunr.Index.load(index), docs };
  },
  search({ index, docs }, { kind, text, filter }) {
    const hits = index.query((query) => {
      const words = lunr.tokenizer(text);
      const fields = FIELDS;
      for (const word of words) {
        if (kind === "typo") query.term(word, { fields, editDistance: 1 });
        else if (kind === "filter") query.term(word, { fields, presence: REQUIRED });
        else query.term(word, { fields });
      }
      if (kind === "prefix") {
        const wildcard = lunr.Query.wildcard.TRAILING;
        query.term(words.at(-1), { fields, wildcard, usePipeline: false });
      }
      if (filter) query.term(lunr.tokenizer(filter), { fields: ["kind"], presence: REQUIRED, boost: 0 });
    });
    return hits.slice(0, 10).map(({ ref }) => docs[ref]);
  },
};
