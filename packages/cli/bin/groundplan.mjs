#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const main = new URL("../dist/main.mjs", import.meta.url);
if (existsSync(fileURLToPath(main))) {
  await import(main.href);
} else {
  process.stderr.write("groundplan: not built yet. Run 'npm run build' at the root of the checkout first.\n");
  process.exitCode = 2;
}
