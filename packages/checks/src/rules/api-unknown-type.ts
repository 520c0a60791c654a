import { settingOf } from "@groundplan/model";
import { nearest, type NameNode } from "@groundplan/vocabulary";
import { typesIn } from "../named.ts";
import type { Rule } from "../rule.ts";

export const apiUnknownType: Rule = {
  code: "api/unknown-type",
  severity: "warning",
  title: "Type that nothing declares",
  what: "A signature or a topic names a type that nothing declares, in a workspace that declares types: a warning where a declared one has nearly that name, an info otherwise. As long as a workspace declares none, the names are taken for words.",
  why: "Documents of the interface are made from the types; of one that is not declared they can only say that it may be anything.",
  fix: "Write the name as it is declared, or declare the type: type NewOrder { items: list<Item> }.",
  good: 'type Order { id: uuid }\nservice cart "Cart" { api Carts rest { place: POST /orders (Order) -> 201 Order } }',
  bad: 'type Order { id: uuid }\nservice cart "Cart" { api Carts rest { place: POST /orders (Ordr) -> 201 Order } }',
  scope: "element",
  kinds: ["@operation", "@topic"],
  reads: ["type"],
  applies: ({ lookup }) => lookup.has("type"),
  check(element, { lookup, memo, report }) {
    const said = new Set<string>();
    for (const name of ["signature", "of"]) {
      for (const value of settingOf(element, name)?.values ?? []) {
        for (const node of typesIn(value)) {
          if (node.target !== undefined || said.has(node.name)) continue;
          said.add(node.name);
          tell(node, name);
        }
      }
    }

    function tell(node: NameNode, setting: string): void {
      const near = nearest(node.name, memo("names of types", ["type"], () => new Set(lookup.of("type").map((type) => type.name))));
      report({ element: element.id, setting }, `No type is named ${node.name}.`, { hint: near === undefined ? `Declare it, as in type ${node.name} { … }.` : `Did you mean ${near}?`, ...(near === undefined ? { severity: "info" as const } : {}) });
    }
  },
};
