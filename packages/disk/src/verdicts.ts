import { join } from "node:path";
import { judgedNow, type EmitInput, type FieldVerdict, type FieldVerdicts } from "@groundplan/artifacts";
import { readRootOf, staysWithin } from "./bounds.ts";
import { readText } from "./read.ts";
import { writeWithin } from "./within.ts";
import { digest } from "./write.ts";

/** What tools of the field have said of which content. Outside of the build's output, which does not depend on what is installed. */
export const VERDICTS_FILE = ".groundplan/verdicts.json";

/** The kept verdicts, in the order of the file; none where there is no file, or where it is none of ours. */
export function readVerdicts(root: string): readonly FieldVerdict[] {
  const path = join(root, VERDICTS_FILE);
  if (!staysWithin(readRootOf(root), path)) return [];
  const { text } = readText(path);
  if (text === undefined) return [];
  try {
    const parsed = JSON.parse(text) as { readonly verdicts?: unknown } | null;
    return Array.isArray(parsed?.verdicts) ? parsed.verdicts.filter(isVerdict) : [];
  } catch {
    return [];
  }
}

/** Keeps verdicts in place of those that are there. Throws UnwritableOutput where they cannot be written, or a link leads out of the repository. */
export function writeVerdicts(root: string, verdicts: readonly FieldVerdict[]): void {
  const keyOf = ({ artifact, judge, file }: FieldVerdict): string => `${artifact} ${judge} ${file}`;
  const sorted = [...verdicts].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const lines = sorted.map(({ artifact, judge, version, file, format, sha256, result, detail }) => JSON.stringify({ artifact, judge, version, file, format, sha256, result, detail }));
  writeWithin(root, VERDICTS_FILE, `{"verdicts": [\n${lines.join(",\n")}\n]}\n`);
}

/** The kept verdicts of a workspace, held against what is emitted now. */
export function fieldVerdicts(root: string, input: EmitInput): FieldVerdicts {
  return judgedNow(input, readVerdicts(root), digest);
}

function isVerdict(value: unknown): value is FieldVerdict {
  if (typeof value !== "object" || value === null) return false;
  const verdict = value as Readonly<Record<string, unknown>>;
  return ["artifact", "judge", "version", "file", "format", "sha256", "detail"].every((name) => typeof verdict[name] === "string") && ["passed", "failed", "skipped"].includes(String(verdict["result"]));
}
