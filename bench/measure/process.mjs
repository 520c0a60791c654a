// Whole processes, measured from outside: wall clock from spawn to exit, and what the process used as the kernel counts it.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const PROBE = createRequire(import.meta.url).resolve("./probe.cjs");

/**
 * Runs a Node program to its end. Time is in milliseconds, memory in megabytes (10^6 bytes): the largest resident set
 * of the process itself. `cpu` is user and system time. Of what it prints the last `keep` characters are kept.
 */
export function runProcess(file, args, { cwd, env, timeout = 600_000, expect = [0], keep = 4000 } = {}) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(file, ["--require", PROBE, ...args], { cwd, env: { ...process.env, NO_COLOR: "1", CI: "1", ...env }, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    let printed = "";
    let usage = "";
    const collect = (chunk) => {
      printed = (printed + chunk).slice(-keep);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.stdio[3].on("data", (chunk) => {
      usage += chunk;
    });
    let ended;
    const watchdog = setTimeout(() => child.kill("SIGKILL"), timeout);
    child.on("error", reject);
    child.on("exit", () => {
      ended = process.hrtime.bigint();
    });
    child.on("close", (code, signal) => {
      clearTimeout(watchdog);
      if (!expect.includes(code)) {
        reject(new Error(`${args.join(" ")} ended with ${signal ?? code}:\n${printed.trim().split("\n").slice(-12).join("\n")}`));
        return;
      }
      const used = usage === "" ? {} : JSON.parse(usage.trim().split("\n").at(-1));
      resolve({ ms: Number(ended - started) / 1e6, cpu: used.cpu, megabytes: used.megabytes, printed, code });
    });
  });
}

/** Runs several programs in turn, again and again (A B A B …), so that what else the machine does falls on all alike. */
export async function interleave(programs, runs, onRun) {
  const measured = programs.map(() => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, program] of programs.entries()) {
      if (run >= (program.runs ?? runs)) continue;
      await program.prepare?.();
      measured[index].push(await program.run());
      onRun?.(program.name, run);
    }
  }
  return measured;
}
