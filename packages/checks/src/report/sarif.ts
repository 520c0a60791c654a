import type { Diagnostic } from "@groundplan/syntax";
import { explain, renderPage } from "../pages.ts";
import type { RulePage } from "../rule.ts";
import { placesOf } from "./places.ts";
import type { Report } from "./report.ts";

const LEVEL = { error: "error", warning: "warning", info: "note" } as const;

/** The root to which the paths of files are relative; a dashboard replaces it with its own. GitHub takes every path from there, whatever its base. */
const ROOT = "SRCROOT";
/** The folder of the workspace below it. */
const WORKSPACE = "WORKSPACE";

/**
 * The report as SARIF 2.1.0 (Static Analysis Results Interchange Format, OASIS Standard, 27 March 2020, with errata 01), for
 * code-scanning dashboards. `tool.rules` are the pages of all codes; those that were found are listed. Fingerprints hold
 * neither lines nor columns, so that a finding is known again after its text has moved.
 */
export function renderSarif(report: Report, tool: { readonly rules: readonly RulePage[]; readonly version: string }): string {
  const places = placesOf(report);
  const used = [...new Set(report.diagnostics.map((diagnostic) => diagnostic.code))].sort();
  const indexOf = new Map(used.map((code, index) => [code, index]));
  const pages = new Map(tool.rules.map((rule) => [rule.code, rule]));
  const seen = new Map<string, number>();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Groundplan", semanticVersion: tool.version, rules: used.map((code) => descriptor(code, pages.get(code) ?? explain(code))) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: {
          [ROOT]: { description: { text: "The root of the sources: of the git repository where there is one." } },
          [WORKSPACE]: { uri: uriOf(report.folder) || "./", uriBaseId: ROOT, description: { text: "The folder of the workspace." } },
        },
        results: report.diagnostics.map(result),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);

  function result(diagnostic: Diagnostic): object {
    return {
      ruleId: diagnostic.code, ruleIndex: indexOf.get(diagnostic.code)!, level: LEVEL[diagnostic.severity],
      message: { text: diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message} ${diagnostic.hint}` },
      locations: [location(diagnostic.file, diagnostic.from, diagnostic.to)],
      ...(diagnostic.related.length === 0 ? {} : { relatedLocations: diagnostic.related.map((related, id) => ({ id, ...location(related.file, related.from, related.to), message: { text: related.message } })) }),
      partialFingerprints: { "groundplan/v1": fingerprint(diagnostic) },
      ...(diagnostic.fix === undefined ? {} : { fixes: [fix(diagnostic.fix)] }),
    };
  }

  function location(file: string, from: number, to: number): object {
    return { physicalLocation: { artifactLocation: artifact(file), region: region(file, from, to) } };
  }

  function region(file: string, from: number, to: number): object {
    const start = places(file).position(from);
    const end = places(file).position(to);
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column, charOffset: from, charLength: to - from };
  }

  function artifact(file: string): object {
    return { uri: uriOf(`${report.folder ?? ""}${file}`), uriBaseId: ROOT };
  }

  function fix({ title, edits }: NonNullable<Diagnostic["fix"]>): object {
    return {
      description: { text: title },
      artifactChanges: [...new Set(edits.map((edit) => edit.file))].map((file) => ({
        artifactLocation: artifact(file),
        replacements: edits.filter((edit) => edit.file === file).map((edit) => ({ deletedRegion: region(file, edit.from, edit.to), insertedContent: { text: edit.text } })),
      })),
    };
  }

  /** What is said of what: equal findings are counted, so that each has its own. */
  function fingerprint(diagnostic: Diagnostic): string {
    const text = report.textOf(diagnostic.file)?.slice(diagnostic.from, diagnostic.to) ?? "";
    const said = [diagnostic.code, diagnostic.file, diagnostic.message, text].join("\u0001");
    const nth = (seen.get(said) ?? 0) + 1;
    seen.set(said, nth);
    return `${hash(said)}:${nth}`;
  }
}

function descriptor(code: string, page: RulePage | undefined): object {
  if (!page) return { id: code };
  return {
    id: code, name: nameOf(code), shortDescription: { text: page.title }, fullDescription: { text: page.what },
    help: { text: `${page.why} ${page.fix}`, markdown: renderPage(page) }, defaultConfiguration: { level: LEVEL[page.severity] }, properties: { tags: [code.split("/")[0]!] },
  };
}

/** `container/owner` as a name in Pascal case, as dashboards show it. */
function nameOf(code: string): string {
  return code.split(/[/-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** A path as a relative reference. */
function uriOf(path = ""): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}

/**
 * Two FNV-1a hashes of 32 bits with different starts (Fowler, Noll, Vo; draft-eastlake-fnv): enough to tell findings apart,
 * and the same on every machine.
 */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193) >>> 0;
    other = Math.imul(Math.imul(other ^ (unit >>> 8), 0x01000193) ^ (unit & 0xff), 0x01000193) >>> 0;
  }
  return one.toString(16).padStart(8, "0") + other.toString(16).padStart(8, "0");
}
