import { createInput, phases, statusOf, type StatusData } from "@groundplan/artifacts";
import { builtFiles, fieldVerdicts } from "@groundplan/disk";
import { load, statusFor } from "../load.ts";
import { glanceLocks } from "../locks.ts";
import { paletteFor } from "../palette.ts";
import { formatOf, type Io, type Run } from "../verb.ts";

export const run: Run = ([folder], options, io) => {
  const format = formatOf(options, ["text", "json"]);
  const loaded = load(folder as string | undefined, io);
  const input = createInput(loaded.workspace, loaded.checker, { asOf: io.today, locks: glanceLocks(loaded.files) });
  const status = statusOf(input, builtFiles(loaded.root), fieldVerdicts(loaded.root, input));
  if (format === "json") io.out(`${JSON.stringify(status, undefined, 2)}\n`);
  else tell(status, io);
  // Only what the workspace has begun and this version makes can be incomplete.
  const failing = status.drivers.some((driver) => driver.state === "fails") || status.artifacts.some((artifact) => artifact.state === "incomplete" || artifact.judges.some((judge) => judge.result === "failed"));
  return statusFor(options["strict"] === true && failing ? 1 : 0, loaded);
};

/** Shapes that tell states apart without colour: filled, half, ring and cross. */
const MARK: Readonly<Record<string, string>> = { verified: "●", complete: "●", approved: "●", incomplete: "◐", stale: "◐", "not-started": "○", holds: "●", undecided: "◐", unanswered: "◐", unstated: "○", fails: "✕" };

function tell(status: StatusData, io: Io): void {
  const palette = paletteFor(io);
  const paint = (state: string, text: string): string => (state === "fails" ? palette.error(text) : state === "verified" || state === "complete" || state === "holds" || state === "approved" ? palette.good(text) : state === "not-started" || state === "unstated" ? palette.faint(text) : palette.warning(text));
  for (const phase of phases) {
    io.out(`${palette.strong(`${phase.number} ${phase.name}`)}\n`);
    for (const artifact of status.artifacts.filter((candidate) => candidate.phase === phase.number)) {
      const judged = artifact.judges.map((judge) => `${judge.name} ${judge.stale ? "stale" : judge.result}`).join(", ");
      io.out(`  ${paint(artifact.state, MARK[artifact.state]!)} ${artifact.id} ${artifact.name.padEnd(26)} ${paint(artifact.state, artifact.state.padEnd(12))} ${palette.faint(judged)}\n`);
      if (artifact.state !== "not-started") for (const missing of artifact.missing.slice(0, 3)) io.out(`        ${missing}\n`);
      for (const note of artifact.evidence ?? []) io.out(`        ${palette.faint(note)}\n`);
      if (artifact.state !== "not-started" && artifact.missing.length > 3) io.out(`        … and ${artifact.missing.length - 3} more\n`);
    }
  }
  io.out(`${palette.strong("Key drivers")}\n`);
  for (const driver of status.drivers) {
    io.out(`  ${paint(driver.state, MARK[driver.state]!)} ${driver.id} ${driver.name.padEnd(38)} ${paint(driver.state, driver.state)}\n`);
    if (driver.state === "fails") for (const evidence of driver.evidence.slice(1, 4)) io.out(`        ${evidence}\n`);
  }
  const count = (states: readonly string[]): number => status.artifacts.filter((artifact) => states.includes(artifact.state)).length;
  io.out(`\n${count(["complete", "verified", "approved"])} of 35 artifacts complete (${count(["verified"])} verified), ${status.drivers.filter((driver) => driver.state === "holds").length} of 32 drivers hold, ${status.drivers.filter((driver) => driver.state === "fails").length} fail\n`);
}
