import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { putIn, runIn, type Answer } from "./command.ts";
import { verbs } from "../src/verbs.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "groundplan-cli-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Runs a command line as a user in `root` would. */
const run = (...argv: string[]): Promise<Answer> => runIn(root, argv);

const put = (path: string, text: string): void => putIn(root, path, text);

const SHOP = 'system shop "Shop" {\n  "Sells."\n  actor shopper "Shopper" { "Buys."; -> web "buys" }\n  webapp web "Web" { "Pages."; tech: typescript@6; owner: team-a; -> store "reads" { timeout: 2s } }\n  database store "Store" { "Orders."; tech: postgresql@18; owner: team-a }\n}\nteam team-a "A" { people: 3; skills: typescript 3, postgresql 2 }\n';

describe("the numbers of proto fields", () => {
  const plan = (fields: string): string => `system shop "Shop" {\n  "Sells."\n  service cart "Cart" { "Carts."; api CartService grpc { Add: (Item) -> Item } }\n}\ntype Item { ${fields} }\n`;
  const proto = (): string => readFileSync(join(root, "groundplan-out/2-interfaces/2.2-api-specifications/proto/shop/cart/v1/cart_service.proto"), "utf8");
  const lock = (): string => readFileSync(join(root, "proto.lock"), "utf8");

  it("stay over edits, are kept beside groundplan.yaml, and are never given twice", async () => {
    put("groundplan.yaml", "name: Shop\n");
    put("a.plan", plan("sku: string; count: int32; note: string"));
    const first = await run("build");
    expect(first.err).toContain("proto.lock is written (3 numbers added)");
    expect(lock()).toContain("shop.cart.v1.Item.sku = 1\nshop.cart.v1.Item.count = 2\nshop.cart.v1.Item.note = 3\n");
    expect((await run("build")).err).not.toContain("proto.lock");
    put("a.plan", plan("id: string; note: string; sku: string"));
    expect((await run("build")).err).toContain("proto.lock is written (1 number added, 1 reserved)");
    expect(lock()).toContain("shop.cart.v1.Item.count = 2 reserved\nshop.cart.v1.Item.note = 3\nshop.cart.v1.Item.id = 4\n");
    expect(proto()).toContain('reserved 2;\n  reserved "count";');
    for (const line of ["string id = 4;", "string note = 3;", "string sku = 1;"]) expect(proto()).toContain(line);
    put("a.plan", plan("id: string; note: string; sku: string; count: int32"));
    await run("build");
    expect(proto()).toContain("int32 count = 5;");
  });

  it("are given neither by builds of other artifacts nor for models with errors", async () => {
    put("a.plan", plan("sku: string"));
    await run("build", "--only", "1.1");
    await run("status");
    expect(existsSync(join(root, "proto.lock"))).toBe(false);
    await run("build", "--only", "2.2");
    const before = lock();
    put("a.plan", `${plan("count: int32")}service s { -> nowhere "x" }\n`);
    expect((await run("build")).err).toContain("proto.lock is left as it is until the model is whole.");
    expect(lock()).toBe(before);
  });

  it.each([
    ["a line that is none", "shop.cart.v1.Item.sku = 1\nshop.cart.v1.Item.count one\n", "proto.lock:2: This line is no entry of a lock."],
    ["a merge that is not settled", "<<<<<<< ours\nshop.cart.v1.Item.sku = 1\n=======\nshop.cart.v1.Item.sku = 2\n>>>>>>> theirs\n", "proto.lock:1: Here two versions of the lock were merged"],
    ["a number that two have", "shop.cart.v1.Item.sku = 1\nshop.cart.v1.Item.count = 1\n", "proto.lock:2: The number 1 of shop.cart.v1.Item is that of sku already."],
    ["bytes that are no text", "\u0000\u0001", "proto.lock cannot be read: it is binary, not text. Nothing is written."],
  ])("stop a build when the lock has %s", async (_, text, message) => {
    put("a.plan", plan("sku: string"));
    put("proto.lock", text);
    const { status, err } = await run("build");
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect([existsSync(join(root, "groundplan-out")), lock()]).toEqual([false, text]);
  });
});

