import { entitiesOf, entityLinks, type DataField, type DataType } from "@groundplan/design";
import type { Model } from "@groundplan/model";
import { writeType } from "@groundplan/vocabulary";
import { drawEntities } from "../erd/paint.ts";
import type { EntityDiagram, EntityRow } from "../erd/erd.ts";
import type { ViewSummary } from "../projections/view.ts";
import { writeErdMermaid } from "../erd/mermaid.ts";
import { writeErdPlantUml } from "../erd/plantuml.ts";
import type { Grid } from "./grid.ts";

const PREFIX = "entities/";
/** The view of all entities, whatever store they are in. */
const ALL = "all";

/** Entity-relationship diagrams: one of each store, and one of all stores where there are several. */
export const entityDiagrams: Grid = {
  name: "entities",
  summary: "Entities with their fields, and how they belong together.",
  views(model) {
    const stores = byStore(entitiesOf(model));
    const views = [...stores].map(([store, entities]): ViewSummary => ({ id: PREFIX + (store === "" ? ALL : store), kind: "entities", title: `${store === "" ? "Entities" : (model.element(store)?.title ?? store)}${store === "" ? "" : ": entities"}`, artifact: "3.1", elements: entities.length }));
    if (stores.size < 2) return views;
    const everything: ViewSummary = { id: PREFIX + ALL, kind: "entities", title: "All entities", artifact: "3.1", elements: entitiesOf(model).length };
    return [everything, ...views.filter((view) => view.id !== everything.id)];
  },
  describe: (model, id) => diagramOf(model, id)?.description ?? "",
  draw(model, id) {
    const diagram = diagramOf(model, id);
    return diagram && drawEntities(diagram);
  },
  members: (model, id) => diagramOf(model, id)?.entities.map((entity) => entity.id) ?? [],
  texts: [
    { id: "mermaid", extension: "mmd", format: "mermaid", write: (model, id) => writeErdMermaid(diagramOf(model, id)!) },
    { id: "plantuml", extension: "puml", format: "plantuml", write: (model, id) => writeErdPlantUml(diagramOf(model, id)!) },
  ],
};

function byStore(entities: readonly DataType[]): ReadonlyMap<string, readonly DataType[]> {
  const stores = new Map<string, DataType[]>();
  for (const entity of entities) {
    const own = stores.get(entity.store ?? "");
    if (own) own.push(entity);
    else stores.set(entity.store ?? "", [entity]);
  }
  return stores;
}

function diagramOf(model: Model, id: string): EntityDiagram | undefined {
  const all = entitiesOf(model);
  const store = id.slice(PREFIX.length);
  const stores = byStore(all);
  const own = store === ALL ? all : stores.get(store);
  if (!own || own.length === 0) return undefined;
  const shown = new Set(own.map((entity) => entity.id));
  const links = entityLinks(model, own).filter((link) => shown.has(link.to));
  const foreign = new Set(links.map((link) => link.id));
  const grouped = store === ALL && stores.size > 1;
  const keyRow = new Map(own.map((entity) => [entity.id, entity.keys[0]?.length === 1 ? entity.fields.find((field) => field.name === entity.keys[0]![0])?.id : undefined]));
  const element = model.element(store);
  return {
    id, title: store === ALL ? (stores.size > 1 ? "All entities" : "Entities") : `${element?.title ?? store}: entities`,
    description: store === ALL ? "What is kept, and how it belongs together." : (element?.description?.split("\n")[0] ?? ""),
    entities: own.map((entity) => ({
      id: entity.id, title: entity.name, ...(grouped && entity.store !== undefined ? { group: entity.store } : {}), ...(entity.volume === undefined ? {} : { volume: entity.volume.text }),
      rows: entity.fields.map((field) => rowOf(entity, field, foreign)),
    })),
    groups: grouped ? [...stores.keys()].filter((key) => key !== "").map((key) => ({ id: key, title: model.element(key)?.title ?? key, kind: model.element(key)?.kind.title ?? "" })) : [],
    links: links.map((link) => ({ id: link.id, to: link.to, ...(keyRow.get(link.to) === undefined || link.one === "many" ? {} : { toRow: keyRow.get(link.to)! }), one: link.one, from: link.from, fromRow: link.id, many: link.many })),
  };
}

function rowOf(entity: DataType, field: DataField, foreign: ReadonlySet<string>): EntityRow {
  const primary = entity.keys[0]?.includes(field.name) === true;
  return { id: field.id, name: field.name, type: shortType(writeType(field.type)), key: [primary ? "PK" : "", foreign.has(field.id) ? "FK" : ""].filter((part) => part !== "").join(" "), optional: field.optional, classes: field.classes };
}

/** A name without what it stands in. */
function shortType(type: string): string {
  return type.replace(/[\w-]+\./g, "");
}
