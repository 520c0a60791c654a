import { couplingOf, type ComponentCoupling, type CoupledWhole } from "@groundplan/analysis";
import { heldLimits, limitsFor, memberOf, readLayerings } from "@groundplan/checks";
import { settingOf, textsOf, type Model } from "@groundplan/model";
import type { EmitInput, Emitter } from "../artifact.ts";
import { elementAt } from "../element-at.ts";
import { folderOf } from "../folders.ts";
import { bullets, inline, page, table } from "../markdown.ts";

export const componentDocument: Emitter = {
  artifact: "2.1", name: "Components and their coupling",
  *emit(input) {
    if (input.model.elements("component").length === 0) return;
    yield { path: `${folderOf("2.1")}/components.md`, artifact: "2.1", format: "markdown", ownership: "derived", content: () => document(input) };
  },
};

const METHOD: readonly string[] = [
  "Used by and uses are counted twice: among the components of the same container, and beyond its edge as containers, systems and people. Fan-in is both of the first together, fan-out both of the second. Calls and messages count alike; who reads a topic depends on it. Who calls an interface depends on the component that serves it. What lies in a component counts for it too.",
  "Instability = fan-out / (fan-in + fan-out): 0 is what much depends on and is hard to change, 1 what nothing depends on (R. C. Martin, \"OO Design Quality Metrics\", 1994).",
  "Level: 1 for what depends on no other component of its container, one more than the highest below it otherwise; a circle counts as one (J. Lakos, \"Large-Scale C++ Software Design\", 1996).",
  "All of it is computed from the relations of the model. The code may depend on more: it is not read.",
];

function document(input: EmitInput): string {
  const { model } = input;
  const wholes = couplingOf(model);
  const breaks = layerBreaks(input);
  const title = (id: string): string => inline(model.element(id)?.title ?? id);
  return page(
    `# ${inline(input.name)}: components`,
    "What each container is made of: what its parts answer for, what they offer and use, how they are coupled, and where that goes against the rules.",
    table(["Container", "Components", "Dependencies within", "Highest level", "Circles", "Against stability", "Against layers"], wholes.map((whole) => [
      title(whole.id), String(whole.components.length), String(whole.components.reduce((sum, { fanOut }) => sum + fanOut.length, 0)), String(Math.max(...whole.components.map(({ level }) => level))),
      String(whole.cycles.length), String(whole.againstStability.length), String((breaks.get(whole.id) ?? []).length),
    ])),
    ...wholes.flatMap((whole) => section(model, whole, breaks.get(whole.id) ?? [], title)),
    "## How it is computed", bullets(METHOD),
  );
}

function section(model: Model, { id, components, cycles, againstStability }: CoupledWhole, breaks: readonly string[], title: (id: string) => string): readonly string[] {
  const layers = readLayerings(model, model.elements("@rule"));
  const instability = new Map(components.map((each) => [each.id, each.instability]));
  const called = title(id);
  const findings = [
    ...cycles.map((path) => `A circle: ${[...path, path[0]!].map(title).join(" → ")}.`),
    ...againstStability.map(({ from, to }) => `${title(from)} (instability ${share(instability.get(from))}) depends on ${title(to)} (${share(instability.get(to))}), which changes more easily than itself: against the stable-dependencies principle.`),
    ...breaks.map(inline),
    ...components.flatMap((each) => limitsOf(model, each).filter(({ kept }) => !kept).map(({ text, measured, metric }) => `${title(each.id)} has ${metric} ${Number(measured.toFixed(2))}, and its limit is ${inline(text)}.`)),
  ];
  return [
    `## ${called}`, inline(model.element(id)?.description ?? ""),
    table(["Component", ...(layers.length > 0 ? ["Layer"] : []), "Used by, within", "Uses, within", "Used by, beyond", "Uses, beyond", "Instability", "Level", "Limits"], components.map((each) => [
      title(each.id), ...(layers.length > 0 ? [layers.flatMap(({ order, members }) => { const at = memberOf(model, each.id, members); return at === undefined ? [] : [inline(order[at]!.title)]; }).join(", ")] : []),
      String(each.fanIn.length), String(each.fanOut.length), String(each.usedBy.length), String(each.uses.length), share(each.instability), String(each.level), limitsOf(model, each).map(({ text, kept }) => `${inline(text)}: ${kept ? "kept" : "not kept"}`).join("; "),
    ])),
    `### ${called}: what goes against the rules`, findings.length === 0 ? "Nothing: no circle, no dependency on what is less stable, nothing against declared layers, and no limit that is not kept." : bullets(findings),
    ...components.flatMap((each) => [`### ${called}: ${title(each.id)}`, inline(model.element(each.id)?.description ?? ""), bullets(factsOf(model, each, title))]),
  ];
}

function factsOf(model: Model, each: ComponentCoupling, title: (id: string) => string): readonly string[] {
  const responsibilities = textsOf(settingOf(model.element(each.id)!, "responsibilities"));
  const offers = each.serves.map(({ id, operations, with: others }) => `Offers ${title(id)}${others.length > 0 ? `, together with ${others.map(title).join(", ")}` : ""}${operations.length > 0 ? `: ${operations.map(title).join(", ")}` : ""}.`);
  const said = (what: string, ids: readonly string[]): readonly string[] => (ids.length === 0 ? [] : [`${what} ${ids.map(title).join(", ")}.`]);
  const all = [
    ...responsibilities.map((text) => `Answers for: ${inline(text)}.`.replace(/\.\.$/, ".")), ...offers,
    ...said("Used within by", each.fanIn), ...said("Uses within", each.fanOut), ...said("Used beyond by", each.usedBy), ...said("Uses beyond", each.uses),
  ];
  return all.length > 0 ? all : ["No relation leads to it or from it."];
}

function limitsOf(model: Model, each: ComponentCoupling): ReturnType<typeof heldLimits> {
  const setting = limitsFor(model, model.element(each.id)!);
  return setting ? heldLimits(setting, each) : [];
}

function share(instability: number | undefined): string {
  return instability === undefined ? "–" : instability.toFixed(2);
}

/** What rules say of layers, by the container or system in which the one that breaks them stands. */
function layerBreaks(input: EmitInput): ReadonlyMap<string, readonly string[]> {
  const breaks = new Map<string, string[]>();
  for (const [file, list] of input.diagnostics) {
    for (const found of list) {
      if (found.code !== "layer/upwards" && found.code !== "layer/skipped") continue;
      const at = elementAt(input, file, found.from);
      const holder = at && [at, ...input.model.ancestors(at.id)].find(({ kind }) => kind.group === "container" || kind.group === "system");
      if (holder) breaks.set(holder.id, [...(breaks.get(holder.id) ?? []), found.message]);
    }
  }
  return breaks;
}
