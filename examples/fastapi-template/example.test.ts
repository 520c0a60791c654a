import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONFIG_FILE, createChecker } from "@groundplan/checks";
import { callsOf, flowsOf, isAdopted, journeysOf, readDataType, readFlow, readTables, screensOf, widgetsOf } from "@groundplan/design";
import { inheritedSetting, settingOf, targetsOf, textsOf } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { openExample, without } from "../open.ts";

const here = dirname(fileURLToPath(import.meta.url));

const workspace = openExample(here);
const { model } = workspace;

describe("the FastAPI template", () => {
  it("has no fault, and says what of the tables before the UUIDs has no place in the model", () => {
    expect([...workspace.faults()].flatMap(([file, faults]) => faults.map((fault) => `${file}: ${fault.message}`))).toEqual(["before-uuid.sql: 2 things of this file are not taken into the model: the names of ix_user_email; identity by default of 2 columns."]);
  });

  it("breaks no rule, but for the exceptions that it gives reasons for", () => {
    const checker = createChecker(workspace, { asOf: "2026-11-23" });
    checker.configure(readFileSync(join(here, CONFIG_FILE), "utf8"));
    const found = [...checker.diagnostics()].flatMap(([file, diagnostics]) => diagnostics.map((diagnostic) => ({ ...diagnostic, file })));
    expect(found.filter(({ severity }) => severity !== "info").map(({ file, code, message }) => `${file} ${code}: ${message}`)).toEqual([]);
    checker.configure(undefined);
    expect([...checker.diagnostics()].flatMap(([, diagnostics]) => diagnostics).filter(({ severity }) => severity !== "info").length).toBeGreaterThanOrEqual(2);
  });

  it("covers each part of a design", () => {
    const least = { "@container": 6, component: 12, driver: 6, decision: 6, choice: 4, risk: 4, operation: 15, entity: 2, access: 6, flow: 5, screen: 6, journey: 2, team: 3, term: 6, view: 2 };
    expect(Object.entries(least).flatMap(([kind, count]) => (model.elements(kind).length >= count ? [] : [`${kind}: ${model.elements(kind).length}`]))).toEqual([]);
  });

  it("says of each container who owns it, what it does and what it is made of", () => {
    const containers = model.elements("@container");
    expect(without(containers, (element) => targetsOf(inheritedSetting(model, element, "owner")).length === 1)).toEqual([]);
    for (const setting of ["responsibilities", "tech", "source"]) expect(without(containers, (element) => textsOf(settingOf(element, setting)).length > 0)).toEqual([]);
    expect(without(model.elements("@container", "component", "@external", "@actor", "domain", "capability", "term", "entity", "screen", "flow").filter(({ id }) => !isAdopted(model, id)), (element) => element.description !== undefined)).toEqual([]);
    expect(model.relations().filter((relation) => relation.label === undefined).map((relation) => relation.id)).toEqual([]);
  });

  it("states each driver as a whole scenario, and decides with options and consequences", () => {
    const parts = ["quality", "priority", "source", "stimulus", "environment", "artifact", "response", "measure"];
    expect(model.elements("driver").flatMap((driver) => parts.filter((part) => !settingOf(driver, part)).map((part) => `${driver.id} has no ${part}`))).toEqual([]);
    for (const decision of model.elements("decision")) {
      const document = workspace.decision(decision.id)!;
      const kinds = new Set(document.consequences.map((consequence) => consequence.kind));
      expect({ decision: decision.id, options: document.options.length >= 2, good: kinds.has("good"), bad: kinds.has("bad"), problems: document.problems }).toEqual({ decision: decision.id, options: true, good: true, bad: true, problems: [] });
    }
  });

  it("tells its flows along what there is", () => {
    const strangers = flowsOf(model).map((id) => readFlow(model, id)!).flatMap((flow) => callsOf(flow.steps).filter((call) => call.unknown).map((call) => `${flow.id}: ${call.from} -> ${call.to}`));
    expect(strangers).toEqual([]);
  });

  it("reaches each screen, leads on from each, and goes its journeys over ways that there are", () => {
    const screens = new Map(screensOf(model).map((screen) => [screen.id, screen]));
    const ways = new Map([...screens].map(([id, screen]) => [id, widgetsOf(screen).flatMap(({ leads }) => leads ?? [])]));
    const reached = new Set([...screens.values()].filter(({ entry }) => entry).map(({ id }) => id));
    for (const id of reached) for (const to of ways.get(id)!) reached.add(to);
    expect([...screens.keys()].filter((id) => !reached.has(id) || ways.get(id)!.every((to) => to === id))).toEqual([]);
    for (const { id, way, goal, by } of journeysOf(model)) {
      expect({ id, by: by.length > 0, within: goal !== undefined && way.length <= goal, gaps: way.slice(1).filter((to, at) => !ways.get(way[at]!)!.includes(to)) }).toEqual({ id, by: true, within: true, gaps: [] });
    }
  });

  it("tells no secret: what is given back has neither a password nor its hash", () => {
    const told = model.elements("operation").flatMap((operation) => {
      const signature = settingOf(operation, "signature")?.values[0];
      return signature?.type === "signature" ? signature.signature.gives.flatMap(({ type }) => (type?.is === "name" ? (type.target ?? []) : [])) : [];
    });
    const secrets = [...new Set(told)].flatMap((id) => readDataType(model, id)!.fields.filter((field) => /password/.test(field.name)).map((field) => field.id));
    expect(secrets).toEqual([]);
  });

  it("keeps people and items in two tables, and items with their person", () => {
    const { document } = readTables(model, "app.db");
    expect(document.tables.map(({ name }) => name)).toEqual(["user", "item"]);
    expect(document.tables[1]!.foreignKeys.map(({ columns, target, onDelete }) => [columns, target.table, onDelete])).toEqual([[["owner_id"], "user", "CASCADE"]]);
  });
});