describe("the command line", () => {
  it("starts a workspace that is whole, checks it and builds it", async () => {
    const made = await run("init", "design");
    expect([made.status, made.err]).toEqual([0, ""]);
    expect(made.out).toContain("written  system.plan");
    const checked = await run("check", "design", "--format", "json");
    const report = JSON.parse(checked.out) as { diagnostics: unknown[]; summary: Record<string, number> };
    expect([checked.status, report.diagnostics]).toEqual([0, []]);
    expect(report.summary).toMatchObject({ errors: 0, warnings: 0, files: 3 });
    expect((await run("format", "design", "--check")).status).toBe(0);
    const built = JSON.parse((await run("build", "design", "--format", "json")).out) as { out: string; files: { path: string; state: string; sha256: string; artifact: string; format: string; ownership: string }[] };
    expect(built.out).toBe(join(root, "design/groundplan-out"));
    expect(built.files.every((file) => file.state === "written" && /^[0-9a-f]{64}$/.test(file.sha256) && file.ownership === "derived")).toBe(true);
    const again = JSON.parse((await run("build", "design", "--format", "json")).out) as typeof built;
    expect(again.files.map((file) => file.state)).toEqual(built.files.map(() => "unchanged"));
    expect(JSON.parse(readFileSync(join(built.out, "manifest.json"), "utf8"))).toEqual({ files: built.files.map(({ state: _state, ...entry }) => entry) });
    expect((await run("init", "design")).status).toBe(2);
  });

  it("tells errors with their place, and exits with 1", async () => {
    put("a.plan", "service a\nservice b { -> aa \"x\" }\n");
    const { status, out } = await run("check");
    expect(status).toBe(1);
    expect(out).toContain("error[model/unknown-name] Nothing is named aa.");
    expect(out).toContain("a.plan:2:16");
    expect(out).toContain("hint: Did you mean a?");
    const json = JSON.parse((await run("check", "--format", "json")).out) as { diagnostics: { code: string; line: number; column: number; endLine: number; endColumn: number; file: string; related: unknown[]; fix?: unknown }[] };
    expect(json.diagnostics.find((found) => found.code === "model/unknown-name")).toMatchObject({ file: "a.plan", line: 2, column: 16, endLine: 2, endColumn: 18, fix: { edits: [{ text: "a" }] } });
    expect((await run("check", "--format", "github")).out).toContain("::error file=a.plan,line=2,endLine=2,col=16,endColumn=18,title=model/unknown-name::");
    expect(JSON.parse((await run("check", "--format", "sarif")).out)).toMatchObject({ version: "2.1.0" });
  });

  it("names files from the repository where others show them, and from the workspace in JSON", async () => {
    mkdirSync(join(root, ".git"));
    put("design/a.plan", "service a { -> lost \"x\" }\n");
    expect((await run("check", "design", "--format", "github")).out).toContain("::error file=design/a.plan,");
    const { out } = await run("check", "design", "--format", "sarif");
    expect(JSON.parse(out).runs[0].originalUriBaseIds.WORKSPACE).toMatchObject({ uri: "design/", uriBaseId: "SRCROOT" });
    expect(out).toContain('"uri": "design/a.plan"');
    expect(out).not.toContain(root);
    expect(JSON.parse((await run("check", "design", "--format", "json")).out).diagnostics[0].file).toBe("a.plan");
  });

  it.each([
    [["check", "nowhere"], "There is no folder nowhere."],
    [["check", "--format", "yaml"], "There is no format yaml."],
    [["check", "--as-of", "tomorrow"], "tomorrow is no date."],
    [["check", "--as-of", "2026-02-30"], "2026-02-30 is no date."],
    [["check", "--limit", "x"], "x is no number of findings."],
    [["build", "--only", "9.9"], "There is no artifact 9.9."],
    [["build", "--only", "6.4"], "does not make artifact 6.4 yet."],
    [["draw", "containers/shp"], "There is no view containers/shp."],
    [["draw", "containers/shop", "-o", "x.gif"], "A picture cannot be written as x.gif."],
    [["draw", "containers/shop", "--scale", "abc"], "abc is no scale."],
    [["draw", "containers/shop", "-o", "x.svg", "--scale", "0"], "0 is no scale."],
    [["draw", "containers/shop", "--theme", "pink"], "There is no theme pink."],
    [["draw", "containers/shop", "-o", "a.plan/x.svg"], "cannot be written: a part of its path is a file."],
    [["decide", "X", "--affects", "stre"], "Nothing is named stre."],
    [["decide", " "], "A decision needs a title."],
    [["query", "container where"], ""],
    [["explain", "container/ownr"], "There is no rule or diagnostic container/ownr."],
    [["drift"], "does not have drift yet."],
    [["open", "--port", "99999"], ""],
    [["frobnicate"], "There is no verb frobnicate."],
    [["frobnicate", "--help"], "There is no verb frobnicate."],
    [["--help", "frobnicate"], "There is no verb frobnicate."],
    [["help", "frobnicate"], "There is no verb frobnicate."],
    [["chekc", "--help"], "Did you mean check?"],
    [["check", ""], "The name of the workspace is empty."],
    [["draw", "--list", "--workspace", ""], "The name of the workspace is empty."],
    [["build", "--only", ""], "--only names no artifact."],
    [["build", "--only", " , "], "--only names no artifact."],
    [["build", "--out", ""], "--out names no folder."],
    [["init", ""], "The name of the folder is empty."],
    [["check", "--frob"], "unknown option '--frob'"],
    [["init", "--from", "."], "cannot discover a workspace"],
  ])("says what is wrong with %j, and exits with 2", async (argv, message) => {
    put("a.plan", SHOP);
    const { status, err } = await run(...argv);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(status).toBe(2);
  });

  it("has a help with an example for every verb", async () => {
    for (const verb of verbs) {
      const { status, out } = await run(verb.name, "--help");
      expect([verb.name, status]).toEqual([verb.name, 0]);
      expect(out).toMatch(/Examples?:\n {2}\$ groundplan /);
    }
    expect((await run("--help")).out).toContain("Exit status");
    expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run()).out).toContain("Usage: groundplan");
  });

  it("takes a workspace behind the arguments of a verb, and by --workspace", async () => {
    put("w/a.plan", SHOP);
    put("other/a.plan", 'system other "Other" { "x" }\n');
    for (const where of [["w"], ["--workspace", "w"], ["w", "--workspace", "./w/"]]) {
      expect((await run("draw", "--list", ...where)).out).toContain("containers/shop");
      expect((await run("draw", "containers/shop", ...where)).out).toMatch(/^<svg/);
      expect((await run("query", "container", ...where)).out).toContain("shop.web");
      expect((await run("decide", `Where ${where.length}`, ...where)).status).toBe(0);
    }
    expect(readdirSync(join(root, "w/decisions"))).toHaveLength(3);
    for (const argv of [["draw", "containers/shop"], ["draw", "--list"], ["query", "container"], ["decide", "X"]]) {
      expect([argv, await run(...argv, "w", "--workspace", "other")]).toEqual([argv, { status: 2, out: "", err: expect.stringContaining("Two workspaces are named: w and other.") }]);
      expect([argv, await run(...argv, "nowhere")]).toEqual([argv, { status: 2, out: "", err: "groundplan: There is no folder nowhere.\n" }]);
    }
  });

  it("draws one picture in each format", async () => {
    put("a.plan", SHOP);
    const list = JSON.parse((await run("draw", "--list", "--format", "json")).out) as { views: { id: string; kind: string; title: string; artifact: string; elements: number }[] };
    expect(list.views.map((view) => view.id)).toEqual(expect.arrayContaining(["landscape", "context/shop", "containers/shop"]));
    const svg = await run("draw", "containers/shop");
    expect(svg.out).toMatch(/^<svg[^]*<\/svg>\s*$/);
    expect(svg.out).toBe((await run("draw", "containers/shop")).out);
    const json = await run("draw", "containers/shop", "--format", "json");
    expect([json.status, JSON.parse(json.out)]).toEqual([0, { ...list.views.find((view) => view.id === "containers/shop"), width: expect.any(Number), height: expect.any(Number), svg: svg.out }]);
    for (const [name, start] of [["x.svg", "<svg"], ["x.png", "\u0089PNG"], ["x.pdf", "%PDF-"]] as const) {
      expect((await run("draw", "containers/shop", "-o", `out/${name}`)).status).toBe(0);
      expect(readFileSync(join(root, "out", name), "latin1").startsWith(start)).toBe(true);
    }
  });

  it("leaves a file alone that was changed by hand, and exits with 1", async () => {
    put("a.plan", SHOP);
    await run("build", "--only", "1.2");
    const picture = join(root, "groundplan-out/1-architecture/1.2-containers/containers/shop.light.svg");
    writeFileSync(picture, "mine");
    const kept = await run("build", "--only", "1.2");
    expect([kept.status, readFileSync(picture, "utf8")]).toEqual([1, "mine"]);
    expect(kept.err).toContain("changed by hand");
    expect((await run("build", "--only", "1.2", "--force")).status).toBe(0);
    expect(readFileSync(picture, "utf8")).toMatch(/^<svg/);
  });

  it("writes to a linked folder out of the repository only where --out names it", async () => {
    put("w/a.plan", SHOP);
    mkdirSync(join(root, "secret"));
    symlinkSync("../secret", join(root, "w/groundplan-out"));
    symlinkSync("../secret", join(root, "w/.groundplan"));
    const { status, err } = await run("build", "w");
    expect([status, err]).toEqual([2, "groundplan: groundplan-out is a link that leads out of the repository; nothing is written there unless --out names the folder.\n"]);
    await run("draw", "--list", "--workspace", "w");
    expect(readdirSync(join(root, "secret"))).toEqual([]);
    expect((await run("build", "w", "--only", "1.2", "--out", "w/groundplan-out")).status).toBe(0);
    expect(readdirSync(join(root, "secret"))).toContain("manifest.json");
  });

  it("shows nothing of a groundplan.yaml that is a link out of the repository", async () => {
    put("w/a.plan", SHOP);
    put("secret", "password: hunter2\n");
    symlinkSync("../secret", join(root, "w/groundplan.yaml"));
    const { status, out, err } = await run("check", "w");
    expect([status, err]).toEqual([2, "groundplan: groundplan.yaml is left out: the link leads out of the repository.\n"]);
    expect(out).not.toContain("hunter2");
  });

  it("tells of a file that was changed by hand and is no longer made, until --force removes it", async () => {
    put("a.plan", `${SHOP}view extra "Extra" of shop\n`);
    await run("build");
    const path = "1-architecture/1.2-containers/view/extra.mmd";
    put(`groundplan-out/${path}`, "mine");
    put("a.plan", SHOP);
    const built = await run("build");
    expect([built.status, built.err]).toEqual([0, expect.stringContaining(`groundplan: ${path} was changed by hand and is no longer made; it is left as it is. --force removes it.\n`)]);
    expect(readFileSync(join(root, "groundplan-out", path), "utf8")).toBe("mine");
    expect((await run("build", "--force")).err).not.toContain(path);
    expect(existsSync(join(root, "groundplan-out", path))).toBe(false);
  });

  it("builds what can be built of a model with errors, and exits with 1", async () => {
    put("a.plan", `${SHOP}service lost { -> nobody "x" }\n`);
    const { status, out } = await run("build");
    expect(status).toBe(1);
    expect(out).toContain("1 error in the model");
    expect(existsSync(join(root, "groundplan-out/1-architecture/1.2-containers/containers/shop.light.svg"))).toBe(true);
  });

  it("writes PNG and PDF too where groundplan.yaml asks", async () => {
    put("a.plan", SHOP);
    put("groundplan.yaml", "name: Shop\npictures: [png]\n");
    await run("build", "--only", "1.1");
    expect(readdirSync(join(root, "groundplan-out/1-architecture/1.1-context-diagram/context")).sort()).toEqual(expect.arrayContaining(["shop.dark.svg", "shop.light.svg", "shop.png"]));
  });

  it("writes the next decision, linked", async () => {
    put("a.plan", SHOP);
    put("decisions/0007-x.md", "# X\n");
    const { status, out } = await run("decide", "Keep orders in the store", "--affects", "store", "--supersedes", "7");
    expect([status, out]).toEqual([0, "written  decisions/0008-keep-orders-in-the-store.md\n"]);
    const text = readFileSync(join(root, "decisions/0008-keep-orders-in-the-store.md"), "utf8");
    expect(text).toMatch(/date: 2026-11-23/);
    expect(text).toContain("shop.store");
    expect((JSON.parse((await run("check", "--format", "json")).out) as { diagnostics: { code: string; file: string }[] }).diagnostics.filter((found) => found.file.includes("0008") && found.code.startsWith("model/"))).toEqual([]);
  });

  it("formats, and leaves files with errors of syntax as they are", async () => {
    put("a.plan", 'system   shop "Shop"{\n"Sells."\n}\n');
    put("b.plan", "system x {");
    const checked = await run("format", "--check");
    expect([checked.status, checked.out]).toEqual([1, "would change  a.plan\n"]);
    expect((await run("format")).status).toBe(1);
    expect(readFileSync(join(root, "a.plan"), "utf8")).toBe('system shop "Shop" {\n  "Sells."\n}\n');
    expect(readFileSync(join(root, "b.plan"), "utf8")).toBe("system x {");
  });

  it("tells in the status the files that were built, and no others", async () => {
    put("a.plan", SHOP);
    const filesOf = async (id: string): Promise<readonly string[]> => (JSON.parse((await run("status", "--format", "json")).out) as { artifacts: { id: string; files: string[] }[] }).artifacts.find((artifact) => artifact.id === id)!.files;
    expect([await filesOf("1.1"), await filesOf("1.2")]).toEqual([[], []]);
    await run("build", "--only", "1.2");
    const built = await filesOf("1.2");
    expect([await filesOf("1.1"), built.length > 0]).toEqual([[], true]);
    for (const path of built) expect(existsSync(join(root, "groundplan-out", path))).toBe(true);
  });

  it("is strict about what was begun, and can be met by a workspace with components", async () => {
    await run("init", ".");
    const system = readFileSync(join(root, "system.plan"), "utf8");
    put("system.plan", system.replace("    -> notes ", '    component search "Search" { "Finds notes."; -> notes "reads" { protocol: postgresql-protocol; timeout: 2s; data: Note } }\n    -> notes '));
    expect(await run("status", "--strict")).toMatchObject({ status: 0, out: expect.stringContaining("2.1 Components") });
    put("system.plan", system.replace('"The pages that members see."', ""));
    expect([(await run("status")).status, (await run("status", "--strict")).status]).toEqual([0, 1]);
  });

  it("is no whole artifact where the model has errors", async () => {
    put("a.plan", `${SHOP}service lost { -> nobody "x" }\n`);
    const { artifacts } = JSON.parse((await run("status", "--format", "json")).out) as { artifacts: { id: string; state: string; missing: string[] }[] };
    expect(artifacts.find(({ id }) => id === "1.2")).toMatchObject({ state: "incomplete" });
    expect(artifacts.find(({ id }) => id === "1.2")!.missing[0]).toBe("1 error in what it is made of: groundplan check tells it.");
  });

  it("answers queries, explains rules, and tells the status", async () => {
    put("a.plan", SHOP);
    const answer = JSON.parse((await run("query", "container where owner = team-a", "--format", "json")).out) as { elements: string[] };
    expect(answer.elements).toEqual(["shop.web", "shop.store"]);
    expect((await run("query", "container", "--format", "table")).out).toMatch(/^\| .* \|\n\| ---/);
    expect((await run("explain", "container/owner")).out).toContain("# container/owner");
    expect((await run("explain")).out.split("\n").length).toBeGreaterThan(40);
    const status = JSON.parse((await run("status", "--format", "json")).out) as { artifacts: unknown[]; drivers: unknown[] };
    expect([status.artifacts.length, status.drivers.length]).toEqual([35, 32]);
    expect((await run("status")).out).toContain("of 35 artifacts complete");
  });

  it.skipIf(process.getuid?.() === 0)("goes on without a file that it may not read, and exits with 2 (needs a user other than root)", async () => {
    put("a.plan", SHOP);
    put("b.plan", "service x");
    chmodSync(join(root, "b.plan"), 0);
    const { status, err } = await run("check");
    expect(status).toBe(2);
    expect(err).toContain("b.plan is left out: no permission.");
  });
});
