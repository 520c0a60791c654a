import { describe, expect, it } from "vitest";
import { createWorkspace, type Workspace } from "../src/index.ts";
import { randomEdit, randomPlan, randomSource } from "./random-edits.ts";

/** All that can be seen of a workspace. */
function everything(workspace: Workspace): unknown {
  const { model } = workspace;
  return {
    elements: model.elements(),
    children: model.elements().map((element) => model.children(element.id).map((child) => child.id)),
    relations: model.relations(),
    outgoing: model.elements().map((element) => model.outgoing(element.id).map((relation) => relation.id)),
    incoming: model.elements().map((element) => model.incoming(element.id).map((relation) => relation.id)),
    mentions: model.elements().map((element) => model.mentions(element.id)),
    counts: [model.elementCount, model.relationCount],
    faults: [...workspace.faults()].sort((a, b) => (a[0] < b[0] ? -1 : 1)),
  };
}

describe("an update", () => {
  it.each([1, 2, 3, 4])("gives after any edits what a fresh start gives (seed %i)", (seed) => {
    const random = randomSource(seed);
    const files = new Map<string, string>();
    for (const file of ["a.plan", "b.plan", "c/d.plan", "e.plan"]) files.set(file, randomPlan(random));
    const workspace = createWorkspace();
    workspace.update([...files].map(([file, text]) => ({ file, text })));
    for (let edit = 0; edit < 100; edit++) {
      const names = [...files.keys()];
      const file = names.length === 0 || random(15) === 0 ? "f.plan" : names[random(names.length)]!;
      if (random(20) === 0) {
        files.delete(file);
        workspace.update([{ file, text: undefined }]);
      } else {
        const text = randomEdit(files.get(file) ?? "", random);
        files.set(file, text);
        workspace.update([{ file, text }]);
      }
      const fresh = createWorkspace();
      fresh.update([...files].map(([name, text]) => ({ file: name, text })));
      expect({ edit, ...(everything(workspace) as object) }).toEqual({ edit, ...(everything(fresh) as object) });
    }
  });

  it("tells what changed", () => {
    const workspace = createWorkspace();
    workspace.update([{ file: "a.plan", text: 'service a { tech: go; -> b "x" }\nservice b\nteam t' }, { file: "b.plan", text: 'service c { -> a "y" }' }]);
    expect(workspace.takeChange().all).toBe(true);
    workspace.update([{ file: "a.plan", text: '// a comment\nservice a { tech: go; -> b "x" }\nservice b\nteam t' }]);
    let change = workspace.takeChange();
    expect([[...change.groups], change.relations, change.elements.has("a")]).toEqual([[], false, true]);
    workspace.update([{ file: "a.plan", text: 'service a { tech: rust; -> b "x" }\nservice b\nteam t' }]);
    change = workspace.takeChange();
    expect([[...change.groups], change.relations]).toEqual([["container"], false]);
    workspace.update([{ file: "a.plan", text: 'service a2 { tech: rust; -> b "x" }\nservice b\nteam t' }]);
    change = workspace.takeChange();
    expect([[...change.groups], change.relations]).toEqual([["container"], true]);
  });
});
