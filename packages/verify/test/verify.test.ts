import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fieldVerdicts, readManifest, readVerdicts, VERDICTS_FILE } from "@groundplan/disk";
import { statusOf } from "@groundplan/artifacts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPlace, createRun, judgeIds, listJudges, type VerifyLine, type VerifyOptions } from "../src/index.ts";
import { bed, type Bed } from "./workspace.ts";

const PLAN = (more = ""): string => `system shop "Shop" {
  "Sells."
  actor shopper "Shopper" { "Buys."; -> web "buys" }
  webapp web "Web" { "Pages."; -> store "reads" }
  database store "Store" { "Orders." }${more}
}
`;

// A D2 that says its version, and refuses what holds the word Refused.
const D2 = `const { readFileSync } = require("node:fs");
if (process.argv.includes("--version")) console.log("v1.2.3");
else {
  const file = process.argv.at(-2);
  if (readFileSync(file, "utf8").includes("Refused")) {
    console.error("err: failed to compile: " + file + ":3:9: this is refused");
    process.exit(1);
  }
}`;

let at: Bed;
beforeEach(() => {
  at = bed();
});
afterEach(() => at.remove());

/** What D2 says of the files of 1.1. */
async function d2(plan = PLAN(), options: Partial<VerifyOptions> = {}): Promise<readonly VerifyLine[]> {
  const input = at.input(plan);
  return (await at.verify(input, { only: new Set(["1.1"]), judges: new Set(["d2"]), ...options })).lines;
}

const resultsOf = (lines: readonly VerifyLine[]): readonly string[] => [...new Set(lines.map(({ result }) => result))];

