import { renderGithub, renderJson, renderSarif, renderText, rules } from "@groundplan/checks";
import { CONFIG_FILE } from "@groundplan/checks";
import { openWorkspace, readFiles, requireReadable, statusFor } from "../load.ts";
import { paletteFor } from "../palette.ts";
import { folderInSources } from "../source-root.ts";
import { unreadableFile } from "../unreadable.ts";
import { formatOf, UsageError, type Run } from "../verb.ts";
import { VERSION } from "../version.ts";

export const run: Run = ([folder], options, io) => {
  const format = formatOf(options, ["text", "json", "sarif", "github"]);
  const limit = Number(options["limit"] ?? 50);
  if (!Number.isInteger(limit) || limit < 0) throw new UsageError(`${String(options["limit"])} is no number of findings.`, "Write --limit 50, or 0 for all.");
  const files = readFiles(folder as string | undefined, io);
  if (format === "text") requireReadable(files, folder as string | undefined);
  const loaded = openWorkspace(files, io);
  const { workspace, checker } = loaded;
  const found = [...checker.diagnostics()].sort((a, b) => (a[0] < b[0] ? -1 : 1)).flatMap(([, list]) => list);
  // People have read of these on standard error.
  const unread = format === "text" ? [] : files.unreadable.map(unreadableFile);
  const report = {
    diagnostics: [...unread, ...found].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
    textOf: (file: string): string | undefined => (file === CONFIG_FILE ? files.config : workspace.text(file)),
    folder: folderInSources(loaded.root),
    counts: { files: files.files.size, elements: workspace.model.elementCount, relations: workspace.model.relationCount },
  };
  switch (format) {
    case "json":
      io.out(`${renderJson(report)}\n`);
      break;
    case "sarif":
      io.out(`${renderSarif(report, { rules, version: VERSION })}\n`);
      break;
    case "github":
      io.out(renderGithub(report));
      break;
    default:
      io.out(renderText(report, { palette: paletteFor(io), limit, columns: io.columns }));
  }
  return statusFor(found.filter((diagnostic) => diagnostic.severity === "error").length, loaded);
};
