import { expect, it } from "vitest";
import { elementAt } from "../src/element-at.ts";
import { files, inputOf } from "./workspace.ts";

it("is the smallest element round a place, and none outside of all", () => {
  const input = inputOf({ ...files, "z.plan": '  \nactor a "A" { "x" }  actor b "B"\n\n' });
  for (const [file, text] of [...input.workspace.model.files].map((name) => [name, input.workspace.text(name)!] as const)) {
    for (let offset = 0; offset <= text.length; offset++) {
      const round = input.model.elements().filter(({ item }) => item.file === file && item.from <= offset && offset < item.to);
      const smallest = Math.min(...round.map(({ item }) => item.to - item.from));
      const found = elementAt(input, file, offset);
      expect(found && found.item.to - found.item.from).toBe(round.length === 0 ? undefined : smallest);
      if (found) expect(round).toContain(found);
    }
  }
});