// The programs are scripts that a POSIX system starts by their first line.
describe.skipIf(process.platform === "win32")("a tool of the field", () => {
  it("is skipped by name where it is not here", async () => {
    const lines = await d2();
    expect(lines.length).toBeGreaterThan(0);
    expect(resultsOf(lines)).toEqual(["skipped"]);
    expect(lines[0]).toMatchObject({ artifact: "1.1", judge: "d2", version: "", detail: expect.stringContaining("not installed here: go install") as string });
  });

  it("passes what it takes, and refuses what it does not, without the path of a scratch folder", async () => {
    at.program("d2", D2);
    const passed = await d2();
    expect([resultsOf(passed), passed[0]!.version]).toEqual([["passed"], "1.2.3"]);
    const refused = await d2(PLAN().replace('"Shop"', '"Refused"'));
    expect(resultsOf(refused)).toEqual(["failed"]);
    expect(refused[0]!.detail).toBe("line 3:9: this is refused");
    expect(JSON.stringify(refused)).not.toContain(tmpdir());
  });

  it.each([
    ["hangs", 'if (process.argv.includes("--version")) console.log("v1.2.3"); else setInterval(() => {}, 1000);', "gave no answer within 1 s"],
    ["hangs when it is asked for its version", "setInterval(() => {}, 1000);", "gave no answer within"],
    ["says nothing of its version", "", "does not say its version"],
    ["answers with garbage", 'if (process.argv.includes("--version")) console.log("v1.2.3"); else { console.error("\\u0000\\u0001 what?"); process.exit(7); }', "exit status 7"],
    ["writes without end", 'if (process.argv.includes("--version")) console.log("v1.2.3"); else { const line = "x".repeat(1 << 20); const more = () => { while (process.stdout.write(line)); process.stdout.once("drain", more); }; more(); }', "wrote more than 16 MB"],
    ["is ended by a signal", 'if (process.argv.includes("--version")) console.log("v1.2.3"); else process.kill(process.pid, "SIGTERM");', "was ended by SIGTERM"],
  ])("that %s has broken down, and given no verdict", async (_, script, message) => {
    at.program("d2", script);
    // Node takes its time to start where others work beside it.
    const lines = await d2(PLAN(), { seconds: message.includes("within") ? 1 : 20 });
    expect(resultsOf(lines)).toEqual(["skipped"]);
    expect(lines.every(({ broken }) => broken === true)).toBe(true);
    expect(lines[0]!.detail).toContain(message);
  });

  it("takes what it started with it when it is ended", async () => {
    const note = join(at.root, "pid");
    at.program("d2", `if (process.argv.includes("--version")) console.log("v1.2.3"); else {
      const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
      require("node:fs").writeFileSync(${JSON.stringify(note)}, String(child.pid));
      setInterval(() => {}, 1000);
    }`);
    await d2(PLAN(), { seconds: 2 });
    const pid = Number(readFileSync(note, "utf8"));
    for (let tries = 0; tries < 50 && isRunning(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isRunning(pid)).toBe(false);
  });

  it("is ended when whoever asked interrupts, and nothing is kept or left", async () => {
    at.program("d2", 'if (process.argv.includes("--version")) console.log("v1.2.3"); else setInterval(() => {}, 1000);');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    await expect(d2(PLAN(), { signal: controller.signal })).rejects.toThrow("interrupted");
    expect(existsSync(join(at.root, VERDICTS_FILE))).toBe(false);
  });

  it("is not taken from a folder of PATH that is named relative to where somebody stands", async () => {
    at.program("d2", D2);
    const place = createPlace(at.root, { PATH: ["bin", ".", ""].join(":") }, at.root);
    expect(place.program("d2")).toBeUndefined();
  });

  it("is listed with what it judges and how to get it", async () => {
    at.program("d2", D2);
    const listed = await listJudges(createPlace(at.root, { PATH: at.bin }, at.root), createRun({ seconds: 20, signal: new AbortController().signal }), "0.1.0");
    expect(listed.map(({ id }) => id)).toEqual(judgeIds);
    expect(listed.find(({ id }) => id === "d2")).toMatchObject({ available: true, version: "1.2.3", from: "PATH" });
    expect(listed.find(({ id }) => id === "buf")).toMatchObject({ available: false, install: "npm install --save-dev @bufbuild/buf" });
    expect(listed.find(({ id }) => id === "geometry")).toMatchObject({ available: true, kind: "built-in", version: "0.1.0" });
  });
});

describe.skipIf(process.platform === "win32")("a package of npm", () => {
  const plan = PLAN(' service cart "Cart" { "Carts."; api CartApi graphql { cart: query cart -> Cart }\n type Cart { id: string } }');

  function install(name: string, version: string, code: string): void {
    const folder = join(at.root, "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version, main: "main.cjs" }));
    writeFileSync(join(folder, "main.cjs"), code);
  }

  it("is read by a process of its own, from the workspace's node_modules", async () => {
    install("graphql", "9.9.9", 'module.exports = { buildSchema: (text) => { if (text.includes("Refused")) throw new Error("a schema that is refused"); return { getQueryType() {}, getMutationType() {}, getSubscriptionType() {} }; }, validateSchema: () => [] };');
    const judged = async (text: string): Promise<readonly VerifyLine[]> => (await at.verify(at.input(text), { judges: new Set(["graphql"]) })).lines;
    const passed = await judged(plan);
    expect(passed.map(({ artifact, result, version }) => [artifact, result, version])).toEqual([["2.2", "passed", "9.9.9"]]);
    const refused = await judged(plan.replaceAll("Cart }", "Refused }").replace("type Cart", "type Refused"));
    expect(refused[0]).toMatchObject({ result: "failed", detail: "a schema that is refused" });
  });

  it("breaks down where it cannot be loaded", async () => {
    install("graphql", "9.9.9", "throw new Error('no');");
    const { lines } = await at.verify(at.input(plan), { judges: new Set(["graphql"]) });
    expect(lines[0]).toMatchObject({ result: "skipped", broken: true });
    expect(lines[0]!.detail).toContain("did not answer for every file");
  });
});

describe.skipIf(process.platform === "win32")("what is judged", () => {
  it("is what was built, as it lies on the disk; what was changed by hand is told", async () => {
    at.program("d2", D2);
    const input = at.input(PLAN());
    at.build(input);
    const path = [...readManifest(at.out).values()].find(({ format, artifact }) => format === "d2" && artifact === "1.1")!.path;
    writeFileSync(join(at.out, path), "Refused\n");
    const result = await at.verify(input, { judges: new Set(["d2"]) });
    expect(result).toMatchObject({ from: "built", changed: [path], unreadable: [] });
    expect(result.lines.find(({ file }) => file === path)!.result).toBe("failed");
  });

  it("is what a build would write, where nothing was built; a build's output is not made by it", async () => {
    at.program("d2", D2);
    const result = await at.verify(at.input(PLAN()), { judges: new Set(["d2"]) });
    expect(result.from).toBe("emitted");
    expect(existsSync(at.out)).toBe(false);
  });

  it("is never read through a link that leads out of the output folder, nor under a name that no build gives", async () => {
    at.program("d2", D2);
    const input = at.input(PLAN());
    at.build(input);
    const manifest = join(at.out, "manifest.json");
    const { files } = JSON.parse(readFileSync(manifest, "utf8")) as { files: { path: string; format: string }[] };
    const own = files.find(({ format }) => format === "d2")!;
    writeFileSync(join(at.root, "secret"), "secret");
    symlinkSync(join(at.root, "secret"), join(at.out, "link.d2"));
    const hostile = ["link.d2", "../secret", "/etc/passwd", "a\nb.d2", "gone.d2"].map((path) => ({ ...own, path }));
    writeFileSync(join(at.out, "a\nb.d2"), "a");
    writeFileSync(manifest, JSON.stringify({ files: [...hostile, { path: 7, sha256: "x" }] }));
    const result = await at.verify(input, { judges: new Set(["d2"]) });
    expect(result.lines).toEqual([]);
    expect(result.unreadable.map(({ path, reason }) => `${path}: ${reason}`)).toEqual(["link.d2: a link leads it out of the output folder", "a\nb.d2: its name holds control characters", "gone.d2: it does not exist"]);
  });

  it("leaves nothing behind but the verdicts", async () => {
    at.program("d2", D2);
    const before = new Set(readdirSync(tmpdir()).filter((name) => name.startsWith("groundplan-verify-")));
    await d2();
    expect(readdirSync(tmpdir()).filter((name) => /^groundplan-verify-(?!test-)/.test(name) && !before.has(name))).toEqual([]);
    expect(readdirSync(at.root).sort()).toEqual([".groundplan", "bin"]);
  });
});

describe.skipIf(process.platform === "win32")("verdicts", () => {
  const stateOf = (plan: string): readonly [string, readonly (readonly [string, string, boolean])[]] => {
    const input = at.input(plan);
    const { state, judges } = statusOf(input, () => [], fieldVerdicts(at.root, input)).artifacts.find(({ id }) => id === "1.1")!;
    return [state, judges.map(({ name, result, stale }) => [name, result, stale === true])];
  };

  it("count for the content that was judged and for no other", async () => {
    at.program("d2", D2);
    await d2();
    expect(stateOf(PLAN())).toEqual(["verified", [["geometry", "passed", false], ["d2 1.2.3", "passed", false]]]);
    const other = PLAN().replace('"Shop"', '"Store of things"');
    expect(stateOf(other)[1]).toEqual([["geometry", "passed", false], ["d2 1.2.3", "skipped", true]]);
    await d2(other);
    expect(stateOf(other)[1][1]).toEqual(["d2 1.2.3", "passed", false]);
    expect(stateOf(PLAN())[1][1]).toEqual(["d2 1.2.3", "skipped", true]);
  });

  it("that refuse keep an artifact from being called verified", async () => {
    at.program("d2", D2);
    const plan = PLAN().replace('"Shop"', '"Refused"');
    await d2(plan);
    expect(stateOf(plan)).toEqual(["complete", [["geometry", "passed", false], ["d2 1.2.3", "failed", false]]]);
  });

  it("are stale for files that are new since", async () => {
    at.program("d2", D2);
    await d2();
    const [, judges] = stateOf(`${PLAN()}system other "Other" { "Else."; service s "S" { "Does." } }\n`);
    expect(judges[1]).toEqual(["d2 1.2.3", "skipped", true]);
  });

  it("are not lost where a tool is missing or breaks down the next time", async () => {
    at.program("d2", D2);
    await d2();
    const before = readFileSync(join(at.root, VERDICTS_FILE), "utf8");
    at.program("d2", "process.exit(3)");
    await d2();
    expect(readFileSync(join(at.root, VERDICTS_FILE), "utf8")).toBe(before);
  });

  it("have the same bytes each time, and name no folder of this machine", async () => {
    at.program("d2", D2);
    await d2();
    const path = join(at.root, VERDICTS_FILE);
    const first = readFileSync(path, "utf8");
    await d2();
    expect(readFileSync(path, "utf8")).toBe(first);
    expect(first).not.toContain(at.root);
    expect(readVerdicts(at.root).length).toBeGreaterThan(0);
  });

  it.each(["", "no json", "[]", "null", '{"verdicts":[null,7,{"artifact":"1.1"},{"artifact":"1.1","judge":"d2","version":"1","file":"x","format":"d2","sha256":"y","detail":"","result":"verified"}]}'])("that are damaged count for nothing: %s", (text) => {
    mkdirSync(dirname(join(at.root, VERDICTS_FILE)), { recursive: true });
    writeFileSync(join(at.root, VERDICTS_FILE), text);
    expect(readVerdicts(at.root)).toEqual([]);
    expect(stateOf(PLAN())[0]).toBe("verified");
  });

  it("are neither read nor written through a link that leads out of the repository", async () => {
    at.program("d2", D2);
    mkdirSync(join(at.root, "repository", ".git"), { recursive: true });
    const root = join(at.root, "repository");
    mkdirSync(join(at.root, "elsewhere"));
    symlinkSync(join(at.root, "elsewhere"), join(root, ".groundplan"));
    await expect(d2(PLAN(), { root })).rejects.toThrow("leads out of the repository");
    expect(readdirSync(join(at.root, "elsewhere"))).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A child that has ended and is not waited for is no more running.
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
