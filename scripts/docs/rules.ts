import { pages, renderPage, rules } from "@groundplan/checks";
import { anchorOf, code, table } from "./markdown.ts";

/** What the rule reference is made of: the table of all codes, and the page of each. */
export function describeRules(): Readonly<Record<string, string>> {
  return {
    index: table(["code", "severity", "what is found"], pages.map((page) => [`[${code(page.code)}](#${anchorOf(page.code)})`, page.severity, page.title])),
    pages: pages.map((page) => demote(renderPage(page).trim())).join("\n\n"),
    count: `There are ${rules.length} rules${pages.length > rules.length ? ` and ${pages.length - rules.length} other diagnostics` : ""}.`,
  };
}

/** A page as a chapter: its title one level lower, the headings within it bold. What stands in blocks of code is left as it is. */
function demote(page: string): string {
  let fence: string | undefined;
  return page.split("\n").map((line) => {
    const mark = /^`{3,}/.exec(line)?.[0];
    if (mark !== undefined && (fence === undefined || line === fence)) fence = fence === undefined ? mark : undefined;
    if (fence !== undefined) return line;
    return line.replace(/^#{2,} (.+)$/, "**$1**").replace(/^# /, "## ");
  }).join("\n");
}
