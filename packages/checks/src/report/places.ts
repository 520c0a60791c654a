import { indexLines, type LineIndex } from "@groundplan/syntax";
import type { Report } from "./report.ts";

/** Lines and columns of the files of a report; each file is indexed when it is first asked for. */
export function placesOf(report: Report): (file: string) => LineIndex {
  const known = new Map<string, LineIndex>();
  return (file) => {
    let index = known.get(file);
    if (!index) known.set(file, (index = indexLines(report.textOf(file) ?? "")));
    return index;
  };
}
