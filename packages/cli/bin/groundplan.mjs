#!/usr/bin/env node
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";

const main = new URL("../dist/main.mjs", import.meta.url);
if (existsSync(fileURLToPath(main))) {
  // Node 22.8 and later keep the compiled program between runs; earlier ones compile it each time.
  nodeModule.enableCompileCache?.();
  await import(main.href);
} else {
  process.stderr.write("groundplan: not built yet. Run 'npm run build' at the root of the checkout first.\n");
  process.exitCode = 2;
}
