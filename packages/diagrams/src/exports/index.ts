import type { Model } from "@groundplan/model";
import type { Scene } from "../scene.ts";
import { writeD2 } from "./d2.ts";
import { writeMermaid } from "./mermaid.ts";
import { writePlantUml } from "./plantuml.ts";
import { writeStructurizr } from "./structurizr.ts";

/** A picture as the text of another tool: of one scene, or of the whole model with its views. */
export type TextExport = {
  readonly id: "mermaid" | "plantuml" | "d2" | "structurizr";
  /** As the tool's makers write it. */
  readonly title: string;
  /** Without the dot. */
  readonly extension: string;
  /** The format's name in the manifest of a build. */
  readonly format: string;
} & ({ readonly of: "scene"; readonly write: (scene: Scene) => string } | { readonly of: "model"; readonly write: (model: Model) => string });

/** Every text that pictures are exported as. */
export const textExports: readonly TextExport[] = [
  { id: "mermaid", title: "Mermaid", extension: "mmd", format: "mermaid", of: "scene", write: writeMermaid },
  { id: "plantuml", title: "PlantUML", extension: "puml", format: "plantuml", of: "scene", write: writePlantUml },
  { id: "d2", title: "D2", extension: "d2", format: "d2", of: "scene", write: writeD2 },
  { id: "structurizr", title: "Structurizr DSL", extension: "dsl", format: "structurizr", of: "model", write: writeStructurizr },
];
