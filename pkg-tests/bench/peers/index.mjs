/** Gapwise and its peers, all by one form: build from lines, save, open, search for ten hits with their stored fields. */
export const engines = ["gapwise", "gapwise-full", "minisearch", "lunr", "flexsearch", "orama", "fuse", "pagefind"];

export const engine = async (id) => (await import(`./${id}.mjs`)).default;
