// PlantUML, which carries the C4 library; it reads every file to its end and draws nothing.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installed, mavenArchives, run, verdicts } from "./tool.mjs";

const version = "1.2026.8";
const driver = fileURLToPath(new URL("./drivers/PlantUml.java", import.meta.url));

export const plantuml = {
  id: "plantuml", title: "PlantUML", version, extension: "puml",
  install: () => installed("plantuml", version, (folder) => mavenArchives(folder, [`net.sourceforge.plantuml:plantuml:${version}`], { alone: true })),
  async judge(folder, files) {
    // In the sandbox a document reaches neither files nor the network; the library in the archive it does.
    const options = ["-Djava.awt.headless=true", "-DPLANTUML_SECURITY_PROFILE=SANDBOX", "-cp", join(folder, "lib", `plantuml-${version}.jar`)];
    const { stdout, stderr, status } = await run("java", [...options, driver], { input: files.join("\n"), seconds: 300 });
    if (status !== 0) throw new Error(stderr.trim().slice(0, 600));
    return verdicts(files, stdout);
  },
  // Well-formed; the library that it names does not exist.
  broken: '@startuml\n!include <C4/C4_Nowhere>\nPerson(a, "A")\nSystem(b, "B")\nRel(a, b, "uses")\n@enduml\n',
};
