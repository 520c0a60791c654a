import { createChecker } from "@groundplan/checks";
import { createWorkspace } from "@groundplan/model";
import { createInput, type EmitInput, type InputOptions } from "../src/index.ts";

const PLAN = `system shop "Shop" {
  "Sells."
  owner: web
  actor shopper "Shopper" { "Buys."; -> front "browses" }
  external cards "Cards" { "Charges." }
  webapp front "Front" { "Pages."; tech: typescript, nextjs; -> core.Api "orders" { timeout: 2s } }
  service core "Core" {
    "Keeps the rules."
    tech: python@3.9, fastapi
    api Api rest at /v1 { place: POST /orders (NewOrder) -> 201 Order }
    component pricing "Pricing" { "Totals."; -> store "reads" }
    component placing "Placing" { "Writes."; -> pricing "asks"; -> cards "charges" }
  }
  database store "Store" { "Orders."; tech: postgresql@18.1 }
}
team web "Web" { people: 3; skills: typescript 2, nextjs 2, python 2, fastapi 2, postgresql 2 }
driver quick "Quick" quality performance.timeBehaviour priority high {
  source: shopper
  stimulus: "orders"
  environment: "peak"
  artifact: core
  response: "is confirmed"
  measure: p95 <= 400ms
}
choice where "Where orders are kept" {
  "Orders are read by customer."
  for: store
  weights: quick 5
  final: postgresql@18.1
  decision: adr-0002
  candidate postgresql "PostgreSQL" { pros: "Known"; cons: "One writer"; scores: quick 4 }
  candidate mongodb "MongoDB" { status: rejected; pros: "Flexible"; cons: "Licence"; scores: quick 2 }
}
term order "Order" { "What a shopper bought."; synonyms: "purchase" }
`;

const decision = (title: string, front: string): string => `---\n${front}\n---\n# ${title}\n\n## Context and Problem Statement\n\nWhy <script>alert(1)</script>.\n\n## Considered Options\n\n* One\n* Two\n\n## Decision Outcome\n\nOne.\n\n### Consequences\n\n* Good, because it works.\n* Bad, because it costs.\n`;

export const files: Readonly<Record<string, string>> = {
  "shop.plan": PLAN,
  "decisions/0001-mongo.md": decision("Keep orders in MongoDB", "status: superseded\ndate: 2025-01-02\ndeciders: [web]\ndrivers: [quick]\naffects: [shop.store]"),
  "decisions/0002-postgres.md": decision("Keep orders in PostgreSQL", "status: accepted\ndate: 2026-01-02\ndeciders: [web]\ndrivers: [quick]\naffects: [shop.store]\nsupersedes: [1]"),
};

/** What emitters are given for these files, those of above by default. */
export function inputOf(texts: Readonly<Record<string, string>> = files, config?: string, more: Partial<InputOptions> = {}): EmitInput {
  const workspace = createWorkspace();
  workspace.update(Object.entries(texts).map(([file, text]) => ({ file, text })));
  const checker = createChecker(workspace, { asOf: "2026-11-23" });
  checker.configure(config);
  return createInput(workspace, checker, { asOf: "2026-11-23", ...more });
}
