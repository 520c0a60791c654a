import { rules } from "./rules/index.ts";
import type { RulePage } from "./rule.ts";

/** The page of every code that a check may give, in the order of the reference. */
export const pages: readonly RulePage[] = rules;

/** The page of a code; undefined where there is none. */
export function explain(code: string): RulePage | undefined {
  return pages.find((page) => page.code === code);
}

/** A page as Markdown. */
export function renderPage(page: RulePage): string {
  const block = (text: string): string => `\`\`\`plan\n${text}\n\`\`\``;
  return [`# ${page.code}`, `${page.title} (${page.severity})`, page.what, `**Why.** ${page.why}`, `**What to do.** ${page.fix}`, "Wrong:", block(page.bad), "Right:", block(page.good)].join("\n\n");
}
