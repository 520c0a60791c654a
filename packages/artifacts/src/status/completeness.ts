import { dataFlowsOf } from "@groundplan/analysis";
import { callsOf, entitiesOf, flowsOf, journeysOf, readFlow, screensOf } from "@groundplan/design";
import { settingOf, textOf, type Model } from "@groundplan/model";
import { namesOfType } from "@groundplan/vocabulary";
import type { EmitInput } from "../artifact.ts";
import { accessPatterns } from "../emitters/access-patterns.ts";
import { classesOn, flowLines, knowsData } from "../emitters/data-flows.ts";
import { decisionsOf } from "../emitters/decisions.ts";
import { plannedMigrations } from "../emitters/migrations.ts";
import { storeSchemas } from "../emitters/schemas.ts";
import { storageChoicesOf } from "../emitters/storage.ts";
import { weighChoices } from "../emitters/technology.ts";

/** What an artifact still lacks, in words; undefined where nothing of it is there at all. */
export type Completeness = (input: EmitInput) => readonly string[] | undefined;

/** How each artifact that this version makes tells whether it is whole. An artifact that is not listed is not started. */
export const completeness: Readonly<Record<string, Completeness>> = {
  "1.1": context,
  "1.2": containers,
  "1.3": choices,
  "1.4": decisions,
  "2.1": components,
  "2.2": interfaces,
  "2.3": screens,
  "2.4": sequences,
  "3.1": entities,
  "3.2": storage,
  "3.3": dataFlows,
  "3.4": migrations,
  "3.5": access,
};

/** What speaks for an artifact, and how far that goes: told beside its state, and never a reason to call it incomplete. */
export const evidence: Readonly<Record<string, (input: EmitInput) => readonly string[]>> = {
  "2.1": ({ model }) => {
    const count = model.elements("component").length;
    return [`Whole for the ${count} ${count === 1 ? "component" : "components"} of the model. Their coupling is measured by the relations of the model; packages and modules are read from the code in a later version.`];
  },
};

function context({ model }: EmitInput): readonly string[] | undefined {
  const systems = model.elements("system");
  if (systems.length === 0) return undefined;
  const missing: string[] = [];
  if (model.elements("actor").length === 0) missing.push("Nobody uses it: no actor is described.");
  for (const element of [...systems, ...model.elements("actor", "external")]) if (element.description === undefined) missing.push(`${element.title} has no description.`);
  return missing;
}

function containers({ model }: EmitInput): readonly string[] | undefined {
  const all = model.elements("@container");
  if (all.length === 0) return undefined;
  const missing: string[] = [];
  for (const element of all) {
    if (element.description === undefined) missing.push(`${element.title} does not say what it is responsible for.`);
    if (!hasInherited(model, element.id, "tech")) missing.push(`${element.title} has no technology.`);
  }
  return missing;
}

function choices(input: EmitInput): readonly string[] | undefined {
  const all = weighChoices(input);
  if (all.length === 0) return undefined;
  const missing: string[] = [];
  for (const choice of all) {
    const title = choice.element.title;
    if (choice.candidates.length < 2) missing.push(`${title}: fewer than two candidates are weighed.`);
    if (choice.criteria.length === 0) missing.push(`${title}: no driver or constraint has a weight.`);
    for (const candidate of choice.candidates) {
      if (choice.criteria.length > 0 && candidate.total === undefined) missing.push(`${title}: ${candidate.title} lacks a score.`);
      if (candidate.pros.length === 0 || candidate.cons.length === 0) missing.push(`${title}: ${candidate.title} has nothing said ${candidate.pros.length === 0 ? "for" : "against"} it.`);
    }
    if (!choice.winner) missing.push(`${title}: nothing is taken yet.`);
  }
  return missing;
}

function decisions({ model, workspace }: EmitInput): readonly string[] | undefined {
  const all = decisionsOf(model);
  if (all.length === 0) return undefined;
  const missing: string[] = [];
  for (const decision of all) {
    const name = `${decision.number} ${decision.element.title}`;
    const document = workspace.decision(decision.element.id);
    if (decision.date === undefined) missing.push(`${name} has no date.`);
    if (decision.deciders.length === 0) missing.push(`${name} does not say who decided.`);
    if ((document?.options.length ?? 0) < 2) missing.push(`${name} weighs fewer than two options.`);
    if ((document?.consequences.length ?? 0) === 0) missing.push(`${name} has no consequence.`);
  }
  const answered = new Set(all.flatMap((decision) => decision.drivers));
  for (const driver of model.elements("driver")) if (textOf(settingOf(driver, "priority")) === "high" && !answered.has(driver.id)) missing.push(`No decision answers ${driver.title}.`);
  return missing;
}

function components({ model }: EmitInput): readonly string[] | undefined {
  const all = model.elements("component");
  return all.length === 0 ? undefined : all.filter(({ description }) => description === undefined).map(({ title }) => `${title} does not say what it is for.`);
}

function screens({ model }: EmitInput): readonly string[] | undefined {
  const all = screensOf(model);
  if (all.length === 0) return undefined;
  const missing: string[] = [];
  for (const screen of all) {
    if (screen.widgets.length === 0) missing.push(`${screen.title} shows nothing.`);
    if (screen.of === undefined) missing.push(`${screen.title} does not say which application shows it.`);
  }
  if (journeysOf(model).length === 0) missing.push("No journey leads over the screens.");
  return missing;
}

