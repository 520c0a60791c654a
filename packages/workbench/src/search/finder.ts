import type { SiteIndex } from "../data/index-site.ts";
import { buildFinder } from "./build-index.ts";
import type { Finder } from "./build-index.ts";

let kept: { readonly index: SiteIndex; readonly finder: Finder } | undefined;

/** The finder of a site, made when it is first asked for and kept until the site is another one. */
export function finderOf(index: SiteIndex): Finder {
  if (kept?.index !== index) kept = { index, finder: buildFinder(index) };
  return kept.finder;
}
