// Writes the text exports of workspaces, and of scenes with hostile words, for the judges: `write.mjs OUT ROWS WORKSPACE…`.
// ROWS is the folder of the rows on which migrations are run.
// Beside each file, `<file>.expected.json` says how much a reader must find in it.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createWorkspace, type Model, type Workspace } from "@groundplan/model";
import { gridOf, listViews, projectSequence, projectView, textExports, type Scene, type SceneNode } from "@groundplan/diagrams";
import { noNumbers } from "@groundplan/formats";
import { technologiesOf } from "@groundplan/checks";
import { entitiesOf, numberInterfaces } from "@groundplan/design";
import { migrationFiles, plannedMigrations, sidesOfMigration } from "../../packages/artifacts/src/emitters/migrations.ts";
import { bufSettings } from "../../packages/artifacts/src/emitters/buf-settings.ts";
import { writeInterfaces } from "../../packages/artifacts/src/emitters/interfaces.ts";
import { relationalStores, storeSchemas } from "../../packages/artifacts/src/emitters/schemas.ts";
import { hostileWorkspace, words } from "./hostile.ts";

const [out = ".", rowsOf = ".", ...workspaces] = process.argv.slice(2);

for (const folder of workspaces) writeWorkspace(basename(folder).replace(/\.plan$/, ""), filesOf(folder, ""));
writeWorkspace("hostile-data", [{ file: "hostile.plan", text: hostileWorkspace() }]);
hostileScenes().forEach((scene, at) => writeScene(`hostile-words/${at}`, scene));

function writeWorkspace(name: string, files: { file: string; text: string }[]): void {
  const model = open(name, files);
  writeModel(name, model);
  writeSpecifications(name, model);
  writeMigrations(name, files, model);
  if (name === "market") writeEvolution(name, files, model);
}

function open(name: string, files: { file: string; text: string }[]): Model {
  const workspace = createWorkspace();
  workspace.update(files);
  const faults = [...workspace.faults()].flatMap(([file, list]) => list.map((fault) => `${file}: ${fault.message}`));
  if (faults.length > 0) process.stderr.write(`${name}: ${faults.length} faults, the first: ${faults[0]}\n`);
  return workspace.model;
}

/** Interfaces and schemas, as a build writes them. */
function writeSpecifications(name: string, model: Model): void {
  const written = writeInterfaces(model);
  for (const { path, format, document, writing } of written) {
    const [own] = document.interfaces;
    const operations = own?.operations.length ?? 0;
    const expected = format === "proto" ? { services: 1, methods: operations } : format === "asyncapi" ? { operations, channels: own?.channels?.length ?? 0 } : format === "graphql" ? { operations: operations + (own!.operations.some(({ root }) => root === "query") ? 0 : 1) } : format === "json-schema" ? { types: document.types.length } : {};
    write(`${name}/${fileName(path)}`, writing.text, expected);
  }
  const settings = bufSettings(written);
  if (settings !== undefined) writeFileSync(join(out, name, "proto/buf.yaml"), settings);
  const technologies = technologiesOf(model.elements("technology"));
  const tables = new Map(relationalStores(model, technologies).map(({ store, document }) => [store, document]));
  for (const { store, files } of storeSchemas(model, technologies)) {
    const document = tables.get(store);
    const entities = entitiesOf(model).filter((entity) => entity.store === store.id).length;
    for (const { format, path: pathOf, text } of files.filter((each) => each.format !== "markdown")) {
      const path = `${name}/${pathOf(fileName(store.id))}`;
      write(path, text(), document ? { tables: document.tables.length } : format === "mongodb" ? { collections: entities } : {});
      if (format === "sql-postgresql") writeFileSync(join(out, `${path}.tables.json`), JSON.stringify(document));
    }
  }
}

/** Migrations with their SQL, the schemas of both sides, and the rows of `fixtures/migrations` with what is asked of them at the end. */
function writeMigrations(name: string, files: { file: string; text: string }[], model: Model): void {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const names = (table: { readonly schema?: string; readonly name: string }): string => `${table.schema ?? "public"}.${table.name}`;
  for (const planned of plannedMigrations({ model, workspace: { text: (file: string) => texts.get(file) } as Workspace })) {
    const rows = readFileSync(join(rowsOf, `${planned.migration.name}.sql`), "utf8");
    const { before, after } = sidesOfMigration(planned);
    const contents = new Map(migrationFiles(planned).map((file) => [file.name, file.content()]));
    const { tables, phases } = planned.script;
    write(`${name}/${fileName(planned.migration.id)}.migration.json`, JSON.stringify({
      before, after, rows, tables: tables.map(({ table }) => names(table)),
      gone: tables.flatMap(({ from }) => from.map(names)).filter((from) => !tables.some(({ table }) => names(table) === from)),
      asked: [...rows.matchAll(/^-- asked: (.+) gives (.+)$/gm)].map(([, query, answer]) => ({ query, answer })),
      phases: phases.map((phase, at) => ({ ...phase, file: contents.get(`${at + 1}-${phase.name}.sql`), rollbackFile: contents.get(`${at + 1}-${phase.name}.rollback.sql`) ?? "" })),
    }), {});
  }
}

