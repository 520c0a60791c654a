// Redocly's own command with its recommended rules, and Spectral with its rules for OpenAPI: what they warn of is refused as well.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmTool, run } from "./tool.mjs";

const redoclyVersion = "2.77.0";
const spectralVersion = "6.16.3";
const extension = "openapi.yaml";

// Well-formed; a response refers to a schema that is not there.
const broken = `openapi: 3.1.1
info:
  title: Broken
  description: A document that refers to what is not there.
  version: 1.0.0
  contact: { name: A, url: "https://example.org" }
  license: { name: MIT, identifier: MIT }
servers:
  - url: https://api.example.com
tags:
  - name: a
    description: A.
security: []
paths:
  /a:
    get:
      tags: [a]
      summary: Gives A
      description: Gives A.
      operationId: getA
      responses:
        "200":
          description: A
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Nowhere"
        "404":
          description: There is no A
components:
  schemas:
    A:
      type: string
`;

/** Whether a path ends with a slash is said by the system that is described: its own health check asks for such a one. */
const PATHS = { redocly: "no-path-trailing-slash", spectral: "path-keys-no-trailing-slash" };

/** OpenAPI leaves a licence free (3.1.1, 4.8.2), and only the owner can give one: where the plan names none, none is made up. */
const FACTS = ["info-license"];

export const redocly = {
  id: "redocly", title: "Redocly", version: redoclyVersion, extension, broken,
  install: () => npmTool("redocly", redoclyVersion, [`@redocly/cli@${redoclyVersion}`]),
  async judge(folder, files) {
    const config = join(folder, "redocly.yaml");
    writeFileSync(config, "extends:\n  - recommended\n");
    const { stdout, stderr } = await run(join(folder, "node_modules/.bin/redocly"), ["lint", ...files, "--config", config, "--format", "json", "--max-problems", "10000"], { cwd: folder, env: { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" }, seconds: 180 });
    // A report for each file, one behind the other.
    if (!stdout.startsWith("{")) throw new Error((stderr || stdout).trim().slice(0, 600));
    const problems = JSON.parse(`[${stdout.trim().replace(/^\}\s*\{$/gm, "},{")}]`).flatMap((report) => report.problems);
    const found = new Map();
    for (const { ruleId, message, location } of problems) if (ruleId !== PATHS.redocly && !FACTS.includes(ruleId)) add(found, join(folder, location[0].source.ref), `${ruleId} at ${location[0].pointer ?? ""}: ${message.split("\n")[0]}`);
    return tell(files, found);
  },
};

export const spectral = {
  id: "spectral", title: "Spectral", version: spectralVersion, extension, broken,
  install: () => npmTool("spectral", spectralVersion, [`@stoplight/spectral-cli@${spectralVersion}`]),
  async judge(folder, files) {
    const ruleset = join(folder, "ruleset.yaml");
    writeFileSync(ruleset, "extends: [[\"spectral:oas\", recommended]]\n");
    const { stdout, stderr, status } = await run(join(folder, "node_modules/.bin/spectral"), ["lint", ...files, "--ruleset", ruleset, "--format", "json", "--quiet", "--fail-severity", "hint"], { seconds: 180 });
    if (status > 1) throw new Error((stderr || stdout).trim().slice(0, 600));
    const found = new Map();
    for (const { code, message, source, path } of JSON.parse(stdout.slice(stdout.indexOf("[")))) {
      // OpenAPI 3.1, 4.8.30: scopes may stand behind openIdConnect, which has no list of them; the rule looks for one.
      if (code === "oas3-operation-security-defined" && path.includes("openIdConnect") && message.includes("scopes")) continue;
      if (code !== PATHS.spectral) add(found, source, `${code} at ${path.join(".")}: ${message}`);
    }
    return tell(files, found);
  },
};

function add(found, file, what) {
  if (found.has(file)) found.get(file).push(what);
  else found.set(file, [what]);
}

function tell(files, found) {
  return files.map((file) => (found.has(file) ? { file, result: "failed", detail: `${found.get(file).length} problems: ${found.get(file).slice(0, 5).join("; ")}` } : { file, result: "passed" }));
}
