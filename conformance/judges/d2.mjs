// D2's own compiler, called by a small program: the whole command brings a browser's driver and two layout engines.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOf, installed, must, run, verdicts } from "./tool.mjs";

const version = "0.7.2";
const driver = fileURLToPath(new URL("./drivers/d2.go.txt", import.meta.url));

export const d2 = {
  id: "d2", title: "D2", version, extension: "d2",
  install: () =>
    installed("d2", `${version}-${digestOf(driver)}`, async (folder) => {
      copyFileSync(driver, join(folder, "main.go"));
      await must("go", ["mod", "init", "groundplan.example/judge"], { cwd: folder });
      await must("go", ["get", `oss.terrastruct.com/d2@v${version}`], { cwd: folder });
      await must("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", "judge", "."], { cwd: folder, seconds: 900 });
    }),
  async judge(folder, files) {
    const { stdout, stderr, status } = await run(join(folder, "judge"), [], { input: files.join("\n"), seconds: 180 });
    if (status !== 0) throw new Error(stderr.trim().slice(0, 400));
    return verdicts(files, stdout);
  },
  // Well-formed; it stands near a shape that is not there.
  broken: 'a: "A"\nb: "B" {\n  near: c.nowhere\n}\na -> b: "uses"\n',
};
