/** Gapwise and its peers, all by one form: build from lines, save, open, search for ten hits with their stored fields. */
export const engines = ["gapwise", "gapwise-full", "minisearch", "lunr", "flexsearch", "orama", "fuse", "pagefind"];

const loaders = {
  gapwise: () => import("./gapwise.mjs"),
  "gapwise-full": () => import("./gapwise-full.mjs"),
  minisearch: () => import("./minisearch.mjs"),
  lunr: () => import("./lunr.mjs"),
  flexsearch: () => import("./flexsearch.mjs"),
  orama: () => import("./orama.mjs"),
  fuse: () => import("./fuse.mjs"),
  pagefind: () => import("./pagefind.mjs"),
};

export const engine = async (id) => (await loaders[id]()).default;
