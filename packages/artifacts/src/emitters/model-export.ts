import { textExports } from "@groundplan/diagrams";
import type { Emitter } from "../artifact.ts";
import { folderOf } from "../folders.ts";

/** The whole model in the languages of other tools that describe a model rather than a picture. */
export const modelExports: Emitter = {
  artifact: "1.2", name: "Model exports",
  *emit(input) {
    for (const format of textExports) {
      if (format.of === "model" && input.model.elements("@system", "@container").length > 0) yield { path: `${folderOf("1.2")}/workspace.${format.extension}`, artifact: "1.2", format: format.format, ownership: "derived", content: () => format.write(input.model) };
    }
  },
};
