import { settingOf, targetsOf, textOf, type Element, type LinkedValue } from "@groundplan/model";
import { inheritedSetting } from "@groundplan/model";
import { entitiesOf } from "@groundplan/design";
import { storeKinds, writeQuantity } from "@groundplan/vocabulary";
import type { EmitInput, Emitter } from "../artifact.ts";
import { folderOf } from "../folders.ts";
import { bullets, inline, page, table } from "../markdown.ts";
import { weighChoices, type WeighedChoice } from "./technology.ts";
import { bytesText, countText, storeVolumes, VOLUME_METHOD, type EntityVolume, type StoreVolume } from "./volumes.ts";

/** A store with what says why it is the one that it is. */
export interface StorageChoice {
  readonly store: Element;
  readonly technologies: readonly string[];
  readonly volume: StoreVolume | undefined;
  readonly entities: readonly { readonly volume: EntityVolume; readonly rationale: string | undefined; readonly consistency: string | undefined }[];
  /** Technology choices that decide for it, with its candidates. */
  readonly choices: readonly WeighedChoice[];
  /** Decisions that name it or its choices. */
  readonly decisions: readonly Element[];
  /** Drivers that weighed in a choice, or that speak of it. */
  readonly drivers: readonly Element[];
  /** What nobody has said of it, in sentences. */
  readonly missing: readonly string[];
}

/** Every store of the model, in the order of the text. */
export function storageChoicesOf(input: EmitInput): readonly StorageChoice[] {
  const { model } = input;
  const volumes = new Map(storeVolumes(model).map((volume) => [volume.store.id, volume]));
  const all = weighChoices(input);
  return model.elements("@container").filter((element) => model.vocabulary.covers(storeKinds, element.kind) || volumes.has(element.id)).map((store): StorageChoice => {
    const volume = volumes.get(store.id);
    const technologies = (inheritedSetting(model, store, "tech")?.values ?? []).flatMap((value: LinkedValue) => (value.type === "technology" ? [input.technologies.title(value.id, value.version)] : []));
    const choices = all.filter(({ element }) => targetsOf(settingOf(element, "for")).includes(store.id));
    const decided = new Set(choices.flatMap(({ decision }) => decision ?? []));
    const decisions = model.elements("decision").filter((decision) => decided.has(decision.id) || targetsOf(settingOf(decision, "affects")).includes(store.id));
    const weighed = new Set(choices.flatMap(({ criteria }) => criteria.map(({ id }) => id)));
    const drivers = model.elements("driver", "constraint").filter((driver) => weighed.has(driver.id) || [...targetsOf(settingOf(driver, "artifact")), ...targetsOf(settingOf(driver, "on"))].includes(store.id));
    const entities = (volume?.entities ?? []).map((each) => {
      const element = model.element(each.entity.id)!;
      return { volume: each, rationale: textOf(settingOf(element, "rationale")), consistency: textOf(settingOf(element, "consistency")) };
    });
    const missing: string[] = [];
    if (technologies.length === 0) missing.push(`${store.title} has no technology.`);
    if (choices.length === 0 && decisions.length === 0) for (const { volume: own, rationale } of entities) if (rationale === undefined) missing.push(`Nothing says why ${titleOf(own)} is kept in ${store.title}.`);
    if (choices.length === 0 && decisions.length === 0 && entities.length === 0) missing.push(`Nothing says why ${store.title} is what it is: no choice and no decision names it.`);
    if (choices.length > 0 && choices.every(({ candidates }) => candidates.length < 2)) missing.push(`No alternative to ${technologies.join(" and ") || store.title} was weighed.`);
    for (const { volume: own } of entities) if (own.rows === undefined) missing.push(`Nothing says how many of ${titleOf(own)} there are.`);
    return { store, technologies, volume, entities, choices, decisions, drivers, missing };
  });
}

export const storageChoices: Emitter = {
  artifact: "3.2", name: "Storage choices",
  *emit(input) {
    if (storageChoicesOf(input).length === 0) return;
    yield { path: `${folderOf("3.2")}/storage.md`, artifact: "3.2", format: "markdown", ownership: "derived", content: () => document(input) };
  },
};

function document(input: EmitInput): string {
  const stores = storageChoicesOf(input);
  const rows = stores.flatMap(({ store, technologies, entities }) => entities.map(({ volume }) => [inline(titleOf(volume)), inline(store.title), inline(technologies[0] ?? "not said"), volume.rows === undefined ? "not said" : countText(volume.rows), ...sizesOf(volume), volume.entity.retention ? writeQuantity(volume.entity.retention) : ""]));
  const homeless = entitiesOf(input.model).filter(({ store }) => store === undefined);
  return page(
    `# ${inline(input.name)}: storage choices`,
    "Which store keeps what, and why: what was weighed, what else could have been taken, and how much it will hold.",
    rows.length > 0 && table(["Entity", "Kept in", "Technology", "How many", "Size now", "In a year", "Kept for"], rows),
    ...stores.flatMap((choice) => section(input, choice)),
    homeless.length > 0 && "## Without a store",
    homeless.length > 0 && bullets(homeless.map(({ title, name }) => `No store keeps ${inline(title ?? name)}.`)),
    rows.length > 0 && "## How sizes are computed",
    rows.length > 0 && bullets(VOLUME_METHOD),
  );
}

function section(input: EmitInput, { store, technologies, volume, entities, choices, decisions, drivers, missing }: StorageChoice): readonly string[] {
  const facts = [
    technologies.length > 0 ? `Technology: ${technologies.map(inline).join(", ")}.` : "",
    volume && volume.now > 0 ? `Size by estimate: ${bytesText(volume.now)} now, ${bytesText(volume.later)} in a year.` : "",
    volume && volume.reads + volume.writes > 0 ? `At the peak, by its access patterns: ${countText(volume.reads)} questions and ${countText(volume.writes)} writes a second.` : "",
    drivers.length > 0 ? `What counts: ${drivers.map(({ title }) => inline(title)).join(", ")}.` : "",
    ...decisions.map((decision) => `Decided in ${inline(decision.title)}.`),
    ...entities.flatMap(({ volume: own, rationale, consistency }) => [
      ...(rationale === undefined ? [] : [`Why ${inline(titleOf(own))} is kept here: ${inline(rationale)}`]),
      ...(consistency === undefined ? [] : [`${inline(titleOf(own))} relies on ${inline(consistency)} consistency.`]),
    ]),
  ].filter((line) => line !== "");
  return [
    `## ${inline(store.title)}`, inline(store.description ?? ""), bullets(facts),
    ...choices.flatMap((choice) => [
      `### ${inline(store.title)}: ${inline(choice.element.title)}`,
      inline(choice.question ?? ""),
      choice.final ? `**Taken:** ${inline(input.technologies.title(choice.final.id, choice.final.version))}.` : "Nothing is taken yet.",
      choice.candidates.length === 0 ? "" : table(["Candidate", "Status", "Total", "For it", "Against it"], choice.candidates.map((candidate) => [inline(candidate.title), candidate.status, candidate.total === undefined ? "–" : candidate.total.toFixed(1), candidate.pros.map(inline).join("; "), candidate.cons.map(inline).join("; ")])),
    ]),
    missing.length > 0 ? `### ${inline(store.title)}: what is not said` : "", bullets(missing.map(inline)),
  ];
}

function sizesOf({ rows, later, bytes }: EntityVolume): readonly [string, string] {
  return rows === undefined ? ["", ""] : [bytesText(rows * bytes), bytesText((later ?? rows) * bytes)];
}

function titleOf({ entity }: EntityVolume): string {
  return entity.title ?? entity.name;
}
