import type { RulePage } from "../rule.ts";
import { placesOf } from "./places.ts";
import type { Report } from "./report.ts";

const LEVEL = { error: "error", warning: "warning", info: "note" } as const;

/** The report as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code-scanning dashboards. */
export function renderSarif(report: Report, tool: { readonly rules: readonly RulePage[]; readonly version: string }): string {
  const places = placesOf(report);
  const used = [...new Set(report.diagnostics.map((diagnostic) => diagnostic.code))].sort();
  const pages = new Map(tool.rules.map((rule) => [rule.code, rule]));
  const location = (file: string, from: number, to: number): object => {
    const start = places(file).position(from);
    const end = places(file).position(to);
    return { physicalLocation: { artifactLocation: { uri: encodeURI(file), uriBaseId: "WORKSPACE" }, region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column, charOffset: from, charLength: to - from } } };
  };
  const seen = new Map<string, number>();
  return JSON.stringify(
    {
      $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "Groundplan", version: tool.version,
              rules: used.map((code) => {
                const page = pages.get(code);
                return {
                  id: code, ...(page ? { shortDescription: { text: page.title }, fullDescription: { text: page.what }, help: { text: `${page.why}\n${page.fix}` }, defaultConfiguration: { level: LEVEL[page.severity] } } : {}),
                };
              }),
            },
          },
          columnKind: "utf16CodeUnits",
          results: report.diagnostics.map((diagnostic) => {
            // Findings survive moves of the text: they are told apart by what they say and how often it was said before.
            const said = `${diagnostic.code} ${diagnostic.file} ${diagnostic.message}`;
            const nth = seen.get(said) ?? 0;
            seen.set(said, nth + 1);
            return {
              ruleId: diagnostic.code, ruleIndex: used.indexOf(diagnostic.code), level: LEVEL[diagnostic.severity],
              message: { text: diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message} ${diagnostic.hint}` },
              locations: [location(diagnostic.file, diagnostic.from, diagnostic.to)],
              ...(diagnostic.related.length === 0 ? {} : { relatedLocations: diagnostic.related.map((related, id) => ({ id, ...location(related.file, related.from, related.to), message: { text: related.message } })) }),
              partialFingerprints: { "groundplan/v1": `${fingerprint(said)}:${nth}` },
              ...(diagnostic.fix === undefined
                ? {}
                : {
                    fixes: [
                      {
                        description: { text: diagnostic.fix.title },
                        artifactChanges: [...new Set(diagnostic.fix.edits.map((edit) => edit.file))].map((file) => ({
                          artifactLocation: { uri: encodeURI(file), uriBaseId: "WORKSPACE" },
                          replacements: diagnostic.fix!.edits.filter((edit) => edit.file === file).map((edit) => ({ deletedRegion: { charOffset: edit.from, charLength: edit.to - edit.from }, insertedContent: { text: edit.text } })),
                        })),
                      },
                    ],
                  }),
            };
          }),
        },
      ],
    },
    undefined,
    2,
  );
}

/** FNV-1a, 64 bits as two halves: enough to tell findings apart, and the same everywhere. */
function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let at = 0; at < text.length; at++) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193) >>> 0;
    high = Math.imul(high ^ text.charCodeAt(text.length - 1 - at), 0x01000193) >>> 0;
  }
  return low.toString(16).padStart(8, "0") + high.toString(16).padStart(8, "0");
}
