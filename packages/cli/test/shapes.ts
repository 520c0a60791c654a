/** A shape of JSON, small enough to read: what a value must be. Fields beyond those named are allowed; the contract may grow. */
export type Shape =
  | "string" | "number" | "boolean" | "position" | "sha256"
  | { readonly oneOf: readonly (string | boolean | null)[] }
  | { readonly list: Shape; readonly length?: number }
  | { readonly optional: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** Where a value departs from its shape, as `files[3].state: …`; empty where it does not. */
export function departures(value: unknown, shape: Shape, at = "$"): readonly string[] {
  if (typeof shape === "string") return isOf(value, shape) ? [] : [`${at}: ${JSON.stringify(value)} is no ${shape}`];
  if ("oneOf" in shape) return shape.oneOf.includes(value as string) ? [] : [`${at}: ${JSON.stringify(value)} is none of ${shape.oneOf.join(", ")}`];
  if ("optional" in shape) return value === undefined ? [] : departures(value, shape.optional, at);
  if ("list" in shape) {
    if (!Array.isArray(value)) return [`${at}: no list`];
    return [...(shape.length !== undefined && value.length !== shape.length ? [`${at}: ${value.length} entries, not ${shape.length}`] : []), ...value.flatMap((entry, index) => departures(entry, shape.list, `${at}[${index}]`))];
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at}: no object`];
  return Object.entries(shape.fields).flatMap(([name, field]) => departures((value as Record<string, unknown>)[name], field, `${at}.${name}`));
}

function isOf(value: unknown, type: "string" | "number" | "boolean" | "position" | "sha256"): boolean {
  switch (type) {
    case "position":
      return typeof value === "number" && Number.isInteger(value) && value >= 1;
    case "sha256":
      return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
    default:
      return typeof value === type;
  }
}

const severity: Shape = { oneOf: ["error", "warning", "info"] };
const entry = { path: "string", artifact: "string", format: "string", sha256: "sha256", ownership: { oneOf: ["derived", "scaffold", "drafted", "adopted"] } } as const;

/** The shapes that the command line promises. */
export const contract = {
  check: { fields: {
    diagnostics: { list: { fields: { code: "string", severity, message: "string", file: "string", line: "position", column: "position", endLine: "position", endColumn: "position", related: { list: { fields: { file: "string", line: "position", column: "position", message: "string" } } }, fix: { optional: { fields: {} } } } } },
    summary: { fields: { errors: "number", warnings: "number", infos: "number", files: "number", elements: "number", relations: "number" } },
  } },
  build: { fields: { out: "string", files: { list: { fields: { ...entry, state: { oneOf: ["written", "unchanged", "kept", "conflict"] } } } } } },
  manifest: { fields: { files: { list: { fields: entry } } } },
  status: { fields: {
    artifacts: { length: 35, list: { fields: {
      id: "string", name: "string", phase: "number", state: { oneOf: ["not-started", "incomplete", "complete", "verified", "stale", "approved"] }, origin: { oneOf: ["derived", "drafted", "authored"] },
      missing: { list: "string" }, files: { list: "string" }, judges: { list: { fields: { name: "string", result: { oneOf: ["passed", "failed", "skipped"] }, detail: "string" } } },
    } } },
    drivers: { length: 32, list: { fields: { id: "string", name: "string", state: { oneOf: ["unstated", "unanswered", "holds", "fails", "undecided"] }, evidence: { list: "string" } } } },
  } },
  verify: { fields: { judges: { list: { fields: { artifact: "string", file: "string", judge: "string", version: "string", result: { oneOf: ["passed", "failed", "skipped"] }, detail: "string" } } } } },
  views: { fields: { views: { list: { fields: { id: "string", kind: "string", title: "string", artifact: "string", elements: "number" } } } } },
  view: { fields: { id: "string", kind: "string", title: "string", artifact: "string", elements: "number", width: "number", height: "number", svg: "string" } },
  diff: { fields: {
    from: { fields: { name: "string", kind: { oneOf: ["revision", "folder", "working-tree"] }, commit: { optional: "string" }, errors: "number" } }, to: { fields: { name: "string" } },
    changes: { list: { fields: {
      change: { oneOf: ["added", "removed", "changed", "renamed", "moved"] }, what: "string", id: "string", kind: "string", before: { optional: "string" }, after: { optional: "string" }, breaking: "boolean", rule: { optional: "string" }, reason: { optional: "string" },
      consumers: { list: { fields: { id: "string", how: "string", file: "string", line: "position" } } }, file: { optional: "string" }, line: { optional: "position" },
    } } },
    summary: { fields: { added: "number", removed: "number", changed: "number", renamed: "number", moved: "number", breaking: "number", broken: "number", consumers: "number" } }, notes: { list: "string" },
  } },
  format: { fields: { files: { list: { fields: { path: "string", state: { oneOf: ["canonical", "formatted", "would-change", "broken"] } } } } } },
} as const satisfies Readonly<Record<string, Shape>>;
