import { pages, renderPage, rules } from "@groundplan/checks";
import { anchorOf, code, table } from "./markdown.ts";

/** What the rule reference is made of: the table of all codes, and the page of each. */
export function describeRules(): Readonly<Record<string, string>> {
  return {
    index: table(["code", "severity", "what is found"], pages.map((page) => [`[${code(page.code)}](#${anchorOf(page.code)})`, page.severity, page.title])),
    pages: pages.map((page) => renderPage(page).trim().replace(/^# /, "## ")).join("\n\n"),
    count: `There are ${rules.length} rules${pages.length > rules.length ? ` and ${pages.length - rules.length} other diagnostics` : ""}.`,
  };
}
