import type { Checker } from "@groundplan/checks";
import { technologiesOf } from "@groundplan/checks";
import { listViews, measureScene, paint, projectView, type Drawing, type Scene } from "@groundplan/diagrams";
import { layout, type LayoutResult, type LayoutSeed } from "@groundplan/layout";
import type { Workspace } from "@groundplan/model";
import { technologyIcons } from "@groundplan/vocabulary/icons";
import type { EmitInput } from "./artifact.ts";

export interface InputOptions {
  /** The day for which is emitted, `2026-11-23`. */
  readonly asOf: string;
  /** Which code lays out and paints, such as a version and a digest: what another one made is not used again. Default `source`. */
  readonly maker?: string;
  /** Keeps layouts by the content of what was laid out. */
  readonly cache?: { get(content: string): string | undefined; put(content: string, value: string): void };
  /** The seed of the view's last layout, for a picture that stays where it was. Builds have none: same input, same bytes. */
  readonly seedOf?: (viewId: string) => LayoutSeed | undefined;
  readonly onLayout?: (viewId: string, seed: LayoutSeed) => void;
}

/** Everything that emitters, the site and the status read of a workspace. Views are projected and drawn when first asked for. */
export function createInput(workspace: Workspace, checker: Checker, options: InputOptions): EmitInput {
  const { model } = workspace;
  const maker = options.maker ?? "source";
  const scenes = new Map<string, Scene | undefined>();
  const drawings = new Map<string, Drawing | undefined>();
  let views: EmitInput["views"] | undefined;
  const systems = model.elements("system");
  return {
    workspace, model, technologies: technologiesOf(model.elements("technology")), asOf: options.asOf, maker,
    name: checker.config.name ?? (systems.length === 1 ? systems[0]!.title : "Workspace"),
    diagnostics: checker.diagnostics(),
    get views() {
      return (views ??= listViews(model));
    },
    scene,
    drawing(viewId) {
      if (!drawings.has(viewId)) {
        const found = scene(viewId);
        drawings.set(viewId, found && paint(found, place(found), { icons: technologyIcons }));
      }
      return drawings.get(viewId);
    },
  };

  function scene(viewId: string): Scene | undefined {
    if (!scenes.has(viewId)) scenes.set(viewId, projectView(model, viewId));
    return scenes.get(viewId);
  }

  function place(of: Scene): LayoutResult {
    const graph = measureScene(of);
    const seed = options.seedOf?.(of.id);
    if (seed || !options.cache) return tell(of.id, layout(graph, { direction: of.direction, ...(seed ? { seed } : {}) }));
    const content = `layout ${maker} ${of.direction} ${JSON.stringify(graph)}`;
    const kept = options.cache.get(content);
    const known = kept === undefined ? undefined : thaw(kept);
    if (known) return tell(of.id, known);
    const fresh = layout(graph, { direction: of.direction });
    options.cache.put(content, freeze(fresh));
    return tell(of.id, fresh);
  }

  function tell(viewId: string, result: LayoutResult): LayoutResult {
    options.onLayout?.(viewId, result.seed);
    return result;
  }
}

function freeze(result: LayoutResult): string {
  return JSON.stringify({ ...result, nodes: [...result.nodes], groups: [...result.groups] });
}

/** A layout as it was kept; undefined where the text is damaged. */
function thaw(text: string): LayoutResult | undefined {
  try {
    const kept = JSON.parse(text) as { nodes: [string, never][]; groups: [string, never][] } & Omit<LayoutResult, "nodes" | "groups">;
    return { ...kept, nodes: new Map(kept.nodes), groups: new Map(kept.groups) };
  } catch {
    return undefined;
  }
}
