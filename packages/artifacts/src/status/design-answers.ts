import { couplingOf, dataFlowsOf, hasClasses } from "@groundplan/analysis";
import { limitsFor } from "@groundplan/checks";
import { entitiesOf, entityLinks, flowsOf, interfacesOf, journeysOf } from "@groundplan/design";
import { settingOf, targetsOf, type Model } from "@groundplan/model";
import { accessPatterns, servedBy } from "../emitters/access-patterns.ts";
import { classesOn, flowLines } from "../emitters/data-flows.ts";
import { bytesText, countText, storeVolumes, VOLUME_METHOD } from "../emitters/volumes.ts";
import type { Answer } from "./answers.ts";
import { count, counted } from "./count.ts";

/** Answers to the drivers of the detailed design and of the data: phases 2 and 3, and what flows say of 4. */
export const designAnswers: Readonly<Record<string, Answer>> = {
  "2.b": {
    predicate: "Both ends of each relation agree on protocol and operation, and interfaces say what they answer in types that are declared.",
    stated: (model) => model.elements("api").length > 0,
    rules: ["relation/operation-agrees", "relation/message-target", "api/unknown-type", "api/no-success", "api/duplicate-operation", "api/get-with-body", "field/", "type/"],
    strict: ["relation/protocol"],
    evidence: (model) => {
      const spoken = model.relations().filter((relation) => settingOf(relation, "protocol")).length;
      return [`${counted(interfacesOf(model).length, "interface", "interfaces")} of ${model.elements("api").length} in a format of its field`, count(model, "operation", "operation", "operations"), `${spoken} of ${counted(model.relationCount, "relation", "relations")} say what is spoken`, "Changes between versions are not judged here; groundplan diff compares two revisions and names the consumers that one breaks."];
    },
  },
  "2.c": {
    predicate: "Every step of a flow lands on an operation or follows a relation, and every operation has a caller.",
    stated: (model) => model.elements("operation").length > 0,
    rules: ["flow/unknown-step", "flow/empty", "topic/"],
    strict: ["api/unused-operation"],
    evidence: (model) => {
      const said = model.elements("@container", "component").filter((element) => settingOf(element, "responsibilities")).length;
      return [count(model, "operation", "operation", "operations"), count(model, "flow", "flow", "flows"), `${counted(said, "element says", "elements say")} what it answers for`];
    },
  },
  "2.d": {
    predicate: "Every screen can be reached and left, journeys find a way within their goals, actions lead or call, and each widget has a name for those who do not see it.",
    stated: (model) => model.elements("screen").length > 0,
    rules: ["screen/", "widget/", "journey/"],
    strict: ["widget/action"],
    evidence: (model) => {
      const journeys = journeysOf(model);
      return [count(model, "screen", "screen", "screens"), `${counted(journeys.length, "journey", "journeys")}, ${journeys.filter(({ goal }) => goal !== undefined).length} with a goal`];
    },
  },
  "2.e": {
    predicate: "Every component keeps the limits that are set for its coupling, and no calls go in a circle.",
    stated: (model) => model.elements("component").some((component) => limitsFor(model, component) !== undefined),
    rules: ["component/over-its-limit", "component/cycle", "container/cycle"],
    evidence: (model) => {
      const wholes = couplingOf(model);
      const all = wholes.flatMap(({ components }) => components);
      const limited = all.filter(({ id }) => limitsFor(model, model.element(id)!) !== undefined);
      const most = (what: string, of: (each: (typeof all)[number]) => number | undefined): string => {
        const [first] = all.filter((each) => of(each) !== undefined).sort((a, b) => of(b)! - of(a)! || (a.id < b.id ? -1 : 1));
        return first ? `${what}: ${Number(of(first)!.toFixed(2))}, of ${model.element(first.id)!.title}` : `${what}: none`;
      };
      return [
        `${limited.length} of ${counted(all.length, "component", "components")} with limits`, most("Greatest fan-in", ({ afferent }) => afferent), most("Greatest fan-out", ({ efferent }) => efferent), most("Highest level", ({ level }) => level),
        `${counted(wholes.reduce((sum, { againstStability }) => sum + againstStability.length, 0), "dependency leads", "dependencies lead")} to what is less stable`, "Contract tests are not generated yet, and the code is not read.",
      ];
    },
  },
  "3.a": {
    predicate: "Every entity of a store has a key, keys and indexes name fields that are there, and no store has two writers.",
    stated: (model) => model.elements("entity").length > 0,
    rules: ["entity/", "type/circle", "store/shared"],
    evidence: (model) => {
      const entities = entitiesOf(model);
      const stores = new Map(entities.map(({ id, store }) => [id, store]));
      const links = entityLinks(model, entities);
      const across = links.filter(({ from, to }) => stores.get(from) !== stores.get(to)).length;
      const consistent = model.elements("entity").filter((element) => settingOf(element, "consistency")).length;
      return [counted(entities.length, "entity", "entities"), `${counted(links.length, "reference", "references")}, ${across} of them into another store, where no foreign key reaches`, `${counted(consistent, "entity says", "entities say")} which consistency it relies on`, "Recovery points, backups and replication are not judged yet."];
    },
  },
  "3.b": {
    predicate: "Each entity of a store says how many there are, so that the size of each store now and in a year follows.",
    stated: (model) => entitiesOf(model).some(({ volume }) => volume !== undefined),
    rules: [],
    lacking: ({ model }) => storeVolumes(model).flatMap(({ store, entities }) => entities.filter(({ rows }) => rows === undefined).map(({ entity }) => `Nothing says how many of ${entity.title ?? entity.name} there are in ${store.title}.`)),
    evidence: (model) => [
      ...storeVolumes(model).filter(({ now }) => now > 0).map(({ store, now, later, reads, writes }) => `${store.title}: ${bytesText(now)} now, ${bytesText(later)} in a year${reads + writes > 0 ? `; ${countText(reads)} questions and ${countText(writes)} writes a second at the peak` : ""}`),
      ...VOLUME_METHOD,
    ],
  },
  "3.c": {
    predicate: "Each access pattern has a rate and a target, asks by fields that are there, and is served by a key or an index: by the prefix rule, and by PostgreSQL's planner where groundplan verify has asked it.",
    stated: (model) => model.elements("access").length > 0,
    rules: ["access/"],
    strict: ["access/no-target"],
    field: "3.5",
    evidence: (_, input) => accessPatterns(input).filter(({ answer }) => answer !== undefined).map((pattern) => `${pattern.element.title}: ${servedBy(pattern)}`),
  },
  "3.d": {
    predicate: "Personal, sensitive and payment data says how long it is kept and secrets are not kept as plain text; classified data crosses trust boundaries encrypted and goes to external systems as declared; and interfaces to the outside say who may call.",
    stated: (model) => hasClasses(model.elements("field")) || entitiesOf(model).some(({ retention }) => retention !== undefined),
    rules: ["data/", "api/no-auth"],
    strict: ["data/to-external-undeclared"],
    evidence: (model) => {
      const entities = entitiesOf(model);
      const classes = new Map<string, number>();
      for (const { id, fields } of entities) for (const field of fields) if (field.from === id) for (const name of field.classes) classes.set(name, (classes.get(name) ?? 0) + 1);
      return [...[...classes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, found]) => `${counted(found, "field", "fields")} of class ${name}`), `${entities.filter(({ retention }) => retention !== undefined).length} of ${counted(entities.length, "entity", "entities")} with a retention`, ...followed(model), "Encryption of what is kept, and threats, are not judged yet."];
    },
  },
  "4.a": {
    predicate: "Every flow has steps that the structure knows, waits for no other system without a limit, repeats only what may be repeated, and says what happens when an operation fails.",
    stated: (model) => flowsOf(model).length > 0,
    rules: ["flow/"],
    strict: ["flow/no-reply-error"],
    evidence: (model) => [count(model, "flow", "flow", "flows"), ...implemented(model), "Algorithms and rules of the business are not judged yet."],
  },
};

