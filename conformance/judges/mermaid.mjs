// Mermaid's own parser, with jsdom in place of a browser.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { driverFile, installed, must, run, verdicts } from "./tool.mjs";

// The newest line of Mermaid refuses Node 20; this one is what forges and wikis draw with.
const version = "11.6.0";
const jsdom = "26.1.0";
const driver = driverFile("mermaid.mjs");

export const mermaid = {
  id: "mermaid", title: "Mermaid", version, extension: "mmd",
  install: () =>
    installed("mermaid", version, async (folder) => {
      writeFileSync(join(folder, "package.json"), '{"private":true}\n');
      await must("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, `mermaid@${version}`, `jsdom@${jsdom}`]);
    }),
  async judge(folder, files) {
    const { stdout, stderr, status } = await run(process.execPath, [driver, folder], { input: files.join("\n"), seconds: 180 });
    if (status !== 0) throw new Error(stderr.trim().slice(0, 400));
    return verdicts(files, stdout);
  },
  // Well-formed; the shape does not exist.
  broken: 'flowchart TB\n  a["A"]\n  b@{ shape: groundplan-nowhere, label: "B" }\n  a --> b\n',
};
