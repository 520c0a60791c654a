import { writePostgresql, type Table, type TableDocument } from "@groundplan/formats";
import type { EmitInput } from "../artifact.ts";
import { accessPatterns, type QuestionParameter } from "./access-patterns.ts";
import { storeVolumes } from "./volumes.ts";

/** What a planner is asked for one store: its schema, how many rows the model expects, and the questions. */
export interface PlanningStore {
  /** The store's qualified name. */
  readonly store: string;
  /** What creates the tables on an empty PostgreSQL. */
  readonly schema: string;
  readonly document: TableDocument;
  /** Rows a year on, by `tableKey`. A table of which nothing says how many rows it has is not among them. */
  readonly rows: ReadonlyMap<string, number>;
  readonly questions: readonly PlanningQuestion[];
}

/** One access pattern as a planner is asked it. */
export interface PlanningQuestion {
  /** The access pattern's qualified name. */
  readonly id: string;
  readonly title: string;
  /** The table that is asked, by `tableKey`; it bears the alias `t` in the question. */
  readonly table: string;
  /** In PostgreSQL's SQL, with parameters `$1` …; undefined where one query cannot ask it. */
  readonly sql: string | undefined;
  readonly parameters: readonly QuestionParameter[];
  /** `small`: there are so few that all may be read; `whole`: all are asked for. */
  readonly need: "index" | "small" | "whole";
  /** The index that would serve it by the prefix rule, where none does or the best leaves a sort to be made. */
  readonly ddl: string | undefined;
  /** All that the answer follows from, as one text: equal texts, equal questions. */
  readonly content: string;
}

/** A list of a row's links to others is taken to have so many, as sizes are estimated: see `VOLUME_METHOD`. */
const LINKS = 5;

/** A table among those of a document, as `schema.name`; with nothing before the dot in the default schema. */
export function tableKey({ schema, name }: { readonly schema?: string | undefined; readonly name: string }): string {
  return `${schema ?? ""}.${name}`;
}

/** What to ask a planner: the relational stores of which access patterns ask something, in the order of the text. */
export function planningOf(input: EmitInput): readonly PlanningStore[] {
  const volumes = new Map(storeVolumes(input.model).flatMap(({ entities }) => entities.map((volume) => [volume.entity.id, volume.later] as const)));
  const asked = accessPatterns(input).filter(({ answer, tables }) => answer !== undefined && tables !== undefined);
  return [...new Set(asked.map(({ store }) => store))].map((store): PlanningStore => {
    const own = asked.filter((pattern) => pattern.store === store);
    const { document, tableOf } = own[0]!.tables!;
    const schema = writePostgresql(document).text;
    const rows = new Map([...tableOf].flatMap(([entity, place]) => (volumes.get(entity) === undefined ? [] : [[tableKey({ name: place.name, schema: place.schema }), Math.round(volumes.get(entity)!)] as const])));
    const entities = new Set([...tableOf.values()].map((place) => tableKey(place)));
    for (const table of document.tables) {
      const linked = entities.has(tableKey(table)) ? undefined : rowsOfLinks(table, rows);
      if (linked !== undefined) rows.set(tableKey(table), linked);
    }
    const about = JSON.stringify([schema, [...rows]]);
    return {
      store: store.id, schema, document, rows,
      questions: own.flatMap(({ element, answer, sql, parameters, ddl }): PlanningQuestion[] => {
        const place = tableOf.get(answer!.entity.id);
        const { need } = answer!;
        return place ? [{ id: element.id, title: element.title, table: tableKey(place), sql, parameters, need, ddl, content: JSON.stringify([about, sql ?? null, parameters, need, ddl ?? null]) }] : [];
      }),
    };
  });
}

/** A table that holds which rows of two others belong together. */
function rowsOfLinks({ foreignKeys }: Table, rows: ReadonlyMap<string, number>): number | undefined {
  const holder = foreignKeys[0] && rows.get(tableKey({ schema: foreignKeys[0].target.schema, name: foreignKeys[0].target.table }));
  return holder === undefined ? undefined : LINKS * holder;
}
