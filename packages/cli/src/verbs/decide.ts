import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeWithin } from "@groundplan/disk";
import { decisionName } from "@groundplan/model";
import { nextNumber, writeDecision } from "@groundplan/sources";
import { nearest } from "@groundplan/vocabulary";
import { load, workspaceOf, type Loaded } from "../load.ts";
import { UsageError, type Options, type Run } from "../verb.ts";

/** Writes the next decision file, linked to what the options name; every name must exist. */
export const run: Run = ([title, folder], options, io) => {
  const said = String(title).trim();
  if (said === "") throw new UsageError("A decision needs a title.", 'As in groundplan decide "Announce orders over Kafka".');
  const loaded = load(workspaceOf(folder, options, io), io);
  const numbers = loaded.workspace.model.elements("decision").map((decision) => decision.name.replace(/^adr-/, ""));
  const superseded = list(options, "supersedes").map((number) => {
    const name = decisionName(number.replace(/^adr-/i, ""));
    if (!loaded.workspace.model.element(name)) throw new UsageError(`There is no decision ${number} to supersede.`, `There are ${numbers.join(", ") || "none"}.`);
    return name.replace("adr-", "");
  });
  const decision = writeDecision({
    number: nextNumber(numbers), title: said, status: "proposed", date: io.today,
    drivers: named(loaded, list(options, "drivers")), affects: named(loaded, list(options, "affects")), supersedes: superseded,
  });
  if (existsSync(join(loaded.root, decision.path))) throw new UsageError(`${decision.path} is there already.`, "Choose another title.");
  writeWithin(loaded.root, decision.path, decision.text);
  io.out(`written  ${decision.path}\n`);
  return 0;
};

function list(options: Options, name: string): readonly string[] {
  return options[name] === undefined ? [] : String(options[name]).split(",").map((entry) => entry.trim()).filter((entry) => entry !== "");
}

/** The names as they are to be written, once it is sure that the model has them. */
function named(loaded: Loaded, names: readonly string[]): readonly string[] {
  const { model } = loaded.workspace;
  return names.map((name) => {
    if (model.element(name)) return name;
    const ending = model.elements().filter((element) => element.id.endsWith(`.${name}`));
    if (ending.length === 1) return ending[0]!.id;
    if (ending.length > 1) throw new UsageError(`${name} may be ${ending.map((element) => element.id).join(" or ")}.`, "Write more of the name.");
    const near = nearest(name, model.elements().flatMap((element) => [element.id, element.name]));
    throw new UsageError(`Nothing is named ${name}.`, near ? `Did you mean ${near}?` : undefined);
  });
}
