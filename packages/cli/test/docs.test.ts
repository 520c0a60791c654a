import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { emitters } from "@groundplan/artifacts";
import { createChecker, readConfig, readExample, renderText, rules } from "@groundplan/checks";
import { readWorkspace } from "@groundplan/disk";
import { createWorkspace, runQuery, type Workspace } from "@groundplan/model";
import { kinds, type Kind, type Setting } from "@groundplan/vocabulary";
import { describe, expect, it } from "vitest";
import { exampleIn } from "../../../scripts/docs/language.ts";
import { anchorOf } from "../../../scripts/docs/markdown.ts";
import { docPages } from "../../../scripts/docs/pages.ts";
import { pictures } from "../../../scripts/docs/pictures.ts";
import { starter } from "../src/starter.ts";
import { verbs } from "../src/verbs.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n");

const packages = readdirSync(join(root, "packages")).filter((name) => existsSync(join(root, "packages", name, "package.json"))).sort();
const titleOf = (path: string): string => read(path).split("\n", 1)[0]!;
/** A build may put a copy of the README of the checkout into the published package; a copy is not judged twice. */
const packageReadmes = packages.map((name) => `packages/${name}/README.md`).filter((path) => !existsSync(join(root, path)) || titleOf(path) !== titleOf("README.md"));
/** What people read: documents by hand, and those that are made. */
const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", ...readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`), ...packageReadmes];

/** The code blocks of a language, with the line where each begins. */
function blocksOf(text: string, language: string): readonly { readonly line: number; readonly text: string }[] {
  const blocks: { line: number; text: string }[] = [];
  for (const match of text.matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm)) if (match[1] === language) blocks.push({ line: text.slice(0, match.index).split("\n").length, text: match[2]! });
  return blocks;
}

/** The text without its code blocks and code spans. */
function proseOf(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, (span) => " ".repeat(span.length));
}

function faultsOf(files: readonly { readonly file: string; readonly text: string }[]): readonly string[] {
  const workspace = createWorkspace();
  workspace.update(files);
  return [...workspace.faults().values()].flat().map((fault) => `${fault.code} ${fault.message}`);
}