function sequences({ model }: EmitInput): readonly string[] | undefined {
  const flows = flowsOf(model);
  if (flows.length === 0) return undefined;
  const missing: string[] = [];
  for (const id of flows) {
    const flow = readFlow(model, id)!;
    const calls = callsOf(flow.steps);
    if (calls.length === 0) missing.push(`${flow.title} has no step.`);
    for (const call of calls) if (call.unknown) missing.push(`${flow.title}: no relation of the model says that ${titleOf(model, call.from)} has to do with ${titleOf(model, call.to)}.`);
  }
  return missing;
}

function interfaces({ model }: EmitInput): readonly string[] | undefined {
  const all = model.elements("api");
  if (all.length === 0) return undefined;
  const missing: string[] = [];
  const declared = model.elements("@type").length > 0;
  for (const api of all) {
    // What others offer is described by them.
    if (model.ancestors(api.id).some((holder) => holder?.kind.group === "external")) continue;
    const operations = model.children(api.id).filter(({ kind }) => kind.group === "operation");
    if (textOf(settingOf(api, "style")) === undefined) missing.push(`${api.title} does not say its style.`);
    if (operations.length === 0) missing.push(`${api.title} has no operation.`);
    const silent = operations.filter((operation) => !settingOf(operation, "signature"));
    if (silent.length > 0) missing.push(`${api.title}: nothing says what ${silent.map(({ title }) => title).join(", ")} ${silent.length === 1 ? "takes and gives" : "take and give"}.`);
    const unknown = new Set(operations.flatMap((operation) => {
      const value = settingOf(operation, "signature")?.values[0];
      return value?.type === "signature" ? [...value.signature.takes, ...value.signature.gives].flatMap(({ type }) => (type ? namesOfType(type) : [])).flatMap(({ name, target }) => (target === undefined ? [name] : [])) : [];
    }));
    if (unknown.size > 0) missing.push(`${api.title}: ${declared ? "no type is named" : "no type describes"} ${[...unknown].join(", ")}.`);
  }
  return missing;
}

function entities({ model, technologies }: EmitInput): readonly string[] | undefined {
  const all = entitiesOf(model);
  const schemas = storeSchemas(model, technologies);
  if (all.length === 0 && schemas.length === 0) return undefined;
  const missing: string[] = [];
  for (const entity of all) {
    const title = entity.title ?? entity.name;
    if (entity.store === undefined) missing.push(`No store keeps ${title}.`);
    if (entity.fields.length === 0) missing.push(`${title} has no fields.`);
    else if (entity.keys.length === 0) missing.push(`${title} has no key.`);
  }
  return [...missing, ...schemas.flatMap((schema) => schema.missing)];
}

function storage(input: EmitInput): readonly string[] | undefined {
  const all = storageChoicesOf(input);
  return all.length === 0 ? undefined : all.flatMap(({ missing }) => missing);
}

function dataFlows({ model }: EmitInput): readonly string[] | undefined {
  if (!knowsData(model)) return undefined;
  const flows = dataFlowsOf(model);
  const missing: string[] = [];
  if (flows.classes.length === 0) missing.push("No field bears a class: nothing says which data is personal, payment or secret.");
  for (const { from, to, flows: some } of flowLines(flows)) {
    const between = `from ${titleOf(model, from)} to ${titleOf(model, to)}`;
    const forward = some.filter(({ back }) => !back);
    // Replies are told of with what they answer.
    if (forward.length > 0 && some.every(({ data }) => data.length === 0)) missing.push(`Nothing says what data goes ${between}.`);
    const whole = model.element(to)?.kind.group;
    if (forward.length > 0 && (whole === "system" || whole === "group")) missing.push(`Nothing says which part of ${titleOf(model, to)} takes what ${titleOf(model, from)} sends.`);
    if (flows.crosses(some[0]!) && classesOn(flows, some).length > 0 && some.some(({ wire }) => wire.protocol === undefined && wire.encrypted === "unknown")) missing.push(`Nothing says over what classified data goes ${between}, across a trust boundary.`);
  }
  return missing;
}

function migrations(input: EmitInput): readonly string[] | undefined {
  const all = plannedMigrations(input);
  if (all.length === 0) return undefined;
  return all.flatMap(({ migration, missing }) => missing.map((each) => `${migration.title}: ${each}`));
}

function access(input: EmitInput): readonly string[] | undefined {
  const all = accessPatterns(input);
  if (all.length === 0) return undefined;
  const missing: string[] = [];
  for (const { element, answer, rate, target } of all) {
    if (!answer && !settingOf(element, "writes")) missing.push(`${element.title} asks and writes nothing.`);
    if (rate === undefined) missing.push(`${element.title} has no rate.`);
    if (target === undefined) missing.push(`${element.title} has no target.`);
    if (answer && !answer.serving && answer.need === "index") missing.push(`No index serves ${element.title}.`);
  }
  return missing;
}

function titleOf(model: Model, id: string): string {
  return model.element(id)?.title ?? id;
}

function hasInherited(model: Model, id: string, name: string): boolean {
  for (let at = model.element(id); at; at = at.parent === undefined ? undefined : model.element(at.parent)) if (settingOf(at, name)) return true;
  return false;
}
