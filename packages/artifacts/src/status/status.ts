import type { EmitInput } from "../artifact.ts";
import { artifacts, keyDrivers } from "../artifacts.ts";
import type { ArtifactState, StatusData } from "../site/types.ts";
import { answer } from "./answers.ts";
import { completeness, evidence } from "./completeness.ts";
import { errorsByArtifact } from "./errors.ts";
import { sumField, type FieldVerdicts } from "./field.ts";
import { judges } from "./judges.ts";

const NOT_MADE = "This version of Groundplan does not make it yet.";
const NOT_DESCRIBED = "Nothing in the model describes it yet.";

/**
 * The thirty-five artifacts and the thirty-two drivers, with their state and evidence. `filesOf` gives the files of an artifact that
 * were built, `field` what tools of the field have said of them; a build, which must not depend on what is installed, gives none.
 */
export function statusOf(input: EmitInput, filesOf: (artifact: string) => readonly string[], field: FieldVerdicts = () => []): StatusData {
  const errors = errorsByArtifact(input);
  return {
    artifacts: artifacts.map((artifact) => {
      const tell = completeness[artifact.id];
      const lacking = tell?.(input);
      const missing = lacking && [...faultsOf(errors.get(artifact.id) ?? 0), ...lacking];
      const verdicts = missing === undefined ? [] : judges.filter((judge) => judge.artifacts.includes(artifact.id)).map((judge) => sum(judge.name, judge.judge(artifact.id, input)));
      const tools = missing === undefined ? [] : sumField(field(artifact.id));
      return {
        id: artifact.id, name: artifact.name, phase: artifact.phase, origin: artifact.origin, state: stateOf(missing, verdicts, tools),
        missing: missing ?? [tell ? NOT_DESCRIBED : NOT_MADE], files: missing === undefined ? [] : filesOf(artifact.id), judges: [...verdicts, ...tools],
        ...(missing === undefined || !evidence[artifact.id] ? {} : { evidence: evidence[artifact.id]!(input) }),
      };
    }),
    drivers: keyDrivers.map((driver) => ({ id: driver.id, name: driver.name, ...answer(driver.id, input, field) })),
  };
}

function faultsOf(errors: number): readonly string[] {
  return errors === 0 ? [] : [`${errors} ${errors === 1 ? "error" : "errors"} in what it is made of: groundplan check tells ${errors === 1 ? "it" : "them"}.`];
}

type JudgeLine = StatusData["artifacts"][number]["judges"][number];

/** Verified is what every built-in judge passed and no tool of the field refuses. */
function stateOf(missing: readonly string[] | undefined, verdicts: readonly JudgeLine[], tools: readonly JudgeLine[]): ArtifactState {
  if (missing === undefined) return "not-started";
  if (missing.length > 0) return "incomplete";
  if (tools.some(({ result }) => result === "failed")) return "complete";
  return verdicts.length > 0 && verdicts.every((verdict) => verdict.result === "passed") ? "verified" : "complete";
}

/** One line for all that a judge said of an artifact: it passed only if it passed everything, and is skipped while some of it is yet to be judged. */
function sum(name: string, verdicts: readonly { readonly file: string; readonly result: "passed" | "failed" | "skipped"; readonly detail: string }[]): JudgeLine {
  const failed = verdicts.filter((verdict) => verdict.result === "failed");
  if (failed.length > 0) return { name, result: "failed", detail: failed.map((verdict) => `${verdict.file}: ${verdict.detail}`).join("; ") };
  if (verdicts.length === 0) return { name, result: "skipped", detail: "nothing to judge" };
  const passed = verdicts.filter((verdict) => verdict.result === "passed").length;
  if (passed < verdicts.length) return { name, result: "skipped", detail: `${passed} of ${verdicts.length} judged so far` };
  return { name, result: "passed", detail: `${verdicts.length} judged` };
}
