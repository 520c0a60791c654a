/** An error of the server, with its SQLSTATE. The session goes on. */
export class SqlError extends Error {
  readonly state: string;
  constructor(message: string, state: string) {
    super(message);
    this.state = state;
  }
}

/** The user named a server that cannot be used: told as it is, with exit status 2. */
export class UnreachableDatabase extends Error {}

/** One connection to a PostgreSQL, in a process of its own. */
export interface Session {
  /** Of the server: `18.7`, and its number as in `server_version_num`: 180007. */
  readonly version: string;
  readonly number: number;
  /** `PostgreSQL 18.7 in PGlite 0.5.17`. */
  readonly title: string;
  /** Where the server keeps its files, where they are ours to change: for a server of our own. */
  readonly folder: string | undefined;
  /**
   * Runs statements and gives the first column of the last one's rows, as text. Throws SqlError, and BrokenTool where the session is at its end.
   * What is run is SQL alone: nothing in it is read as a command of a client.
   */
  run(sql: string): Promise<readonly (string | null)[]>;
  /** A statement without anything of the user's: it works in a transaction that has failed as well. */
  control(sql: "BEGIN" | "ROLLBACK" | "SAVEPOINT s" | "ROLLBACK TO SAVEPOINT s" | "RELEASE SAVEPOINT s"): Promise<void>;
  close(): Promise<void>;
}

/** As `run`, with the one value that is asked for. */
export async function valueOf(session: Session, sql: string): Promise<string> {
  return (await session.run(sql))[0] ?? "";
}

/** Runs statements that may fail: the error, and what they did is undone; undefined where they did not. */
export async function attempt(session: Session, sql: string): Promise<SqlError | undefined> {
  await session.control("SAVEPOINT s");
  try {
    await session.run(sql);
    await session.control("RELEASE SAVEPOINT s");
    return undefined;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    await session.control("ROLLBACK TO SAVEPOINT s");
    return error;
  }
}

