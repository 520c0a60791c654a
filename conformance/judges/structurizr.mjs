// The parser of the Structurizr DSL.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installed, mavenArchives, run, verdicts } from "./tool.mjs";

// The newest line needs a newer Java than Debian 12 has.
const version = "5.0.3";
const driver = fileURLToPath(new URL("./drivers/Structurizr.java", import.meta.url));

export const structurizr = {
  id: "structurizr", title: "Structurizr DSL", version, extension: "dsl",
  install: () => installed("structurizr-dsl", version, (folder) => mavenArchives(folder, [`com.structurizr:structurizr-dsl:${version}`])),
  async judge(folder, files) {
    const lib = join(folder, "lib");
    const archives = readdirSync(lib).map((name) => join(lib, name));
    const { stdout, stderr, status } = await run("java", ["-cp", archives.join(":"), driver], { input: files.join("\n"), seconds: 300 });
    if (status !== 0) throw new Error(stderr.trim().slice(0, 600));
    return verdicts(files, stdout);
  },
  // Well-formed; a relation leads to an element that is not declared.
  broken: 'workspace "Broken" {\n  model {\n    a = person "A"\n    b = softwareSystem "B"\n    a -> nowhere "uses"\n  }\n  views {\n    systemLandscape "all" {\n      include *\n    }\n  }\n}\n',
};
