import { createWorkspace } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { createChecker, type Checker } from "../src/index.ts";
import { AS_OF } from "./open.ts";
import { randomDecision, randomEdit, randomPlan, randomSource } from "./random-edits.ts";

const CONFIG = "rules:\n  relation/label: off\nexceptions:\n  - { rule: container/owner, element: cart, reason: soon, until: 2027-01-01 }\n";

function everything(checker: Checker): unknown {
  return [...checker.diagnostics()];
}

function fresh(files: ReadonlyMap<string, string>, config: string | undefined): Checker {
  const workspace = createWorkspace();
  workspace.update([...files].map(([file, text]) => ({ file, text })));
  const checker = createChecker(workspace, { asOf: AS_OF });
  checker.configure(config);
  return checker;
}

describe("a checker", () => {
  it.each([1, 2, 3, 4, 5, 6])("finds after any edits what it finds from a fresh start (seed %i)", (seed) => {
    const random = randomSource(seed);
    const files = new Map<string, string>();
    for (const file of seed === 1 ? ["a.plan"] : ["a.plan", "b.plan", "c/d.plan", "e.plan"]) files.set(file, randomPlan(random));
    let config = seed % 2 === 0 ? CONFIG : undefined;
    const workspace = createWorkspace();
    workspace.update([...files].map(([file, text]) => ({ file, text })));
    const checker = createChecker(workspace, { asOf: AS_OF });
    checker.configure(config);
    for (let edit = 0; edit < 120; edit++) {
      const names = [...files.keys()];
      // Now and then a decision comes, changes or goes; the first seed keeps to its lone file.
      const isDecision = seed !== 1 && random(4) === 0;
      const file = isDecision ? `decisions/000${1 + random(4)}-x.md` : seed === 1 || (names.length > 0 && random(15) > 0) ? names[random(names.length)]! : "f.plan";
      if (seed !== 1 && random(12) === 0) {
        files.delete(file);
        workspace.update([{ file, text: undefined }]);
      } else {
        const text = file.endsWith(".md") ? randomDecision(random) : randomEdit(files.get(file) ?? "", random);
        files.set(file, text);
        workspace.update([{ file, text }]);
      }
      if (random(25) === 0) checker.configure((config = config === undefined ? CONFIG : undefined));
      expect({ edit, found: everything(checker) }).toEqual({ edit, found: everything(fresh(files, config)) });
    }
  });

  it.each([1, 2, 3])("finds the circles of a fresh start while components come, go, move and call others (seed %i)", (seed) => {
    const random = randomSource(seed);
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const file = (of: readonly string[]): string => ["x", "y"].map((container) => `service ${container}-${of[0]} {\n${of.filter(() => random(6) > 0).map((name) => `  ${random(9) === 0 ? "comonent" : "component"} ${random(9) === 0 ? "z" : name}-${container} ${random(9) === 0 ? '"Other"' : ""} {${Array.from({ length: random(3) }, () => ` -> ${names[random(7)]}-${random(2) === 0 ? "x" : "y"} "${random(2) === 0 ? "asks" : "tells"}"`).join(";")} }\n`).join("")}}\n`).join("");
    const parts = [names.slice(0, 4), names.slice(4)];
    const files = new Map([["a.plan", file(parts[0]!)], ["b.plan", file(parts[1]!)]]);
    const workspace = createWorkspace();
    workspace.update([...files].map(([name, text]) => ({ file: name, text })));
    const checker = createChecker(workspace, { asOf: AS_OF });
    let circles = 0;
    for (let edit = 0; edit < 200; edit++) {
      const at = random(2);
      const name = ["a.plan", "b.plan"][at]!;
      const text = file(parts[at]!);
      files.set(name, text);
      workspace.update([{ file: name, text }]);
      if (random(4) === 0) continue;
      const found = everything(checker);
      expect({ edit, found }).toEqual({ edit, found: everything(fresh(files, undefined)) });
      circles += [...checker.diagnostics().values()].flat().filter(({ code }) => code.endsWith("/cycle")).length;
    }
    expect(circles).toBeGreaterThan(40);
  });

  it("asks again when the order of layers changes, and nothing else does", () => {
    const text = (first: string, second: string): string => `layers l "L" {\n  layer ${first} { members: ${first}-one }\n  layer ${second} { members: ${second}-one }\n}\nservice a-one { -> b-one "uses" }\nservice b-one`;
    const workspace = createWorkspace();
    workspace.update([{ file: "a.plan", text: text("a", "b") }, { file: "b.plan", text: "" }]);
    const checker = createChecker(workspace, { asOf: AS_OF });
    const codes = (): string[] => [...checker.diagnostics().values()].flat().map(({ code }) => code).filter((code) => code.startsWith("layer/"));
    expect(codes()).toEqual([]);
    workspace.update([{ file: "a.plan", text: text("b", "a") }]);
    expect(codes()).toEqual(["layer/upwards"]);
  });

  it("asks a component again when the one beside it loses its relation", () => {
    const text = (relation: string): string => `service shop {\n  component cart\n  component prices { ${relation} }\n}\nservice bank`;
    const workspace = createWorkspace();
    workspace.update([{ file: "a.plan", text: text('-> bank "pays"') }, { file: "b.plan", text: "" }]);
    const checker = createChecker(workspace, { asOf: AS_OF });
    const orphans = (): string[] => [...checker.diagnostics().values()].flat().filter(({ code }) => code === "element/orphan").map(({ message }) => message);
    expect(orphans()).toEqual(["cart has no relation to anything."]);
    workspace.update([{ file: "a.plan", text: text("") }]);
    // The container is not drawn in detail any more, and it is the one that lacks a relation now.
    expect(orphans()).toEqual(["shop has no relation to anything.", "bank has no relation to anything."]);
  });

  it("asks again when only the body of a decision changes", () => {
    const text = (options: string): string => `---\nstatus: accepted\n---\n# T\n\n## Considered Options\n\n${options}\n`;
    const workspace = createWorkspace();
    workspace.update([{ file: "decisions/0001-x.md", text: text("* one") }, { file: "b.plan", text: "" }]);
    const checker = createChecker(workspace, { asOf: AS_OF });
    const codes = (): string[] => [...checker.diagnostics().values()].flat().map(({ code }) => code);
    expect(codes()).toContain("decision/options");
    workspace.update([{ file: "decisions/0001-x.md", text: text("* one\n* two") }]);
    expect(codes()).not.toContain("decision/options");
  });

  it("gives the same map as long as nothing changes", () => {
    const checker = fresh(new Map([["a.plan", "service a"]]), undefined);
    expect(checker.diagnostics()).toBe(checker.diagnostics());
  });
});
