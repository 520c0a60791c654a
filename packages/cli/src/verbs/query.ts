import { runQuery } from "@groundplan/model";
import { load } from "../load.ts";
import { formatOf, UsageError, type Run } from "../verb.ts";

export const run: Run = ([expression], options, io) => {
  const format = formatOf(options, ["text", "table", "json"]);
  const loaded = load(options["workspace"] as string | undefined, io);
  const result = runQuery(loaded.workspace.model, String(expression));
  if ("error" in result && result.error) throw new UsageError(result.error.message, `${String(expression)}\n  ${" ".repeat(result.error.from)}${"^".repeat(Math.max(1, result.error.to - result.error.from))}`);
  void format;
  return 0;
};
