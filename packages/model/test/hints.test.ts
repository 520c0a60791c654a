import { expect, it } from "vitest";
import { createWorkspace } from "../src/index.ts";

it.each([
  ["where nothing but settings may stand", 'driver d "D" quality performance.timeBehaviour priority high {\n  stimuling x\n}'],
  ["in a relation", 'system a\nsystem b\na -> b "x" {\n  protocolin y\n}'],
])("names what may stand there: %s", (_, text) => {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  const hints = [...workspace.faults().values()].flat().filter(({ code }) => code === "model/unknown-kind").map(({ hint }) => hint);
  expect(hints).toHaveLength(1);
  expect(hints[0]).toMatch(/^(?:Did you mean \w+: …\?|Here may stand \w.* or \w+\.)$/);
  expect(hints[0]).not.toContain("undefined");
});
