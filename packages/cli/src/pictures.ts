import type { EmitInput, OutputFile } from "@groundplan/artifacts";
import { renderPdf, renderPng } from "@groundplan/diagrams/export";
import { UsageError } from "./verb.ts";

/** PNG and PDF of every picture that was emitted as SVG, where `groundplan.yaml` asks for them. */
export async function drawExtras(input: EmitInput, formats: readonly ("png" | "pdf")[], files: readonly OutputFile[]): Promise<readonly OutputFile[]> {
  if (formats.length === 0) return [];
  const extras: OutputFile[] = [];
  const views = input.views.filter((view) => files.some((file) => file.path.endsWith(`/${view.id}.light.svg`)));
  for (const view of views) {
    const drawing = input.drawing(view.id);
    const base = files.find((file) => file.path.endsWith(`/${view.id}.light.svg`))!;
    if (!drawing) continue;
    for (const format of formats) {
      try {
        const bytes = format === "png" ? await renderPng(drawing, { theme: "light", scale: 2 }) : await renderPdf(drawing, { theme: "light" });
        extras.push({ path: base.path.replace(/\.light\.svg$/, `.${format}`), artifact: view.artifact, format, ownership: "derived", content: () => bytes });
      } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : String(error), `Or take ${format} out of pictures in groundplan.yaml.`);
      }
    }
  }
  return extras;
}
