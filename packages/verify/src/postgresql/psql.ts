import { randomUUID } from "node:crypto";
import type { Place } from "../place.ts";
import { BrokenTool, Interrupted, start, type Limits } from "../process.ts";
import { linesOf } from "./lines.ts";
import { SqlError, UnreachableDatabase, valueOf, type Session } from "./session.ts";

/**
 * Opens a session on the server that the user names, through psql. Statements go to it as digits, which psql decodes by the
 * server and sends back to it (`\gexec`), so that nothing in them is read as a command of psql. Throws UnreachableDatabase.
 */
export async function openPsql(place: Place, address: string, scratch: string, limits: Limits): Promise<Session> {
  const program = place.program("psql");
  if (program === undefined) throw new UnreachableDatabase("psql is not on PATH: the client of PostgreSQL speaks to a database that is named.");
  const { target, password } = withoutPassword(address);
  const talk = start([program], ["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--no-password", `--dbname=${target}`], scratch, { PGCLIENTENCODING: "UTF8", PGCONNECT_TIMEOUT: "10", PGAPPNAME: "groundplan verify", ...(password === undefined ? {} : { PGPASSWORD: password }) }, limits.signal);
  const lines = linesOf(talk, "psql", limits.seconds);
  const end = randomUUID();
  // Each answer is: lines, the mark, whether there was an error, its SQLSTATE, its message, the mark.
  const ask = async (text: string): Promise<readonly string[]> => {
    talk.child.stdin!.write(`${text}\n\\echo ${end}\n\\echo :ERROR\n\\echo :SQLSTATE\n\\echo :LAST_ERROR_MESSAGE\n\\echo ${end}\n`);
    const before = await upTo(lines.next, end);
    const [failed, state, ...message] = await upTo(lines.next, end);
    if (failed === "true") throw new SqlError(message.join(" ").slice(0, 1000), state ?? "");
    return before;
  };
  const run = async (sql: string): Promise<readonly (string | null)[]> => {
    const found = await ask(`SELECT convert_from(decode('${Buffer.from(sql, "utf8").toString("hex")}', 'hex'), 'UTF8') \\gexec`);
    // A plan stands in one value of many lines.
    return found[0]?.startsWith("[") ? [found.join("\n")] : found;
  };
  try {
    const control = async (sql: string): Promise<void> => void (await ask(`${sql};`));
    const session = { run, control, folder: undefined, close: async () => talk.end() };
    const number = Number(await valueOf({ ...session, version: "", number: 0, title: "" }, "SHOW server_version_num"));
    const version = `${Math.floor(number / 10_000)}.${number % 10_000}`;
    return { ...session, version, number, title: `PostgreSQL ${version}` };
  } catch (error) {
    talk.end();
    if (limits.signal.aborted) throw new Interrupted("interrupted");
    throw error instanceof BrokenTool || error instanceof SqlError ? new UnreachableDatabase(`The database cannot be reached: ${reason(lines.trouble()) ?? error.message}.`) : error;
  }
}

async function upTo(next: () => Promise<string>, end: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let line = await next(); line !== end; line = await next()) found.push(line);
  return found;
}

/** The address without its password, which would stand in the list of processes for all to read. */
export function withoutPassword(address: string): { readonly target: string; readonly password: string | undefined } {
  if (!/^postgres(?:ql)?:\/\//.test(address)) throw new UnreachableDatabase("The address of the database is none of a PostgreSQL; write postgresql://user@host/database.");
  const found = /^(postgres(?:ql)?:\/\/)(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^@]*)$/.exec(address);
  if (!found) throw new UnreachableDatabase("The address of the database cannot be read; write postgresql://user@host/database.");
  const [, scheme, user, behind, rest] = found;
  let asked: string | undefined;
  const target = rest!.replace(/([?&])password=([^&]*)(&?)/, (_, before: string, value: string, after: string) => {
    asked = value;
    return after === "" ? "" : before;
  });
  const password = behind ?? asked;
  try {
    return { target: `${scheme!}${user === undefined ? "" : `${user}@`}${target}`, password: password === undefined ? undefined : decodeURIComponent(password) };
  } catch {
    throw new UnreachableDatabase("The password in the address of the database cannot be read: write a percent sign as %25.");
  }
}

function reason(trouble: string): string | undefined {
  const line = trouble.split("\n")[0]!.replace(/^psql: /, "").replace(/^error: /, "").replace(/\.$/, "");
  return line === "" ? undefined : line;
}
