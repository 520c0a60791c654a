/** Addresses within the workbench, for whoever leads there: the command line, the editor, a comment on a pull request. */
export { hrefOf, parseRoute } from "./data/route.ts";
export type { Route } from "./data/route.ts";
