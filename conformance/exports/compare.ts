// Compares tables as the model has them, as the file says, and as PostgreSQL tells of its catalogue. Paths come as JSON from standard
// input; an answer for each file goes out as a line of JSON. What was read of the catalogue is written anew, to be run once more.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { compareTables, readSql, writePostgresql, type TableChange, type TableDocument } from "@groundplan/formats";

for (const { file, dump, again } of JSON.parse(readFileSync(0, "utf8")) as { file: string; dump: string; again: string }[]) {
  const back = readSql(readFileSync(dump, "utf8"), { dialect: "postgresql" });
  const written = readSql(readFileSync(file, "utf8"), { dialect: "postgresql" });
  const said: string[] = [...written.problems, ...back.problems].map(({ message }) => `readSql: ${message}`);
  if (existsSync(`${file}.tables.json`)) {
    const model = JSON.parse(readFileSync(`${file}.tables.json`, "utf8")) as TableDocument;
    said.push(...compareTables(model, written.document).filter((change) => !isKeyIndex(model, change)).map((change) => `${told(change)} (from the model to the file)`));
  }
  said.push(...compareTables(written.document, back.document).filter((change) => !isSpelling(change)).map((change) => `${told(change)} (from the file to the catalogue)`));
  writeFileSync(again, writePostgresql(back.document, { foreignKeyIndexes: false }).text);
  process.stdout.write(`${JSON.stringify(said.length > 0 ? { file, error: said.slice(0, 8).join("; ") } : { file, tables: back.document.tables.length })}\n`);
}

/** An index that the writer adds to a foreign key. */
function isKeyIndex(model: TableDocument, { change, kind, of }: TableChange): boolean {
  return change === "added" && kind === "index" && model.tables.some((table) => of.includes(table.name) && table.foreignKeys.length > 0);
}

/** PostgreSQL says conditions its own way (`BETWEEN` is two comparisons); that they mean the same shows when they are run again. */
function isSpelling({ change, kind, property }: TableChange): boolean {
  return change === "changed" && ((kind === "check" && property === "definition") || (kind === "index" && (property === "where" || property === "definition")));
}

function told({ change, kind, of, name, property, before, after }: TableChange): string {
  return [change, kind, of, name, property, before === undefined ? undefined : `from ${before}`, after === undefined ? undefined : `to ${after}`].filter((part) => part !== undefined).join(" ");
}
