import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runIn, type Answer } from "./command.ts";
import { contract, departures } from "./shapes.ts";

let root = "";
const path = process.env["PATH"];
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "groundplan-cli-verify-"));
  // No tool of this machine.
  process.env["PATH"] = join(root, "bin");
  put("a.plan", 'system shop "Shop" {\n  "Sells."\n  actor shopper "Shopper" { "Buys."; -> web "buys" }\n  webapp web "Web" { "Pages." }\n}\n');
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(root, { recursive: true, force: true });
});

const run = (...argv: string[]): Promise<Answer> => runIn(root, argv);

function put(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text, { mode });
}

describe("groundplan verify", () => {
  it("tells in the shape of the contract what each judge says, and skips by name what is not here", async () => {
    const { status, out, err } = await run("verify", "--judge", "geometry,d2", "--format", "json");
    const told = JSON.parse(out) as { judges: { judge: string; result: string; version: string }[] };
    expect([status, departures(told, contract.verify)]).toEqual([0, []]);
    expect(new Set(told.judges.map(({ judge, result }) => `${judge} ${result}`))).toEqual(new Set(["geometry passed", "d2 skipped"]));
    expect(err).toContain("nothing is built yet; what a build would write is judged");
    const text = await run("verify", "--judge", "geometry,d2");
    expect(text.out).toContain("○ d2: not installed here");
    expect(text.out).toContain("not installed here: d2 (groundplan verify --list tells how to)");
    expect((await run("verify", "--judge", "geometry,d2", "--strict")).status).toBe(1);
  });

  it("reads what was built, and tells what is not as it was built", async () => {
    await run("build");
    expect((await run("verify", "--judge", "d2")).err).toBe("");
    const { files } = JSON.parse(readFileSync(join(root, "groundplan-out/manifest.json"), "utf8")) as { files: { path: string; format: string }[] };
    const own = files.find(({ format }) => format === "d2")!.path;
    put(`groundplan-out/${own}`, "a -> b\n");
    expect((await run("verify", "--judge", "d2")).err).toBe(`groundplan: ${own} is not as it was built; it is judged as it is.\n`);
    rmSync(join(root, "groundplan-out", own));
    const gone = await run("verify", "--judge", "d2");
    expect([gone.status, gone.err]).toEqual([1, `groundplan: ${own} is not judged: it does not exist.\n`]);
    expect((await run("verify", "--judge", "d2", "--out", "elsewhere")).err).toContain("nothing is built yet");
  });

  it.skipIf(process.platform === "win32")("ends with 1 where a tool refuses or breaks down, and status tells of it", async () => {
    const d2 = (script: string): void => put("bin/d2", `#!${process.execPath}\nif (process.argv.includes("--version")) console.log("1.2.3"); else { ${script} }\n`, 0o755);
    d2('console.error("x.d2:1:2: no"); process.exit(1);');
    const refused = await run("verify", "--only", "1.1", "--judge", "d2");
    expect([refused.status, refused.out]).toEqual([1, expect.stringContaining("line 1:2: no") as string]);
    expect((await run("status")).out).toMatch(/1\.1 Context diagram +complete +geometry passed, d2 1\.2\.3 failed/);
    d2("process.exit(9);");
    const broken = await run("verify", "--only", "1.1", "--judge", "d2");
    expect([broken.status, broken.out]).toEqual([1, expect.stringContaining("broke down: exit status 9") as string]);
    d2("");
    expect((await run("verify", "--only", "1.1", "--judge", "d2")).status).toBe(0);
    expect((await run("status")).out).toMatch(/1\.1 Context diagram +verified +geometry passed, d2 1\.2\.3 passed/);
    put("a.plan", readFileSync(join(root, "a.plan"), "utf8").replace("Sells.", "Sells a lot."));
    expect((await run("status")).out).toMatch(/1\.1 Context diagram +verified +geometry passed, d2 1\.2\.3 stale/);
    // What is installed must not show in what is built.
    await run("build");
    expect(readFileSync(join(root, "groundplan-out/manifest.json"), "utf8")).not.toContain("verdict");
    const site = join(root, "groundplan-out/site/data.js");
    if (existsSync(site)) expect(readFileSync(site, "utf8")).not.toContain("1.2.3");
  });

  it("lists every judge, and how to get it", async () => {
    const { status, out } = await run("verify", "--list", "--format", "json");
    const { judges } = JSON.parse(out) as { judges: { id: string; available: boolean; install: string }[] };
    expect(status).toBe(0);
    expect(judges.find(({ id }) => id === "buf")).toMatchObject({ available: false, install: "npm install --save-dev @bufbuild/buf" });
    expect((await run("verify", "--list")).out).toContain("apt-get install plantuml");
  });

  it.each([
    [["--only", "9.9"], "There is no artifact 9.9."],
    [["--only", ","], "--only names no artifact."],
    [["--judge", "bufs"], "Did you mean buf?"],
    [["--timeout", "soon"], "soon is no number of seconds."],
    [["--timeout", "0"], "0 is no number of seconds."],
    [["--format", "xml"], "There is no format xml."],
    [["--out", ""], "--out names no folder."],
    [["nowhere"], "There is no folder nowhere."],
  ])("refuses %j", async (argv, message) => {
    const { status, err } = await run("verify", ...argv);
    expect([status, err]).toEqual([2, expect.stringContaining(message) as string]);
  });

  it("says that a database which is named cannot be asked, and where to go from there", async () => {
    put("a.plan", 'system s "S" { database d "D" { tech: postgresql@18; entity A "A" { id: uuid key; volume 1k }; access a "A" { query: A where id = ? } } }\n');
    const { status, err } = await run("verify", "--judge", "planner", "--database", "postgresql://me:secret@localhost/x");
    expect(status).toBe(2);
    expect(err).toContain("psql is not on PATH");
    expect(err).toContain("Without --database, PGlite is asked.");
    expect(err).not.toContain("secret");
  });
});
