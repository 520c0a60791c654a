import { drive } from "../drivers.ts";
import type { FieldJudge } from "../judge.ts";
import { pythonTool } from "./python.ts";

/** SQLite as Python carries it: runs each file in an empty database; foreign keys must resolve. */
export const sqlite: FieldJudge = {
  id: "sqlite", title: "SQLite", formats: ["sql-sqlite"], install: "Python 3 with its sqlite3 module",
  find: (place, run) => pythonTool(place, run, "import sqlite3; print(sqlite3.sqlite_version)"),
  judge: (subjects, tool, bench) => drive("sqlite.py", subjects, tool, bench),
};
