import { readDeclassifier } from "@groundplan/analysis";
import { settingOf, textOf, textsOf, type Element, type Relation } from "@groundplan/model";
import { CLASSES, DECLASSIFIERS } from "@groundplan/vocabulary";
import { dataFlows, READS_OF_DATA_FLOWS } from "../data-flows.ts";
import { ELEMENTS, type Anchor, type Rule } from "../rule.ts";
import { listed } from "../words.ts";

export const dataDeclassifierUnneeded: Rule = {
  code: "data/declassifier-unneeded",
  severity: "warning",
  title: "Class taken away that never arrives",
  what: "An element or a relation says that it takes a class away from data (`declassifies: personal per token`), and data of that class never comes there; or what it says is no class and no way to take one away; or a field says `per hash` and bears no class.",
  why: "Whoever reads it believes that something is protected there. Where nothing arrives, either the class is missing at the field that should bear it, or the flow that should bring it, or the protection stands in the wrong place.",
  fix: "Give the class to the field, or draw the flow; otherwise take it out. It is written: declassifies: personal per token.",
  good: 'type Order { email: email personal }\nactor shopper "Shopper" { -> shop "orders" { data: Order } }\nservice shop "Shop" { -> figures "counts" { data: Order; declassifies: personal per aggregate } }\nexternal figures "Figures"',
  bad: 'type Order { email: email }\nactor shopper "Shopper" { -> shop "orders" { data: Order } }\nservice shop "Shop" { -> figures "counts" { data: Order; declassifies: personal per aggregate } }\nexternal figures "Figures"',
  scope: "model",
  missing: ["here", "type", "field", "operation", "topic", "access", "step"],
  reads: READS_OF_DATA_FLOWS,
  check(context) {
    const { model, lookup, report } = context;
    const told = new Set<string>();
    const tell = (place: Anchor, message: string, hint: string): void => {
      const key = JSON.stringify(place);
      if (told.has(key)) return;
      told.add(key);
      report(place, message, { hint });
    };
    const judge = (holder: Element | Relation, title: string, place: (value: number) => Anchor): void => {
      for (const [value, text] of textsOf(settingOf(holder, "declassifies")).entries()) {
        const read = readDeclassifier(text);
        if (!read) tell(place(value), `"${text}" names no class of data and a way to take it away.`, `Write one of ${listed(CLASSES, 9)}, per and one of ${listed(DECLASSIFIERS, 9)}.`);
        else if (!dataFlows(context)?.needed({ at: "source" in holder ? holder.source : holder.id, relation: "source" in holder ? holder : undefined, ...read })) tell(place(value), `${read.class[0]!.toUpperCase()}${read.class.slice(1)} data is taken away by ${title}, and none comes there.`, "Give the class to the field that bears it, or take this out.");
      }
    };
    for (const element of lookup.marked("declassifies")) {
      if (!ELEMENTS.includes(element.kind.group)) continue;
      if (settingOf(element, "declassifies")) judge(element, element.title, (value) => ({ element: element.id, setting: "declassifies", value }));
      for (const relation of model.outgoing(element.id)) {
        if (settingOf(relation, "declassifies")) judge(relation, relation.label === undefined ? "a relation" : `"${relation.label}"`, (value) => ({ relation: relation.id, source: relation.source, setting: "declassifies", value }));
      }
    }
    for (const field of lookup.marked("declassifies")) {
      if (field.kind.group !== "field") continue;
      const way = textOf(settingOf(field, "declassifies"));
      if (way !== undefined && !(DECLASSIFIERS as readonly string[]).includes(way)) tell({ element: field.id, setting: "declassifies" }, `"per ${way}" names no way to take a class away.`, `Write per and one of ${listed(DECLASSIFIERS, 9)}.`);
      else if (way !== undefined && !CLASSES.some((name) => settingOf(field, name))) tell({ element: field.id, setting: "declassifies" }, `${field.title} bears no class that per ${way} could take away.`, "Say which: personal per hash.");
    }
  },
};