describe("the pages that are made", () => {
  it.each(docPages(root).map((page) => [page.path, page.text]))("%s is what the program says; else run: npm run docs", (path, text) => {
    expect(read(path)).toBe(text);
  });

  it("tell of every kind, rule and verb", () => {
    const headings = (path: string): readonly string[] => [...read(path).matchAll(/^#{2,3} (\S+)$/gm)].map((match) => match[1]!);
    for (const kind of kinds) expect(headings("docs/language.md")).toContain(kind.name);
    for (const rule of rules) expect(headings("docs/rules.md")).toContain(rule.code);
    for (const verb of verbs) if (verb.load) expect(headings("docs/cli.md")).toContain(verb.name);
  });
});

describe("what the documents show", () => {
  const shown = documents.filter((path) => path !== "docs/rules.md").flatMap((path) => blocksOf(read(path), "plan").map((block) => [`${path}:${block.line}`, block.text] as const));

  it("is there", () => {
    expect(shown.length).toBeGreaterThan(kinds.length);
  });

  it.each(shown)("%s is without a fault", (_, text) => {
    expect(faultsOf(readExample(text))).toEqual([]);
  });

  it.each(kinds.flatMap((kind) => [...(kind.clauses ?? []).map(({ setting }) => setting), ...(kind.settings ?? [])].map((setting) => [`${kind.name} ${setting.name}`, kind, setting] as const)))("the example of %s is read", (_, kind, setting) => {
    // Names lead nowhere in an example of one line; everything else must be right.
    expect(faultsOf(exampleOf(kind, setting)).filter((fault) => !fault.startsWith("model/unknown-name"))).toEqual([]);
  });

  it("is a decision that links, and a configuration that is taken", () => {
    const page = read("docs/language.md");
    const decision = blocksOf(page, "markdown")[0]!.text;
    expect(faultsOf([{ file: "a.plan", text: 'team ordering\nbroker events\ndriver always-open "Open" quality reliability' }, { file: "decisions/0003-kafka-for-orders.md", text: decision }])).toEqual([]);
    const workspace = createWorkspace();
    workspace.update([{ file: "decisions/0003-kafka-for-orders.md", text: decision }]);
    expect(workspace.model.element("adr-0003")?.title).toBe("Announce orders over Kafka");
    const config = readConfig(blocksOf(page, "yaml")[0]!.text, rules.map((rule) => rule.code));
    expect(config).toMatchObject({ name: "Astronomy shop", rules: { "team/load": "off" }, exceptions: [{ element: "shop.cart" }], pictures: ["png", "pdf"], problems: [] });
  });

  it("says truly how names are found, what is inherited and what unites", () => {
    const [first, names, , extended] = [0, 2, 3, 4].map((index) => blocksOf(read("docs/language.md"), "plan")[index]!.text);
    const open = (text: string): Workspace => {
      const workspace = createWorkspace();
      workspace.update([{ file: "a.plan", text }]);
      return workspace;
    };
    const rowsOf = ({ model }: Workspace, query: string): unknown => {
      const result = runQuery(model, query);
      return result.error ? result.error.message : result.rows;
    };
    expect(open(names!).model.relations().map(({ source, target }) => `${source} -> ${target}`)).toEqual(["shop.cart.totals -> shop.cart.prices", "office.books -> shop.checkout", "office.books -> shop.cart.prices"]);
    expect(rowsOf(open(extended!), "cart select tech, description")).toEqual([["csharp, dotnet@10", "Keeps the open cart."]]);
    expect(rowsOf(open(first!), "container where owner = builders count")).toEqual([[4]]);
    expect(faultsOf([{ file: "a.plan", text: "service cart { replicas: 2 }" }, { file: "b.plan", text: "extend cart { replicas: 3 }" }]).length).toBeGreaterThan(0);
    const checker = createChecker(open(first!), { asOf: "2026-11-23" });
    expect([...checker.diagnostics().values()].flat().filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("names only verbs and scripts that are there", () => {
    const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts);
    const builtIn = ["ci", "install", "pack", "start", "test"];
    const known = new Set(verbs.filter((verb) => verb.load).map((verb) => verb.name));
    const wrong: string[] = [];
    for (const path of documents) {
      const code = [...read(path).matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!).concat(["sh", "text", ""].flatMap((language) => blocksOf(read(path), language).flatMap((block) => block.text.split("\n"))));
      for (const line of code) {
        for (const [, verb] of line.matchAll(/(?:^|[\s$]|npx )groundplan(?:\.mjs)? ([a-z]+)\b/g)) if (!known.has(verb!) && verb !== "help") wrong.push(`${path}: groundplan ${verb}`);
        for (const [, script] of line.matchAll(/npm run (?:--silent )?([a-z:-]+)(?! -w)/g)) if (!scripts.includes(script!) && !line.includes(" -w ")) wrong.push(`${path}: npm run ${script}`);
        for (const [, command] of line.matchAll(/^npm ([a-z]+)/g)) if (command !== "run" && !builtIn.includes(command!)) wrong.push(`${path}: npm ${command}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("what the README says of this version", () => {
  const page = read("README.md");

  it("names the artifacts that are made, and no others", () => {
    const row = /^\| artifacts \| (.*) \|$/m.exec(page)![1]!;
    expect([...row.matchAll(/\d\.\d/g)].map((match) => match[0])).toEqual([...new Set(emitters.map((emitter) => emitter.artifact))].sort());
  });

  it("shows an answer that the example gives", () => {
    const [first, ...lines] = blocksOf(page, "text").find(({ text }) => text.startsWith("$ groundplan query"))!.text.trim().split("\n");
    const { files } = readWorkspace(join(root, "examples/astronomy-shop"));
    const workspace = createWorkspace();
    workspace.update([...files].map(([file, text]) => ({ file, text })));
    const result = runQuery(workspace.model, /'(.*)'/.exec(first!)![1]!);
    expect(result.error).toBeUndefined();
    if (!result.error) expect(lines.map((line) => line.split(/ {2,}/))).toEqual([[...result.columns], ...result.rows.map((row) => row.map(String))]);
  });

  it("shows a finding as it is told", () => {
    const shown = blocksOf(page, "text").find(({ text }) => text.startsWith("error["))!.text;
    const workspace = createWorkspace();
    workspace.update(starter("design", "2026-11-23").map(([file, text]) => ({ file, text: text.replace("-> notes ", "-> note ") })));
    const diagnostics = [...createChecker(workspace, { asOf: "2026-11-23" }).diagnostics().values()].flat();
    const plain = (text: string): string => text;
    const told = renderText({ diagnostics, textOf: (file) => workspace.text(file), counts: { files: 1, elements: 1, relations: 1 } }, { palette: { error: plain, warning: plain, info: plain, good: plain, strong: plain, faint: plain }, limit: 0, columns: 100 });
    expect(told).toContain(shown);
  });
});

describe("the pictures of the documents", () => {
  it.each([...pictures.map(({ name }) => `${name}.svg`), "workbench.png"])("%s is there, small, and shown somewhere", (name) => {
    const path = `docs/pictures/${name}`;
    expect(statSync(join(root, path)).size).toBeLessThan(name.endsWith(".png") ? 300_000 : 100_000);
    if (name.endsWith(".svg")) expect(read(path)).toMatch(/^<svg [^>]*>\n<title id="gp-title">\S/);
    expect(documents.filter((document) => read(document).includes(`pictures/${name}`))).not.toEqual([]);
  });

  it("are no others", () => {
    expect(readdirSync(join(root, "docs/pictures")).sort()).toEqual([...pictures.map(({ name }) => `${name}.svg`), "workbench.png"].sort());
  });
});

describe("links", () => {
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (path: string): ReadonlySet<string> => {
    let found = anchors.get(path);
    if (!found) anchors.set(path, (found = new Set([...read(path).replace(/^```[\s\S]*?^```$/gm, "").matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1]!)))));
    return found;
  };

  it.each(documents.map((path) => [path]))("of %s lead somewhere", (path) => {
    const lost: string[] = [];
    for (const [, target] of proseOf(read(path)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (target!.startsWith("https:")) continue;
      const [file, anchor] = target!.split("#") as [string, string | undefined];
      const full = file === "" ? path : relative(root, join(root, dirname(path), file)).replaceAll("\\", "/");
      if (!existsSync(join(root, full))) lost.push(target!);
      else if (anchor !== undefined && full.endsWith(".md") && !anchorsOf(full).has(anchor)) lost.push(target!);
    }
    expect(lost).toEqual([]);
  });

  it("find what is lost", () => {
    expect(anchorsOf("docs/language.md").has("a-first-plan")).toBe(true);
    expect(anchorsOf("docs/language.md").has("no-such-heading")).toBe(false);
  });
});

describe("the packages", () => {
  it.each(packageReadmes.map((path) => [path]))("%s is there, and at most a page", (path) => {
    const lines = read(path).trim().split("\n").length;
    expect(lines).toBeGreaterThan(5);
    expect(lines).toBeLessThanOrEqual(70);
  });

  it("stand in ARCHITECTURE.md, each", () => {
    const text = read("ARCHITECTURE.md");
    expect(packages.filter((name) => !text.includes(`](packages/${name})`))).toEqual([]);
  });
});

/** A plan text in which the example of a setting stands where it belongs. */
function exampleOf(kind: Kind, setting: Setting): readonly { readonly file: string; readonly text: string }[] {
  if (kind.name === "decision") return [{ file: "decisions/0009-x.md", text: `---\n${setting.example}\n---\n# Title\n` }];
  const clause = kind.clauses?.find((candidate) => candidate.setting === setting);
  const needed = kind.clauses?.filter((candidate) => candidate.required && candidate !== clause).map((candidate) => ` ${candidate.setting.example}`).join("") ?? "";
  const plan = (text: string): readonly { readonly file: string; readonly text: string }[] => [{ file: "a.plan", text }];
  const members: Readonly<Record<string, (inner: string) => string>> = { operation: (inner) => `service s { api A rest { ${inner} } }`, field: (inner) => `type T { ${inner} }`, literal: (inner) => `enum E { ${inner} }` };
  const member = members[kind.name];
  if (member) return plan(member(!clause ? `x${kind.name === "field" ? ": string" : ""} { ${setting.example} }` : kind.name === "literal" ? `x ${setting.example}` : `x: ${clause === kind.clauses![0] ? "" : "string "}${setting.example}`));
  const placed: Readonly<Record<string, (said: string, clause: string | undefined) => string>> = {
    mapping: (said, part) => (part === "from" ? `mapping ${said} -> b` : part === "to" ? `mapping a ${said}` : `mapping a -> b { ${said} }`), phase: (said, part) => (part ? `phase ${said}` : `phase contract { ${said} }`),
    validate: (said, part) => `validate "T" ${part ? said : `"q" { ${said} }`}`, cutover: (said) => `cutover { ${said} }`,
    move: (said, part) => (part === "from" ? `${said} -> b` : part === "to" ? `a ${said}` : part ? `a -> b ${said}` : `a -> b { ${said} }`), fill: (said, part) => (part === "to" ? `${said} = "x"` : part ? `b ${said}` : `b = "x" { ${said} }`),
    drop: (said, part) => (part ? `drop ${said}` : `drop a { ${said} }`),
  };
  const place = placed[kind.name];
  if (place) {
    const item = place(setting.example, clause && setting.name);
    return plan(`migration m "M" { ${kind.within.includes("mapping") ? `mapping a -> b { ${item} }` : item} }`);
  }
  if (kind.unnamed) {
    const before = kind.name === "step" ? (setting.name === "from" ? "" : "a ") : "";
    const behind = kind.name === "step" && (setting.name === "from" || !clause) ? " -> b" : "";
    const header = kind.name === "step" || kind.name === "leg" ? `${before}${clause ? setting.example : ""}${behind}` : `${kind.name}${clause ? ` ${setting.example}` : ""}`;
    const item = clause ? header : `${header === "" ? "a -> b" : header} { ${setting.example} }`;
    const holder: Readonly<Record<string, string>> = { widget: "screen S", journey: "journey J" };
    const inner = kind.name === "branch" ? `parallel { ${item} }` : item;
    return plan(`${holder[kind.group] ?? "flow F"} { ${inner} }`);
  }
  const item = kind.name === "relation" ? `a -> b { ${setting.example} }` : clause ? `${kind.name} postgresql "T"${needed} ${setting.example}` : `${kind.name} postgresql "T"${needed} {\n${exampleIn(kind, setting)}\n}`;
  const around: Readonly<Record<string, string>> = { topic: "broker events", layer: "layers tiers", candidate: "choice store" };
  const holder = around[kind.name] ?? (kind.within.includes("workspace") || kind.name === "relation" ? undefined : kind.within.includes("@container") ? "service holder" : "system holder");
  return [{ file: "a.plan", text: holder === undefined ? item : `${holder} {\n${item}\n}` }];
}
