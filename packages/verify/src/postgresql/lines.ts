import type { Talk } from "../process.ts";
import { BrokenTool } from "../process.ts";

/** The most that is waited for in one answer, in characters. */
const MOST = 64 * 1024 * 1024;

/** Lines that a child writes on its standard output, one at a time. Throws BrokenTool where it ends, takes too long or says too much. */
export interface Lines {
  next(): Promise<string>;
  /** The end of what it wrote on standard error. */
  trouble(): string;
}

export function linesOf({ child, end }: Talk, name: string, seconds: number): Lines {
  const ready: string[] = [];
  let rest = "";
  let errors = "";
  let ended: Error | undefined;
  let waiting: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void } | undefined;
  const fail = (error: Error): void => {
    ended ??= error;
    end();
    waiting?.reject(ended);
    waiting = undefined;
  };
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    rest += text;
    if (rest.length > MOST) return fail(new BrokenTool(`${name} wrote a line without end`));
    const lines = rest.split("\n");
    rest = lines.pop()!;
    ready.push(...lines);
    if (waiting && ready.length > 0) {
      waiting.resolve(ready.shift()!);
      waiting = undefined;
    }
    return undefined;
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-2000);
  });
  child.stdin!.on("error", () => undefined);
  child.on("error", (error) => fail(new BrokenTool(`${name} could not be started: ${error.message}`)));
  child.on("close", () => fail(new BrokenTool(`${name} has ended${errors.trim() === "" ? "" : `: ${errors.trim().split("\n").pop()!.slice(0, 300)}`}`)));
  return {
    trouble: () => errors.trim(),
    next: () =>
      new Promise<string>((resolve, reject) => {
        const line = ready.shift();
        if (line !== undefined) return resolve(line);
        if (ended) return reject(ended);
        const timer = setTimeout(() => fail(new BrokenTool(`${name} gave no answer within ${seconds} s`)), seconds * 1000);
        waiting = {
          resolve: (found) => {
            clearTimeout(timer);
            resolve(found);
          },
          reject: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        };
        return undefined;
      }),
  };
}
