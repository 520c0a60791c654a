import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInput, emitters, type EmitInput } from "@groundplan/artifacts";
import { createChecker } from "@groundplan/checks";
import { writeBuild } from "@groundplan/disk";
import { createWorkspace } from "@groundplan/model";
import { createPlace, verify, type VerifyOptions, type VerifyResult } from "../src/index.ts";

/** A folder of a test, with a workspace and programs that stand in for tools. */
export interface Bed {
  readonly root: string;
  readonly out: string;
  /** The folder that is on PATH, and nothing else is. */
  readonly bin: string;
  input(plan: string): EmitInput;
  /** Builds everything but the site. */
  build(input: EmitInput): void;
  /** A program on PATH: a script for Node. */
  program(name: string, script: string): void;
  verify(input: EmitInput, options?: Partial<VerifyOptions>): Promise<VerifyResult>;
  remove(): void;
}

export function bed(): Bed {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "groundplan-verify-test-")));
  const [bin, out] = [join(root, "bin"), join(root, "groundplan-out")];
  mkdirSync(bin);
  return {
    root, out, bin,
    input(plan) {
      const workspace = createWorkspace();
      workspace.update([{ file: "a.plan", text: plan }]);
      return createInput(workspace, createChecker(workspace, { asOf: "2026-11-23" }), { asOf: "2026-11-23" });
    },
    build: (input) => void writeBuild(out, emitters.flatMap((emitter) => [...emitter.emit(input)])),
    program(name, script) {
      const path = join(bin, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
    },
    verify: (input, options = {}) => verify(input, { root, out, version: "0.1.0", seconds: 20, signal: new AbortController().signal, place: createPlace(root, { PATH: bin }, root), ...options }),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}