const compose = join(here, "..", "..", "..", "shared", "cases", "fastapi-template", "compose.yml");

/** Containers of the plan that are in no Compose file, each with its reason. */
const ELSEWHERE: Readonly<Record<string, string>> = { frontend: "built into the image of the backend", mailcatcher: "in the override for development" };

describe.skipIf(!existsSync(compose))("the FastAPI template beside the file it was taken from (needs its compose.yml)", () => {
  const lines = existsSync(compose) ? readFileSync(compose, "utf8").split("\n") : [];
  const services = new Map<string, string[]>();
  let section = "";
  let service: string[] = [];
  for (const line of lines) {
    if (/^\S/.test(line)) section = line;
    const name = section === "services:" ? /^ {2}([a-z][a-z0-9-]*):\s*$/.exec(line)?.[1] : undefined;
    if (name !== undefined) services.set(name, (service = []));
    else if (section === "services:") service.push(line);
  }

  it("has its services, and accounts for all others", () => {
    const names = model.elements("@container").map(({ name }) => name);
    expect([...services.keys()].sort()).toEqual(names.filter((name) => ELSEWHERE[name] === undefined).sort());
    expect(names.filter((name) => services.has(name) === (ELSEWHERE[name] !== undefined))).toEqual([]);
  });

  it("uses the versions of its images", () => {
    for (const [name, technology, image] of [["proxy", "traefik", "traefik"], ["db", "postgresql", "postgres"]] as const) {
      const version = new RegExp(`image: ${image}:([\\d.]+)`).exec(services.get(name)!.join("\n"))?.[1];
      const tech = settingOf(model.element(`app.${name}`)!, "tech")!.values.find((value) => value.type === "technology" && value.id === technology);
      expect([name, tech?.type === "technology" ? tech.version : undefined]).toEqual([name, version]);
    }
  });

  it("draws a call wherever a service waits for another, and from the proxy to whichever asks to be routed", () => {
    const lift = (id: string): string | undefined => [model.element(id)!, ...model.ancestors(id)].find((element) => element.kind.group === "container")?.name;
    const drawn = new Set(model.relations().map((relation) => `${lift(relation.source)} -> ${lift(relation.target)}`));
    const wanted = [...services].flatMap(([name, body]) => {
      const text = body.join("\n");
      const waits = / {4}depends_on:\n((?: {6}.*\n)*)/.exec(`${text}\n`)?.[1] ?? "";
      return [...[...waits.matchAll(/^ {6}(?:- )?([a-z]+):?$/gm)].map((match) => `${name} -> ${match[1]}`), ...(text.includes("traefik.enable=true") ? [`proxy -> ${name}`] : [])];
    });
    expect(wanted.sort()).toEqual(["adminer -> db", "backend -> db", "proxy -> adminer", "proxy -> backend"]);
    expect(wanted.filter((relation) => !drawn.has(relation))).toEqual([]);
  });

  it("answers for its health where Docker asks", () => {
    const asked = /http:\/\/localhost:\d+(\/[^"]*)"/.exec(services.get("backend")!.join("\n"))?.[1];
    const at = textsOf(settingOf(model.element("app.backend.AppApi")!, "at"))[0];
    const value = settingOf(model.element("app.backend.AppApi.healthCheck")!, "signature")!.values[0]!;
    expect(value.type === "signature" ? `${at}${value.signature.path}` : "").toBe(asked);
  });

  it("names each secret without which nothing starts", () => {
    const required = [...new Set(lines.join("\n").match(/\$\{(\w+):\?/g)?.map((match) => match.slice(2, -2)))].filter((name) => name !== "PROJECT_NAME");
    const told = workspace.text("decisions/0009-secrets-from-the-environment-or-nothing.md")!;
    expect(required.length).toBe(4);
    expect(required.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });
});
