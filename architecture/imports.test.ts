import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONFIG_FILE, createChecker } from "@groundplan/checks";
import { createWorkspace, settingOf, textsOf, type Model, type Workspace } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { filesWithNode, importsOf, packageImports, sideDoors, waysToNode, type Entries, type Sources } from "./imports.ts";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);

function openPlan(): Workspace {
  const workspace = createWorkspace();
  const files = readdirSync(here, { recursive: true, encoding: "utf8" }).filter((file) => /\.(plan|md)$/.test(file));
  workspace.update(files.map((file) => ({ file: file.replaceAll("\\", "/"), text: readFileSync(join(here, file), "utf8") })));
  return workspace;
}

/** Dependencies between packages as planned: `"diagrams -> model"`, and whether only for later. */
function plannedImports(model: Model): ReadonlyMap<string, "now" | "later"> {
  const planned = new Map<string, "now" | "later">();
  for (const relation of model.relations()) {
    const tags = textsOf(settingOf(relation, "tags"));
    // What starts another process or carries another's files in its bundle imports nothing.
    if (tags.includes("process") || tags.includes("bundle")) continue;
    const [from, to] = [packageOfElement(relation.source), packageOfElement(relation.target)];
    if (from === undefined || to === undefined || from === to) continue;
    if (!tags.includes("planned")) planned.set(`${from} -> ${to}`, "now");
    else if (!planned.has(`${from} -> ${to}`)) planned.set(`${from} -> ${to}`, "later");
  }
  return planned;
}

function packageOfElement(id: string): string | undefined {
  const name = /^groundplan\.([^.]+)/.exec(id)?.[1];
  return name === undefined || name === "host" ? undefined : name;
}

function readSources(): Sources {
  const sources = new Map<string, string>();
  for (const name of readdirSync(join(root, "packages")).sort()) {
    const folder = join(root, "packages", name, "src");
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = file.replaceAll("\\", "/");
      if (/\.tsx?$/.test(path) && !path.endsWith(".d.ts")) sources.set(`packages/${name}/src/${path}`, readFileSync(join(folder, file), "utf8"));
    }
  }
  return sources;
}

function readEntries(): Entries {
  const entries = new Map<string, string>();
  for (const name of readdirSync(join(root, "packages"))) {
    const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as { readonly name: string; readonly exports?: Readonly<Record<string, string>> };
    for (const [subpath, file] of Object.entries(manifest.exports ?? {})) entries.set(manifest.name + subpath.slice(1), `packages/${name}/${file.slice(2)}`);
  }
  return entries;
}

const workspace = openPlan();
const { model } = workspace;
const sources = readSources();
const entries = readEntries();

/** Packages that must run in a browser, whole, from their entry. */
const CORE = ["syntax", "vocabulary", "formats", "sources", "model", "design", "checks", "analysis", "layout", "diagrams", "artifacts", "editor"];

/** Files of the core that may use Node all the same: they are behind an entry of their own that no browser loads. */
const SHELLS = [/^packages\/diagrams\/src\/export\.ts$/, /^packages\/diagrams\/src\/render\/(?:fonts|optional|pdf|png)\.ts$/, /^packages\/editor\/src\/(?:server|lsp)(?:\.ts|\/)/];

