/** What a verb may use of the world; tests give their own. */
export interface Io {
  readonly cwd: string;
  /** Today, or what `--as-of` says. */
  readonly today: string;
  out(text: string): void;
  /** Progress and logs. */
  err(text: string): void;
  /** Standard output is a terminal and colours are wanted. */
  readonly colour: boolean;
  /** Standard error is a terminal that shows progress: not under CI, not with NO_COLOR. */
  readonly progress: boolean;
  readonly columns: number;
}

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One verb of the command line. What it does stands in a file of its own, loaded when it is called. */
export interface Verb {
  readonly name: string;
  /** In commander's form: `[workspace]`, `<files...>`. */
  readonly arguments?: string;
  readonly summary: string;
  /** What its help says beyond that: a paragraph each. */
  readonly details?: readonly string[];
  /** Flags in commander's form, and what they do. */
  readonly options?: readonly (readonly [flags: string, text: string, fallback?: string])[];
  /** Command lines that show it. */
  readonly examples: readonly string[];
  /** Absent where this version does not have the verb yet. */
  readonly load?: () => Promise<{ readonly run: Run }>;
}

/** Gives the exit status: 0 all well, 1 findings, 2 usage or unreadable input. Faults of Groundplan are thrown. */
export type Run = (args: readonly (string | readonly string[] | undefined)[], options: Options, io: Io) => Promise<number> | number;

/** What the user called cannot be done, and why: printed as it is, with exit status 2. */
export class UsageError extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** `--format` with a value out of those that the verb knows. */
export function formatOf(options: Options, known: readonly string[]): string {
  const format = String(options["format"] ?? known[0]);
  if (!known.includes(format)) throw new UsageError(`There is no format ${format}.`, `Write --format ${known.join("|")}.`);
  return format;
}
