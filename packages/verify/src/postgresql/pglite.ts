import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { driverFile } from "../drivers.ts";
import type { Place } from "../place.ts";
import { BrokenTool, start, type Limits } from "../process.ts";
import { linesOf } from "./lines.ts";
import { SqlError, valueOf, type Session } from "./session.ts";

export const PGLITE = "@electric-sql/pglite";

/** Opens PostgreSQL as WebAssembly in a process of its own, on an empty cluster below `scratch`; undefined where the package is not there. It listens nowhere. */
export async function openPglite(place: Place, scratch: string, limits: Limits): Promise<Session | undefined> {
  const found = place.package(PGLITE);
  if (!found) return undefined;
  const folder = join(scratch, "pglite");
  mkdirSync(folder, { recursive: true });
  const talk = start([process.execPath], [driverFile("pglite_session.mjs"), found.folder, folder], scratch, undefined, limits.signal);
  const lines = linesOf(talk, "PGlite", limits.seconds);
  const answer = async (): Promise<{ readonly values?: readonly (string | null)[]; readonly error?: string; readonly state?: string }> => {
    const line = await lines.next();
    try {
      return JSON.parse(line) as never;
    } catch {
      throw new BrokenTool("PGlite wrote what is no answer");
    }
  };
  const run = async (sql: string): Promise<readonly (string | null)[]> => {
    talk.child.stdin!.write(`${JSON.stringify({ sql })}\n`);
    const { values, error, state } = await answer();
    if (error !== undefined) throw new SqlError(error, state ?? "");
    return values ?? [];
  };
  try {
    await answer();
    const session = { run, folder, control: async (sql: string) => void (await run(sql)), close: async () => talk.end() };
    const number = Number(await valueOf({ ...session, version: "", number: 0, title: "" }, "SHOW server_version_num"));
    const version = `${Math.floor(number / 10_000)}.${number % 10_000}`;
    return { ...session, version, number, title: `PostgreSQL ${version} in PGlite ${found.version}` };
  } catch (error) {
    talk.end();
    throw error;
  }
}
