import { settingOf, textOf, type Element, type Relation } from "@groundplan/model";
import { containerOf } from "../graph.ts";
import { isStore } from "../kinds.ts";
import { at, type Rule } from "../rule.ts";
import { ownerOf } from "../skills.ts";
import { listed } from "../words.ts";

export const storeShared: Rule = {
  code: "store/shared",
  severity: "warning",
  title: "Store that several containers write",
  what: "Two containers or more write one store: a warning where different teams own them, an info where one team owns all. Relations with access: reads do not count.",
  why: "Each writer must know and keep all the rules of the data, and none can change its schema alone; with two teams, nobody answers for it.",
  fix: "Let one container own the store, and the others ask it. Where one only reads, say so: { access: reads }.",
  good: 'service checkout "Checkout" { -> orders "writes" }\nservice reports "Reports" { -> orders "reads" { access: reads } }\ndatabase orders "Orders"',
  bad: 'service checkout "Checkout" { -> orders "writes" }\nservice returns "Returns" { -> orders "writes" }\ndatabase orders "Orders"',
  scope: "element",
  kinds: ["@container"],
  reads: ["team"],
  check(element, context) {
    const { model, report } = context;
    if (!isStore(model, element)) return;
    const incoming = model.incoming(element.id);
    if (incoming.length < 2) return;
    const writers = new Map<string, { readonly container: Element; readonly relation: Relation }>();
    for (const relation of incoming) {
      if (textOf(settingOf(relation, "access")) === "reads") continue;
      const container = containerOf(model, relation.source);
      if (!container || container.id === element.id) continue;
      const other = writers.get(container.id);
      if (!other || relation.id < other.relation.id) writers.set(container.id, { container, relation });
    }
    if (writers.size < 2) return;
    const all = [...writers.values()].sort((a, b) => (a.container.id < b.container.id ? -1 : 1));
    const owners = new Set(all.map(({ container }) => ownerOf(container, context)?.title));
    const owned = [...owners].filter((owner) => owner !== undefined).sort();
    const oneTeam = owners.size === 1 && owned.length === 1;
    const teams = oneTeam ? ` All belong to ${owned[0]}.` : owned.length > 1 ? ` They belong to ${listed(owned)}.` : "";
    report({ element: element.id }, `${listed(all.map(({ container }) => container.title))} all write ${element.title}.${teams}`.replace(/^([^,]+ and [^,]+) all write/, "$1 both write"), {
      hint: "Let one of them own it, and the others ask that one; where one only reads, add { access: reads }.",
      related: all.map(({ container, relation }) => ({ at: at(relation), message: `${container.title} writes it` })),
      ...(oneTeam ? { severity: "info" as const } : {}),
    });
  },
};
