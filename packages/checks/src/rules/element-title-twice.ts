import type { Element } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const elementTitleTwice: Rule = {
  code: "element/title-twice",
  severity: "warning",
  title: "Two siblings with one title",
  what: "Two elements of the same kind in one block have the same title.",
  why: "Pictures and tables show titles: a reader cannot tell the two apart.",
  fix: "Give each a title of its own.",
  good: 'system shop "Shop" {\n  service cart "Cart"\n  service cart-history "Past carts"\n}',
  bad: 'system shop "Shop" {\n  service cart "Cart"\n  service cart-history "Cart"\n}',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component", "@interface", "domain", "capability", "choice"],
  check(element, { model, report }) {
    const children = model.children(element.id);
    if (children.length < 2) return;
    if (new Set(children.map(keyOf)).size === children.length) return;
    const first = new Map<string, string>();
    for (const child of children.map((each) => ({ id: each.id, key: keyOf(each), title: each.title })).sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const other = first.get(child.key);
      if (other === undefined) first.set(child.key, child.id);
      else report({ element: child.id }, `${child.title} is the title of ${model.element(other)!.name} too.`, { hint: "Give each a title of its own.", related: [{ at: { element: other }, message: "the other one" }] });
    }
  },
};

function keyOf({ kind, title }: Element): string {
  return `${kind.name} ${title.toLowerCase()}`;
}