/** Where each class of data comes from and how far it gets, and what crosses trust boundaries. */
function followed(model: Model): readonly string[] {
  const flows = dataFlowsOf(model);
  if (flows.classes.length === 0) return [];
  const titles = (ids: readonly string[]): string => ids.map((id) => model.element(id)?.title ?? id).join(", ");
  const crossing = flowLines(flows).filter(({ flows: some }) => flows.crosses(some[0]!) && classesOn(flows, some).length > 0);
  const safe = crossing.filter(({ flows: some }) => some.every(({ wire }) => wire.encrypted === "yes"));
  const declared = crossing.filter(({ flows: some }) => classesOn(flows, some).every(({ stated }) => stated));
  return [
    ...flows.classes.map((name) => {
      const holders = [...flows.nodes.keys()].filter((id) => flows.held(id).has(name));
      const assumed = holders.filter((id) => flows.held(id).get(name) === "assumed").length;
      return `${name} data comes from ${titles(flows.origins(name)) || "nowhere"} and is held by ${counted(holders.length, "element", "elements")}${assumed > 0 ? `, ${assumed} of them by assumption` : ""}`;
    }),
    `${counted(crossing.length, "flow", "flows")} of classified data across trust boundaries, ${safe.length} of them encrypted as said, ${declared.length} declared in types`,
  ];
}

/** How many capabilities some flow makes real. */
function implemented(model: Model): readonly string[] {
  const all = model.elements("capability");
  if (all.length === 0) return [];
  const real = new Set(model.elements("flow").flatMap((flow) => targetsOf(settingOf(flow, "implements"))));
  return [`${all.filter(({ id }) => real.has(id)).length} of ${counted(all.length, "capability", "capabilities")} implemented by a flow`];
}
