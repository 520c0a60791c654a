import { describe, expect, it } from "vitest";
import { diffModels, renderDiffJson, renderDiffMarkdown, renderDiffText } from "../../src/diff/index.ts";
import { sideOf } from "./compare.ts";

const plain = (text: string): string => text;
const palette = { error: plain, warning: plain, info: plain, good: plain, strong: plain, faint: plain };

function report(before: string, after: string, breakingOnly = false) {
  const [a, b] = [sideOf(before), sideOf(after)];
  return { diff: diffModels(a, b), before: a, after: b, from: { name: "main", kind: "revision", commit: "0123", errors: 0 }, to: { name: "the working tree", kind: "working-tree", errors: 0 }, breakingOnly } as const;
}

const BEFORE = 'service cart "Cart" {\n  api Api rest {\n    get: GET /a -> 200 Item\n    list: GET /b -> 200 list<Item>\n  }\n}\nservice web "Web" {\n  -> cart.Api.get "asks"\n}\ntype Item { sku: string; note: string? }\ntype Lone { a: string }\n';
const AFTER = BEFORE.replace("sku: string; ", "").replace('"Web"', '"Pages"').replace("    list: GET /b -> 200 list<Item>\n", "");

describe("the report as text", () => {
  it("tells what breaks first, by element, with the reason, the consumers and their places", () => {
    expect(renderDiffText(report(BEFORE, AFTER), palette)).toBe(`Item type
  - removed field sku  a.plan:10
      GET /a: response 200.sku is no longer given. [field-removed]
      breaks web: calls it ("asks") (a.plan:7)

cart "Cart" service
  - removed operation Api.list  a.plan:4
      GET /b is removed. [operation-removed]
      breaks no consumer in this model

web "Pages" service
  ~ changed title of service: Web → Pages  a.plan:6

3 changes: 2 removed, 1 changed from main to the working tree; 1 change breaks 1 consumer; 1 more breaks a contract that has no consumer in this model
`);
  });

  it("shows where long values differ, of long lists the rest, and who may be broken", () => {
    const plan = (more: string, tags: string): string => `service a "A" {\n  "${"word ".repeat(40)}${more}"\n  tags: ${tags}\n  api Api rest { get: GET /${more} -> 200 }\n}\nservice b { -> a "uses" }`;
    const told = renderDiffText(report(plan("old", "v, w, x, y"), plan("new", "v, w, y, z")), palette);
    expect(told).toMatch(/changed description of service: …(?:word )+old → …(?:word )+new/);
    expect(told).toContain("changed tags of service: x, … → z, …");
    expect(told).toContain('may break b: may call it ("uses"): which operation is not said (a.plan:6)');
  });

  it("tells only what breaks where that is asked for, and sums up all", () => {
    const told = renderDiffText(report(BEFORE, AFTER, true), palette);
    expect(told).not.toContain("Pages");
    expect(told).toContain("3 changes: 2 removed, 1 changed");
    expect(renderDiffText(report(BEFORE, BEFORE), palette)).toBe("No change from main to the working tree; nothing breaks\n");
  });
});

describe("the report as Markdown", () => {
  it("is a comment with a table of what breaks and the rest folded", () => {
    expect(renderDiffMarkdown(report(BEFORE, AFTER))).toBe(`### Design: \`main\` → the working tree

3 changes: 2 removed, 1 changed; **1 change breaks 1 consumer; 1 more breaks a contract that has no consumer in this model**.

| breaks | why | consumers |
|---|---|---|
| removed field \`Item.sku\` | GET /a: response 200.sku is no longer given. \`field-removed\` | \`web\` calls it ("asks"), \`a.plan:7\` |
| removed operation \`cart.Api.list\` | GET /b is removed. \`operation-removed\` | no consumer in this model |

<details><summary>1 change that breaks nothing</summary>

- \`web\` Pages
  - changed title of service \`web\`: \`Web\` → \`Pages\`

</details>
`);
  });

  it("lets no plan write markup, mention people or break the table", () => {
    const told = renderDiffMarkdown(report('service a "A" { "x" }', 'service a "@octocat <img src=x onerror=alert(1)> | `b` [c](http://d.example) #12" { "one ``two`` three | four" }'));
    const outside = told.replace(/(`+)(?: .+? |[^`\n]+)\1(?!`)/g, "");
    for (const word of ["<img", "@octocat", "#12", "[c]", "http://"]) expect([word, outside.includes(word)]).toEqual([word, false]);
    expect(outside).toContain("&lt;img");
    expect(told).toContain("``` one ``two`` three | four ```");
    const broken = renderDiffMarkdown(report('service a { api A rest { x: GET /a -> 200 } }\nservice b { -> a.A.x "a | b" }', 'service a { api A rest { y: GET /y -> 200 } }\nservice b { -> a "c" }'));
    for (const row of broken.split("\n").filter((line) => line.startsWith("| "))) expect([row, row.replaceAll("\\|", "").match(/\|/g)?.length]).toEqual([row, 4]);
  });
});

describe("the report as JSON", () => {
  it("has the shape of the contract", () => {
    const found = JSON.parse(renderDiffJson(report(BEFORE, AFTER))) as { changes: readonly Record<string, unknown>[] };
    expect(found).toMatchObject({ from: { name: "main", kind: "revision", commit: "0123", errors: 0 }, to: { name: "the working tree" }, summary: { added: 0, removed: 2, changed: 1, renamed: 0, moved: 0, breaking: 2, broken: 1, consumers: 1 }, notes: [] });
    expect(found.changes.map(({ id }) => id)).toEqual(["Item.sku", "cart.Api.list", "web"]);
    expect(found.changes[0]).toMatchObject({ change: "removed", what: "element", kind: "field", breaking: true, rule: "field-removed", reason: "GET /a: response 200.sku is no longer given.", file: "a.plan", line: 10, side: "before", consumers: [{ id: "web", how: 'calls it ("asks")', file: "a.plan", line: 7, side: "after" }] });
    expect(found.changes[2]).toMatchObject({ change: "changed", what: "title", before: "Web", after: "Pages", breaking: false, consumers: [] });
  });
});
