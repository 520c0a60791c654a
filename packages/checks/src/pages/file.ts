import type { RulePage } from "../rule.ts";

const SHOP = 'service cart "Cart"\n';

/** The pages of what is wrong with a file before anything of it is read. */
export const filePages: readonly RulePage[] = [
  {
    code: "file/unreadable", severity: "error", title: "File that cannot be read",
    what: "A file that belongs to the workspace is no text in UTF-8, is larger than what is read, lies outside of the repository, or may not be opened; or groundplan.yaml bears another name.",
    why: "What it would have described is missing from the model, and what refers to that finds nothing.",
    fix: "Do what the message says: save it as UTF-8, let it be read, move it into the repository; or take it out of the workspace.",
    good: SHOP, bad: `${SHOP}// file: cart.plan\n// Saved as UTF-16, or a picture under the name of a plan.\n`,
  },
];
