/** Pagefind's index is prebuilt and fetched in pieces while searching: there is nothing to build or save in a page. */
export default {
  name: "Pagefind",
  ranks: "BM25",
  input: undefined,
  config:
    "prebuilt with its Node API (one language), served from loopback; every hit's data is fetched and comes with an excerpt; words are prefixes; it has no edit distance; pieces fetched once stay in memory",
  kinds: ["word", "three", "prefix", "filter"],
  async open(_, address) {
    const pagefind = await import(`${address}pagefind.js`);
    await pagefind.init();
    return pagefind;
  },
  async search(pagefind, { text, filter }) {
    const { results } = await pagefind.search(text, filter ? { filters: { kind: filter } } : {});
    return Promise.all(results.slice(0, 10).map((result) => result.data()));
  },
};