/** Two builds of the same interfaces, with the lock of the first: fields are taken away, put in between and moved. */
function writeEvolution(name: string, files: { file: string; text: string }[], model: Model): void {
  const before = numberInterfaces(model, noNumbers).lock;
  const edited = files.map(({ file, text }) => ({
    file,
    text: text.replace("type Level { sku: string; count: int64; warehouse: string? }", "type Level { count: int64; shelf: string?; sku: string; room: int32 }").replace("type Summary { levels: int32;", "type Summary {")
      .replace("enum Kind { book; tool = 7;", "enum Kind { paper; tool = 7; book;").replace("s: string; s1:", "fresh: uuid; s1:"),
  }));
  if (edited.every(({ text }, at) => text === files[at]!.text)) throw new Error("nothing was edited");
  const protos = (of: Model, numbers: typeof before): Record<string, string> => Object.fromEntries(writeInterfaces(of, numbers).flatMap(({ path, format, writing }) => (format === "proto" ? [[path.replace(/^proto\//, ""), writing.text]] : [])));
  write(`${name}/proto.evolution.json`, JSON.stringify({ before: protos(model, before), after: protos(open(`${name}, edited`, edited), before) }), {});
}

function fileName(path: string): string {
  return path.replace(/[^\w./-]+/g, "_");
}

function filesOf(folder: string, within: string): { file: string; text: string }[] {
  if (folder.endsWith(".plan")) return [{ file: basename(folder), text: readFileSync(folder, "utf8") }];
  const found: { file: string; text: string }[] = [];
  for (const entry of readdirSync(join(folder, within), { withFileTypes: true })) {
    const path = within === "" ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) found.push(...filesOf(folder, path));
    else if (/\.(?:plan|md|sql)$/.test(entry.name)) found.push({ file: path, text: readFileSync(join(folder, path), "utf8") });
  }
  return found;
}

function writeModel(name: string, model: Model): void {
  for (const { id } of listViews(model)) {
    const grid = gridOf(id);
    for (const text of grid?.texts ?? []) write(`${name}/${id.replace(/[^\w.-]+/g, "_")}.${text.extension}`, text.write(model, id), expectedOf(model, grid!.name, id));
    const scene = grid ? undefined : projectView(model, id);
    if (scene) writeScene(`${name}/${id.replace(/[^\w.-]+/g, "_")}`, scene);
  }
  for (const each of textExports) {
    if (each.of !== "model") continue;
    const text = each.write(model);
    const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
    write(`${name}/workspace.${each.extension}`, text, {
      elements: count(/^ *\w+ = (?:person|softwareSystem|container|component) /gm), relations: count(/^ {4}\w+ -> \w+ /gm),
      views: count(/^ {4}(?:systemLandscape|systemContext|container|component) /gm),
    });
  }
}

/** How much a reader must find in a picture that is no graph. */
function expectedOf(model: Model, grid: string, id: string): object {
  if (grid !== "sequence") return grid === "entities" ? { entities: gridOf(id)!.members(model, id).length } : {};
  const sequence = projectSequence(model, id.slice(id.indexOf("/") + 1));
  if (!sequence) return {};
  return { participants: sequence.participants.length };
}

function writeScene(path: string, scene: Scene): void {
  const nodes = scene.nodes.length;
  const groups = scene.groups.length;
  for (const each of textExports) {
    // D2 has a box for the heading, and counts groups as boxes.
    if (each.of === "scene") write(`${path}.${each.extension}`, each.write(scene), { nodes, groups, boxes: nodes + groups + 1, edges: scene.edges.length });
  }
}

function write(path: string, text: string, expected: object): void {
  const target = join(out, path);
  mkdirSync(join(target, ".."), { recursive: true });
  writeFileSync(target, text);
  writeFileSync(`${target}.expected.json`, `${JSON.stringify(expected)}\n`);
}

/** Scenes that say each hostile text in every place that has words, with it as an id too. */
function hostileScenes(): readonly Scene[] {
  const node = (text: string, at: number): SceneNode => ({
    id: text === "" ? "empty" : `${text}${text.trim() === "" ? at : ""}`, shape: (["card", "person", "cylinder", "capsule", "bucket", "browser", "external", "folded", "document"] as const)[at % 9]!,
    swatch: (["service", "web", "data", "bus", "external", "actor", "system", "component", "neutral"] as const)[at % 9]!,
    title: text, kind: text, technologies: [text, text], icons: [], description: text, lines: [text, text, text, text, text], owner: text,
  });
  const kinds = ["landscape", "context", "containers", "components", "decisions", "capabilities", "data-flow"] as const;
  const every = words.map((text, at): Scene => ({
    id: text, kind: kinds[at % 7]!, title: text, description: text, direction: at % 2 ? "right" : "down",
    nodes: [{ ...node(text, at), parent: `${text} group` }, node("plain", 0)],
    groups: [{ id: `${text} group`, title: text, kind: text, dashed: at % 3 === 0 }],
    edges: [{ id: "e", source: node(text, at).id, target: "plain", style: (["call", "message", "link", "flow", "classified", "assumed"] as const)[at % 6]!, ...(at % 4 === 0 ? { both: true } : {}), label: text, technology: text, relations: [] }],
  }));
  // All of them in one picture: ids that become the same once letters alone are left.
  const nodes = words.map(node);
  const edges = nodes.map((each, at) => ({ id: String(at), source: each.id, target: nodes[(at * 7) % nodes.length]!.id, style: "call" as const, label: each.title, relations: [] }));
  return [...every, ...kinds.map((kind): Scene => ({ id: kind, kind, title: "All at once", description: "", direction: "down", nodes, groups: [], edges }))];
}
