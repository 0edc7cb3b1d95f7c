import { asked } from "../page/engine.mjs";
import gapwise from "./gapwise.mjs";

/** The same index asked as Gapwise's own pages ask. */
export default {
  ...gapwise,
  name: "Gapwise, with snippets and facet counts",
  config: "as above, with highlighted snippets and the counts of all facets; in the queries only",
  savedBy: "gapwise",
  search: (gw, query) => gw.search(asked(query)).hits,
};
