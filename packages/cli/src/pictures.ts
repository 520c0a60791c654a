import type { EmitInput, OutputFile } from "@groundplan/artifacts";
import { renderPdf, renderPng } from "@groundplan/diagrams/export";
import { UsageError } from "./verb.ts";

/** PNG and PDF of every picture that was emitted as SVG, where `groundplan.yaml` asks for them. */
export async function drawExtras(input: EmitInput, formats: readonly ("png" | "pdf")[], files: readonly OutputFile[]): Promise<readonly OutputFile[]> {
  if (formats.length === 0) return [];
  const extras: OutputFile[] = [];
  const emitted = new Set(files.map(({ path }) => path));
  for (const view of input.views) {
    const path = input.viewPath(view);
    const drawing = emitted.has(`${path}.light.svg`) ? input.drawing(view.id) : undefined;
    if (!drawing) continue;
    for (const format of formats) {
      try {
        const bytes = format === "png" ? await renderPng(drawing, { theme: "light", scale: 2 }) : await renderPdf(drawing, { theme: "light" });
        extras.push({ path: `${path}.${format}`, artifact: view.artifact, format, ownership: "derived", content: () => bytes });
      } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : String(error), `Or take ${format} out of pictures in groundplan.yaml.`);
      }
    }
  }
  return extras;
}
