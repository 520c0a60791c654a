import type { NotRead } from "@groundplan/disk";
import type { Diagnostic } from "@groundplan/syntax";

/** A file that could not be read as a finding at its first line, for programs that read a report and not what stands beside it. */
export function unreadableFile({ file, reason }: NotRead): Diagnostic {
  return {
    code: "file/unreadable", severity: "error", message: `This file is left out: ${reason}.`, hint: "What it would have described is missing from the model. Mend the file, or take it out of the workspace.",
    file, from: 0, to: 0, related: [],
  };
}
