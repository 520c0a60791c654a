import { nearest } from "@groundplan/vocabulary";
import { readExample } from "./example.ts";
import { configPages } from "./pages/config.ts";
import { filePages } from "./pages/file.ts";
import { formatPages } from "./pages/format.ts";
import { modelPages } from "./pages/model.ts";
import { syntaxPages } from "./pages/syntax.ts";
import { rules } from "./rules/index.ts";
import type { RulePage } from "./rule.ts";

/** The page of every code that a check may give, in the order of the reference. */
export const pages: readonly RulePage[] = [...filePages, ...syntaxPages, ...modelPages, ...formatPages, ...configPages, ...rules];

/** The page of a code; undefined where there is none. */
export function explain(code: string): RulePage | undefined {
  byCode ??= new Map(pages.map((page) => [page.code, page]));
  return byCode.get(code.trim().toLowerCase());
}

/** The code that somebody meant who wrote this: a misspelt one, or its second half alone. */
export function nearestCode(code: string): string | undefined {
  const wanted = code.trim().toLowerCase();
  const halves = pages.filter((page) => page.code.endsWith(`/${wanted}`));
  return halves[0]?.code ?? nearest(wanted, pages.map((page) => page.code));
}

/** A page as Markdown. */
export function renderPage(page: RulePage): string {
  return [`# ${page.code}`, `**${page.title}** · ${page.severity}`, page.what, "## Why it matters", page.why, "## What to do", page.fix, "## Wrong", ...blocks(page.bad), "## Right", ...blocks(page.good)].join("\n\n");
}

/** A block of code for each file of an example; their names stand there where there are several, or where it is no plan. */
function blocks(example: string): readonly string[] {
  const files = readExample(example);
  const lone = files.length === 1 && files[0]!.file.endsWith(".plan");
  return files.map(({ file, text }) => {
    const body = text.trim();
    let fence = "```";
    while (body.includes(fence)) fence += "`";
    const language = file.endsWith(".md") ? "markdown" : file.endsWith(".yaml") ? "yaml" : "plan";
    return `${lone ? "" : `\`${file}\`\n\n`}${fence}${language}\n${body}\n${fence}`;
  });
}

/** Made when a page is first asked for: most runs explain nothing. */
let byCode: ReadonlyMap<string, RulePage> | undefined;
