import { extname, resolve } from "node:path";
import { createInput } from "@groundplan/artifacts";
import { workspaceCache, writeAtomically } from "@groundplan/disk";
import { renderSvg } from "@groundplan/diagrams";
import { nearest } from "@groundplan/vocabulary";
import { load, workspaceOf } from "../load.ts";
import { paletteFor } from "../palette.ts";
import { formatOf, UsageError, type Run } from "../verb.ts";
import { MAKER } from "../version.ts";

export const run: Run = async ([first, second], options, io) => {
  const format = formatOf(options, ["text", "json"]);
  const theme = String(options["theme"] ?? "light");
  const scale = Number(options["scale"] ?? 2);
  if (!(scale > 0 && scale <= 10)) throw new UsageError(`${String(options["scale"])} is no scale.`, "Write a number up to 10.");
  if (theme !== "light" && theme !== "dark") throw new UsageError(`There is no theme ${theme}.`, "Write --theme light or --theme dark.");
  // The list is of a workspace: no view is named then.
  const [view, folder] = options["list"] === true && second === undefined ? [undefined, first] : [first, second];
  const loaded = load(workspaceOf(folder, options, io), io);
  const input = createInput(loaded.workspace, loaded.checker, { asOf: io.today, maker: MAKER, cache: workspaceCache(loaded.root) });
  if (options["list"] === true || view === undefined) {
    if (format === "json") io.out(`${JSON.stringify({ views: input.views.map(({ id, kind, title, artifact, elements }) => ({ id, kind, title, artifact, elements })) }, undefined, 2)}\n`);
    else {
      const palette = paletteFor(io);
      const width = Math.max(4, ...input.views.map((known) => known.id.length));
      for (const known of input.views) io.out(`${known.id.padEnd(width)}  ${palette.faint(known.artifact.padEnd(4))} ${known.title} ${palette.faint(`(${known.elements})`)}\n`);
      if (view === undefined && options["list"] !== true) io.err("Name one of these views to draw it.\n");
    }
    return view === undefined && options["list"] !== true ? 2 : 0;
  }
  const wanted = String(view);
  const drawing = input.drawing(wanted);
  if (!drawing) {
    const near = nearest(wanted, input.views.map((known) => known.id));
    throw new UsageError(`There is no view ${wanted}.`, near ? `Did you mean ${near}?` : "groundplan draw --list lists them.");
  }
  const output = options["output"] as string | undefined;
  if (format === "json") {
    const { id, kind, title, artifact, elements } = input.views.find((known) => known.id === wanted)!;
    io.out(`${JSON.stringify({ id, kind, title, artifact, elements, width: drawing.width, height: drawing.height, svg: renderSvg(drawing, { theme }) }, undefined, 2)}\n`);
  } else if (output === undefined) io.out(renderSvg(drawing, { theme }));
  if (output === undefined) return 0;
  const path = resolve(io.cwd, output);
  switch (extname(path).toLowerCase()) {
    case ".svg":
      writeAtomically(path, renderSvg(drawing, { theme }));
      break;
    case ".png": {
      const { renderPng } = await import("@groundplan/diagrams/export");
      writeAtomically(path, await orTell(renderPng(drawing, { theme, scale })));
      break;
    }
    case ".pdf": {
      const { renderPdf } = await import("@groundplan/diagrams/export");
      writeAtomically(path, await orTell(renderPdf(drawing, { theme })));
      break;
    }
    default:
      throw new UsageError(`A picture cannot be written as ${output}.`, "The file ends in .svg, .png or .pdf.");
  }
  io.err(`written  ${output}\n`);
  return 0;
};

/** A renderer that is not installed is no fault of ours. */
async function orTell<T>(rendering: Promise<T>): Promise<T> {
  try {
    return await rendering;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
