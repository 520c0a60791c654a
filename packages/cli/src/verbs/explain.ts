import { explain, pages, renderPage } from "@groundplan/checks";
import { nearest } from "@groundplan/vocabulary";
import { formatOf, UsageError, type Run } from "../verb.ts";

export const run: Run = ([code], options, io) => {
  const format = formatOf(options, ["text", "json"]);
  if (code === undefined) {
    if (format === "json") io.out(`${JSON.stringify(pages.map(({ code: name, severity, title }) => ({ code: name, severity, title })), undefined, 2)}\n`);
    else for (const page of pages) io.out(`${page.code.padEnd(34)} ${page.severity.padEnd(8)} ${page.title}\n`);
    return 0;
  }
  const page = explain(String(code));
  if (!page) {
    const near = nearest(String(code), pages.map((known) => known.code));
    throw new UsageError(`There is no rule or diagnostic ${String(code)}.`, near ? `Did you mean ${near}?` : "groundplan explain lists them all.");
  }
  io.out(format === "json" ? `${JSON.stringify(page, undefined, 2)}\n` : `${renderPage(page)}\n`);
  return 0;
};
