import { Command, CommanderError } from "commander";
import { reasonOf, UnreadableWorkspace, UnwritableOutput } from "@groundplan/disk";
import { isDay } from "@groundplan/vocabulary";
import { UsageError, type Io, type Options, type Verb } from "./verb.ts";
import { printable } from "./printable.ts";
import { verbs } from "./verbs.ts";
import { VERSION } from "./version.ts";

/** Runs the command line and gives its exit status: see the contract in the language reference. Never throws. */
export async function main(argv: readonly string[], given: Io = systemIo(argv)): Promise<number> {
  let status = 0;
  const io: Io = { ...given, err: (text) => given.err(printable(text)) };
  const program = new Command("groundplan")
    .description("Describe a software system once; derive, verify and show its design.")
    .version(VERSION, "-V, --version")
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showSuggestionAfterError()
    .addHelpText("after", "\nWORKSPACE is a folder; without it, the nearest one upwards that holds groundplan.yaml or .plan files.\nExit status: 0 all well, 1 findings, 2 usage or unreadable input, 3 a fault of Groundplan.\n\nExample:\n  $ groundplan init && groundplan check && groundplan open");
  // A verb that is named is all that this run needs to know; without one, or with one that there is not, all are told of.
  const named = verbs.find((verb) => verb.name === argv[0]);
  for (const verb of named ? [named] : verbs) add(program, verb, async (args, options) => {
    status = await run(verb, args, options, io);
  });
  try {
    if (argv.length === 0) {
      io.out(program.helpInformation());
      return 0;
    }
    await refuseUnknownVerb(argv);
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return fault(error, io);
  }
}

/** An unknown verb is told before its options are looked at: with `--help` there is no help for it either. */
async function refuseUnknownVerb(argv: readonly string[]): Promise<void> {
  const [first, second] = argv.filter((argument) => !argument.startsWith("-"));
  const wanted = first === "help" ? second : first;
  if (wanted === undefined || wanted === "help" || verbs.some((verb) => verb.name === wanted)) return;
  const { nearest } = await import("@groundplan/vocabulary");
  const near = nearest(wanted, verbs.map((verb) => verb.name));
  throw new UsageError(`There is no verb ${wanted}.`, near === undefined ? "groundplan help lists them." : `Did you mean ${near}?`);
}

function add(program: Command, verb: Verb, action: (args: readonly (string | undefined)[], options: Options) => Promise<void>): void {
  const command = program.command(`${verb.name}${verb.arguments === undefined ? "" : ` ${verb.arguments}`}`, verb.load ? {} : { hidden: true }).description(verb.load ? verb.summary : `${verb.summary} (not in this version)`).exitOverride();
  for (const [flags, text, fallback] of verb.options ?? []) command.option(flags, text, fallback);
  if (!verb.load) command.allowUnknownOption().allowExcessArguments();
  if (verb.details) command.addHelpText("after", `\n${verb.details.map((paragraph) => wrapped(paragraph)).join("\n\n")}`);
  if (verb.examples.length > 0) command.addHelpText("after", `\n${verb.examples.length === 1 ? "Example" : "Examples"}:\n${verb.examples.map((example) => `  $ ${example}`).join("\n")}`);
  command.action(async (...given: unknown[]) => {
    const count = command.registeredArguments.length;
    await action(given.slice(0, count) as (string | undefined)[], given[count] as Options);
  });
}

/** A paragraph in lines of at most 100 columns. */
function wrapped(text: string): string {
  return text.replace(/(?=\S)(.{1,100})(?:\s+|$)/g, "$1\n").trimEnd();
}

async function run(verb: Verb, args: readonly (string | undefined)[], options: Options, io: Io): Promise<number> {
  try {
    if (!verb.load) throw new UsageError(`This version of Groundplan (${VERSION}) does not have ${verb.name} yet.`);
    const asOf = options["asOf"];
    if (asOf !== undefined && !isDay(String(asOf))) throw new UsageError(`${String(asOf)} is no date.`, "Write --as-of 2026-11-23.");
    const { run: action } = await verb.load();
    // What machines read keeps every character: JSON escapes those that move a cursor.
    const out = options["format"] === "json" || options["format"] === "sarif" ? io.out : (text: string) => io.out(printable(text));
    return await action(args, options, { ...io, out, ...(asOf === undefined ? {} : { today: String(asOf) }) });
  } catch (error) {
    return fault(error, io);
  }
}

/** Expected troubles are told in a line; anything else is a fault of ours, told without a stack. */
function fault(error: unknown, io: Io): number {
  if (error instanceof UsageError || error instanceof UnreadableWorkspace || error instanceof UnwritableOutput) {
    io.err(`groundplan: ${error.message}\n`);
    if (error instanceof UsageError && error.hint !== undefined) io.err(`  ${error.hint}\n`);
    return 2;
  }
  // The system refused a file or a folder: the user's to mend, not ours.
  if (error instanceof Error && "syscall" in error && "path" in error) {
    io.err(`groundplan: ${String(error.path)}: ${reasonOf(error)}.\n`);
    return 2;
  }
  const message = error instanceof Error ? error.message.split("\n")[0] : String(error);
  io.err(`groundplan: a fault of Groundplan itself: ${message}\n  Please report it with the command you ran and the version, ${VERSION}. GROUNDPLAN_DEBUG=1 shows where it happened.\n`);
  if (process.env["GROUNDPLAN_DEBUG"] === "1" && error instanceof Error) io.err(`${error.stack}\n`);
  return 3;
}

function systemIo(argv: readonly string[]): Io {
  const plain = process.env["NO_COLOR"] !== undefined && process.env["NO_COLOR"] !== "";
  const forced = process.env["FORCE_COLOR"] !== undefined && process.env["FORCE_COLOR"] !== "0";
  const now = new Date();
  return {
    cwd: process.cwd(),
    today: `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: !plain && (forced || process.stdout.isTTY === true) && !argv.includes("json"),
    progress: process.stderr.isTTY === true && !plain && !process.env["CI"],
    columns: process.stdout.columns ?? 100,
  };
}
