import { spawn, type ChildProcess } from "node:child_process";

/** A tool that was started and gave no answer: told as it is, and no verdict. */
export class BrokenTool extends Error {}

/** Whoever started the run has ended it. */
export class Interrupted extends Error {}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Less than the limit of the run. */
  readonly seconds?: number;
}

export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Throws BrokenTool where it cannot be started, takes too long or says too much; Interrupted on a signal. */
export type Run = (command: readonly [string, ...string[]], args: readonly string[], options: RunOptions) => Promise<RunResult>;

/** A child that is spoken to while it runs. */
export interface Talk {
  readonly child: ChildProcess;
  /** Ends it with all that it started. */
  end(): void;
}

export interface Limits {
  /** Seconds that a call may take. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** The most that a tool may write on one of its outputs, in bytes. */
export const MOST_OUTPUT = 16 * 1024 * 1024;

/** Nothing may go out: what asks for a proxy finds one that is not there, and what asks before it calls is told not to. */
const QUIET: Readonly<Record<string, string>> = {
  HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9", ALL_PROXY: "http://127.0.0.1:9", http_proxy: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9", all_proxy: "http://127.0.0.1:9",
  NO_UPDATE_NOTIFIER: "1", npm_config_offline: "true", DO_NOT_TRACK: "1", REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", BUF_BETA_SUPPRESS_WARNINGS: "1", PLANTUML_SECURITY_PROFILE: "SANDBOX",
  NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1", PYTHONIOENCODING: "utf-8",
};

/** How to run programs within limits: without a shell, as groups of their own that end as a whole. */
export function createRun({ seconds, signal }: Limits): Run {
  return (command, args, options) =>
    new Promise((resolve, reject) => {
      const name = nameOf(command);
      const { child, end } = start(command, args, options.cwd, options.env, signal);
      const outputs = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
      let bytes = 0;
      let trouble: Error | undefined;
      const stop = (error: Error): void => {
        trouble ??= error;
        end();
      };
      const limit = Math.min(options.seconds ?? seconds, seconds);
      const timer = setTimeout(() => stop(new BrokenTool(`${name} gave no answer within ${limit} s`)), limit * 1000);
      for (const output of ["stdout", "stderr"] as const) {
        child[output]!.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_OUTPUT) stop(new BrokenTool(`${name} wrote more than ${MOST_OUTPUT / 1024 / 1024} MB`));
          else outputs[output].push(chunk);
        });
      }
      child.stdin!.on("error", () => undefined);
      child.on("error", (error) => {
        clearTimeout(timer);
        reject(trouble ?? new BrokenTool(`${name} could not be started: ${error.message}`));
      });
      child.on("close", (status, killed) => {
        clearTimeout(timer);
        // What it started must not outlive it.
        end();
        if (signal.aborted) reject(new Interrupted("interrupted"));
        else if (trouble) reject(trouble);
        else if (status === null) reject(new BrokenTool(`${name} was ended by ${killed ?? "a signal"}`));
        else resolve({ status, stdout: Buffer.concat(outputs.stdout).toString("utf8"), stderr: Buffer.concat(outputs.stderr).toString("utf8") });
      });
      child.stdin!.end(options.input ?? "");
    });
}

/** Starts a program as a group of its own, which ends when the signal says so. Throws Interrupted where it has said so already. */
export function start(command: readonly [string, ...string[]], args: readonly string[], cwd: string, env: Readonly<Record<string, string>> | undefined, signal: AbortSignal): Talk {
  if (signal.aborted) throw new Interrupted("interrupted");
  const [program, ...first] = command;
  const child = spawn(program, [...first, ...args], { cwd, env: { ...process.env, ...QUIET, ...env }, stdio: ["pipe", "pipe", "pipe"], detached: process.platform !== "win32", windowsHide: true });
  const end = (): void => {
    try {
      if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    } catch {
      // The group has come to its end.
    }
  };
  signal.addEventListener("abort", end, { once: true });
  child.on("close", () => signal.removeEventListener("abort", end));
  return { child, end };
}

/** The last line of what a tool said, without the paths of its scratch folder: what a person may read of its trouble. */
export function troubleOf({ stdout, stderr, status }: RunResult): string {
  const text = (stderr.trim() || stdout.trim()).split("\n").slice(0, 3).join(" ").replace(/\s+/g, " ");
  return `exit status ${status}${text === "" ? "" : `: ${text.slice(0, 300)}`}`;
}

function nameOf([program, ...first]: readonly [string, ...string[]]): string {
  const last = first.findLast((word) => !word.startsWith("-")) ?? program;
  return last.split(/[\\/]/).pop()!.replace(/\.(?:exe|[cm]?js|py)$/, "");
}
