import MiniSearch from "minisearch";
import { FIELDS, fromBytes, parseLines, toBytes } from "./json.mjs";

const STORED = ["id", "name", "description", "keywords", "publisher", "kind", "language", "license", "minutes"];
const options = { fields: FIELDS, storeFields: STORED };

export default {
  name: "MiniSearch",
  ranks: "BM25+",
  input: "docs",
  config: "defaults; `prefix` for the last word where one is typed; `fuzzy: 1` for a typo; `filter` for a facet",
  kinds: ["word", "three", "prefix", "typo", "filter"],
  build(text) {
    const index = new MiniSearch(options);
    index.addAll(parseLines(text));
    return index;
  },
  save: toBytes,
  open: (bytes) => MiniSearch.loadJS(fromBytes(bytes), options),
  search(index, { kind, text, filter }) {
    const how = {
      word: {},
      three: {},
      prefix: { prefix: (_, at, terms) => at === terms.length - 1 },
      typo: { fuzzy: 1 },
      filter: { filter: (hit) => hit.kind === filter },
    };
    return index.search(text, how[kind]).slice(0, 10);
  },
};
