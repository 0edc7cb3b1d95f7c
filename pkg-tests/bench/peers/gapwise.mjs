import { asked, load } from "../page/engine.mjs";

/** Gapwise as it is asked by a page that shows neither snippets nor facet counts, as the others. */
export default {
  name: "Gapwise",
  ranks: "BM25F-like, over two fields",
  input: "resources",
  config:
    "`Gapwise.build({ maps: [], resources, withoutTags: true })`; `search({ text, limit: 10, facets: [], bare: true })`, `complete: true` but for a prefix; typos are always forgiven",
  kinds: ["word", "three", "prefix", "typo", "filter"],
  prepare: load,
  build: async (resources) => (await load()).Gapwise.build({ maps: [], resources, withoutTags: true }),
  save: (gw) => gw.save(),
  open: async (bytes) => (await load()).Gapwise.open(bytes),
  search: (gw, query) => gw.search({ ...asked(query), facets: [], bare: true }).hits.map(({ resource }) => resource),
};
