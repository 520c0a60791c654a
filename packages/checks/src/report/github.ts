import { placesOf } from "./places.ts";
import type { Report } from "./report.ts";

/** Workflow commands of GitHub Actions, one a line, with files named from the root of the sources: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function renderGithub(report: Report): string {
  const places = placesOf(report);
  return report.diagnostics
    .map((diagnostic) => {
      const start = places(diagnostic.file).position(diagnostic.from);
      const end = places(diagnostic.file).position(diagnostic.to);
      const command = diagnostic.severity === "info" ? "notice" : diagnostic.severity;
      const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : "";
      const text = diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message}\n${diagnostic.hint}`;
      return `::${command} file=${property(`${report.folder ?? ""}${diagnostic.file}`)},line=${start.line},endLine=${end.line}${columns},title=${property(diagnostic.code)}::${data(text)}\n`;
    })
    .join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
