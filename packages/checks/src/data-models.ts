import { inheritedSetting, type Element, type Model } from "@groundplan/model";
import { storeModels, type DataModel, type Technology } from "@groundplan/vocabulary";
import { isStore } from "./kinds.ts";
import type { Technologies } from "./technologies.ts";
import { technologiesIn } from "./uses.ts";

/** How a store lays out what it keeps. */
export interface StoreForm {
  readonly dataModel: DataModel;
  /** The technology that says so; undefined where only the kind of the store does. */
  readonly technology: Technology | undefined;
}

/** The form of a store: that of the first of its technologies that keeps data, else that of its kind. Undefined for what is no store. */
export function storeFormOf(model: Model, store: Element, technologies: Technologies): StoreForm | undefined {
  if (!isStore(model, store)) return undefined;
  for (const { id } of technologiesIn(inheritedSetting(model, store, "tech"))) {
    const [dataModel] = technologies.dataModels(id);
    if (dataModel) return { dataModel, technology: technologies.find(id) };
  }
  const kind = Object.keys(storeModels).find((name) => model.vocabulary.covers([name], store.kind));
  return kind === undefined ? undefined : { dataModel: storeModels[kind]!, technology: undefined };
}

/** Whether a technology is another one, or may stand in for it: Valkey speaks as Redis does. */
export function isLike(technology: Technology | undefined, id: string): boolean {
  return technology !== undefined && (technology.id === id || (technology.standsInFor ?? []).includes(id));
}