describe("Groundplan's own plan", () => {
  it("has no fault", () => {
    expect([...workspace.faults()].flatMap(([file, faults]) => faults.map((fault) => `${file}: ${fault.message}`))).toEqual([]);
  });

  it("breaks no rule of its own", () => {
    const checker = createChecker(workspace, { asOf: "2026-11-23" });
    checker.configure(readFileSync(join(here, CONFIG_FILE), "utf8"));
    expect([...checker.diagnostics()].flatMap(([file, found]) => found.filter(({ severity }) => severity !== "info").map(({ code, message }) => `${file} ${code}: ${message}`))).toEqual([]);
  });

  it("knows every package, and nothing that is no package", () => {
    const packages = readdirSync(join(root, "packages")).sort();
    const drawn = model.children("groundplan").filter((element) => element.kind.group === "container" || element.kind.group === "component").map((element) => element.name);
    expect([...drawn].sort()).toEqual(packages);
  });

  it("says where each package lies", () => {
    for (const element of model.children("groundplan").filter((child) => child.kind.group === "container" || child.kind.group === "component")) {
      expect([element.id, textsOf(settingOf(element, "source"))]).toEqual([element.id, [`packages/${element.name}`]]);
    }
  });

  it("read all the sources there are", () => {
    // A scan that finds nothing would agree with everything.
    expect(sources.size).toBeGreaterThan(100);
    for (const name of ["syntax", "vocabulary", "model", "checks", "layout", "diagrams"]) expect([name, [...sources.keys()].some((path) => path.startsWith(`packages/${name}/src/`))]).toEqual([name, true]);
    expect(packageImports(sources).size).toBeGreaterThan(15);
  });

  it("plans every import between packages", () => {
    const planned = plannedImports(model);
    expect([...packageImports(sources)].filter(([edge]) => !planned.has(edge)).map(([edge, file]) => `${edge} (${file})`)).toEqual([]);
  });

  it("has no planned dependency that nothing uses, but what is for later", () => {
    const real = packageImports(sources);
    expect([...plannedImports(model)].filter(([edge, when]) => when === "now" && !real.has(edge)).map(([edge]) => edge)).toEqual([]);
  });

  it("has packages enter each other by their entries", () => {
    expect(sideDoors(sources, entries)).toEqual([]);
  });

  it("keeps the layers of the plan", () => {
    const stages = model.elements("layer").filter((layer) => layer.parent === "stages");
    const level = new Map<string, number>();
    for (const [index, layer] of stages.entries()) for (const value of settingOf(layer, "members")!.values) if (value.target !== undefined) level.set(packageOfElement(value.target)!, index);
    expect([...packageImports(sources).keys()].filter((edge) => {
      const [from, to] = edge.split(" -> ") as [string, string];
      return level.get(from) === undefined || level.get(to) === undefined || level.get(from)! > level.get(to)!;
    })).toEqual([]);
  });

  it.each(CORE)("keeps Node out of %s", (name) => {
    const entry = entries.get(`@groundplan/${name}`);
    expect(entry).toBe(`packages/${name}/src/index.ts`);
    expect(waysToNode(entry!, sources, entries)).toEqual([]);
    expect(filesWithNode(new Map([...sources].filter(([path]) => path.startsWith(`packages/${name}/`)))).filter((path) => !SHELLS.some((shell) => shell.test(path)))).toEqual([]);
  });

  it("shows the model to no renderer", () => {
    const blind = [...sources].filter(([path]) => /^packages\/diagrams\/src\/(?:render|paint|charts|text)\//.test(path));
    expect(blind.length).toBeGreaterThan(5);
    const seen = blind.flatMap(([path, text]) => importsOf(path, text).filter(({ specifier }) => /^@groundplan\/(?:model|vocabulary|syntax)/.test(specifier) || specifier.includes("/projections/")).map(({ specifier }) => `${path}: ${specifier}`));
    expect(seen).toEqual([]);
  });
});

describe("the scan behind it", () => {
  it("reads every form of import, and no comment or text", () => {
    const text = [
      'import a from "./a.ts";', 'import type { B } from "./b.ts";', 'export * from "./c.ts";', 'export { d } from "./d.ts";', 'import "./e.ts";',
      'const f = await import("./f.ts");', 'type G = import("./g.ts").G;', 'export type { H } from "./h.ts";', 'import { type I } from "./i.ts";', 'const j = require("./j.cjs");', 'import k = require("./k.cjs");',
      '// import x from "./no.ts"', 'const s = \'import x from "./no.ts"\';', 'const t = `import("./no.ts")`;', "const r = /import 'no'/;",
    ].join("\n");
    expect(importsOf("x.ts", text).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? " (type)" : ""}`).sort()).toEqual([
      "./a.ts", "./b.ts (type)", "./c.ts", "./d.ts", "./e.ts", "./f.ts", "./g.ts (type)", "./h.ts (type)", "./i.ts", "./j.cjs", "./k.cjs",
    ]);
  });

  const good: Sources = new Map([
    ["packages/core/src/index.ts", 'export { a } from "./a.ts";\nimport type { Stats } from "node:fs";\nexport type S = Stats;'],
    ["packages/core/src/a.ts", 'import { b } from "@groundplan/base";\nexport const a = b; // import "node:fs"'],
    ["packages/core/src/export.ts", 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;'],
    ["packages/base/src/index.ts", "export const b = 1;"],
  ]);
  const doors: Entries = new Map([["@groundplan/core", "packages/core/src/index.ts"], ["@groundplan/core/export", "packages/core/src/export.ts"], ["@groundplan/base", "packages/base/src/index.ts"]]);
  const withFile = (path: string, text: string): Sources => new Map([...good, [path, text]]);
  const ways = (changed: Sources): readonly string[] => waysToNode("packages/core/src/index.ts", changed, doors);

  it("finds nothing where nothing is", () => {
    expect(ways(good)).toEqual([]);
    expect(sideDoors(good, doors)).toEqual([]);
    expect([...packageImports(good).keys()]).toEqual(["core -> base"]);
  });

  it.each([
    ["itself", "packages/core/src/index.ts", 'import { join } from "node:path";\nexport const j = join;', ["packages/core/src/index.ts -> node:path"]],
    ["a file behind it", "packages/core/src/a.ts", 'export * from "./deep.ts";\nimport "node:os";', ["packages/core/src/index.ts -> packages/core/src/a.ts -> node:os"]],
    ["another package", "packages/base/src/index.ts", 'import fs from "fs";\nexport const b = fs;', ["packages/core/src/index.ts -> packages/core/src/a.ts -> packages/base/src/index.ts -> fs"]],
    ["an import while it runs", "packages/core/src/a.ts", 'export const a = import("node:crypto");', ["packages/core/src/index.ts -> packages/core/src/a.ts -> node:crypto"]],
    ["an entry that is for Node alone", "packages/core/src/a.ts", 'export { read as a } from "@groundplan/core/export";', ["packages/core/src/index.ts -> packages/core/src/a.ts -> packages/core/src/export.ts -> node:fs"]],
  ])("finds the way to Node through %s", (_, path, text, expected) => {
    expect(ways(withFile(path, text))).toEqual(expected);
  });

  it("finds imports that nobody planned, side doors and forgotten plans", () => {
    const changed = withFile("packages/base/src/back.ts", 'import { a } from "../../core/src/a.ts";\nimport { x } from "@groundplan/core/inner";\nexport const c = [a, x];');
    expect([...packageImports(changed).keys()].sort()).toEqual(["base -> core", "core -> base"]);
    expect(sideDoors(changed, doors)).toEqual(["packages/base/src/back.ts: ../../core/src/a.ts", "packages/base/src/back.ts: @groundplan/core/inner"]);
    expect(filesWithNode(changed)).toEqual(["packages/core/src/export.ts", "packages/core/src/index.ts"]);
  });

  it("reads planned dependencies from a plan", () => {
    const plan = createWorkspace();
    plan.update([{ file: "a.plan", text: 'system groundplan { service a { -> b "x"; -> c "y" { tags: planned }; -> d "z" { tags: process } }\n service b { component p { -> c "w" } }\n service c\n service d }' }]);
    expect([...plannedImports(plan.model)]).toEqual([["a -> b", "now"], ["a -> c", "later"], ["b -> c", "now"]]);
  });
});
