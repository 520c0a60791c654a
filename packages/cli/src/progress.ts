import type { Io } from "./verb.ts";

/** A line of progress on a terminal, and nothing elsewhere. */
export interface Progress {
  step(what: string, total: number): void;
  end(): void;
}

export function createProgress(io: Io, doing: string): Progress {
  let done = 0;
  let shown = 0;
  return {
    step(what, total) {
      done++;
      if (!io.progress) return;
      // Twenty times is enough for the eye, and costs nothing.
      if (done < total && (done * 20) / total < shown) return;
      shown = Math.floor((done * 20) / total) + 1;
      const bar = "█".repeat(Math.round((done * 20) / total)).padEnd(20, "░");
      io.err(`\r\u001b[2K${doing} ${bar} ${done}/${total} ${what.slice(0, Math.max(0, io.columns - 48))}`);
    },
    end() {
      if (io.progress && done > 0) io.err("\r\u001b[2K");
    },
  };
}
