import type { Checker } from "@groundplan/checks";
import { technologiesOf } from "@groundplan/checks";
import { gridOf, listViews, measureScene, paint, projectView, type Drawing, type Scene } from "@groundplan/diagrams";
import { noNumbers } from "@groundplan/formats";
import { findGeometryFaults, layout, type LayoutGraph, type LayoutResult, type LayoutSeed } from "@groundplan/layout";
import type { Workspace } from "@groundplan/model";
import { technologyIcons } from "@groundplan/vocabulary/icons";
import type { EmitInput, Locks } from "./artifact.ts";
import { viewPaths } from "./view-paths.ts";

export interface InputOptions {
  /** The day for which is emitted, `2026-11-23`. */
  readonly asOf: string;
  /** Which code lays out and paints, such as a version and a digest: what another one made is not used again. Default `source`. */
  readonly maker?: string;
  /** Without them, everything is numbered as if for the first time. */
  readonly locks?: Partial<Locks>;
  /** Keeps layouts by the content of what was laid out. */
  readonly cache?: { get(content: string): string | undefined; put(content: string, value: string): void; keep?(content: string): void };
  /** The seed of the view's last layout, for a picture that stays where it was. Builds have none: same input, same bytes. */
  readonly seedOf?: (viewId: string) => LayoutSeed | undefined;
  /** Where a live workspace keeps its layouts from one edit to the next, by view: a view that measures as before is not laid out again. */
  readonly placements?: Map<string, Placement>;
  readonly onLayout?: (viewId: string, seed: LayoutSeed) => void;
}

/** Everything that emitters, the site and the status read of a workspace. Views are projected and drawn when first asked for. */
export function createInput(workspace: Workspace, checker: Checker, options: InputOptions): EmitInput {
  const { model } = workspace;
  const maker = options.maker ?? "source";
  const scenes = new Map<string, Scene | undefined>();
  const drawings = new Map<string, Drawing | undefined>();
  const placed = new Map<string, Placement>();
  const faults = new Map<string, readonly string[]>();
  let views: EmitInput["views"] | undefined;
  let paths: EmitInput["viewPath"] | undefined;
  const systems = model.elements("system");
  const input: EmitInput = {
    workspace, model, technologies: technologiesOf(model.elements("technology")), asOf: options.asOf, maker, locks: { proto: options.locks?.proto ?? noNumbers },
    name: checker.config.name ?? (systems.length === 1 ? systems[0]!.title : "Workspace"),
    diagnostics: checker.diagnostics(),
    get views() {
      return (views ??= listViews(model));
    },
    viewPath(view) {
      return (paths ??= viewPaths(input.views))(view);
    },
    scene,
    drawing(viewId) {
      if (!drawings.has(viewId)) {
        const grid = gridOf(viewId);
        const found = grid ? undefined : scene(viewId);
        drawings.set(viewId, grid ? grid.draw(model, viewId) : found && paint(found, place(found).result(), { icons: technologyIcons }));
      }
      return drawings.get(viewId);
    },
    geometryFaults(viewId) {
      let known = faults.get(viewId);
      if (!known) {
        const found = scene(viewId);
        faults.set(viewId, (known = found ? judge(place(found)) : []));
      }
      return known;
    },
  };
  return input;

  function scene(viewId: string): Scene | undefined {
    if (!scenes.has(viewId)) scenes.set(viewId, projectView(model, viewId));
    return scenes.get(viewId);
  }

  /** Where everything of a scene stands; computed, or read from the cache, when it is first asked for. */
  function place(of: Scene): Placement {
    let known = placed.get(of.id);
    if (!known) {
      const graph = measureScene(of);
      const said = options.placements && `${of.direction} ${JSON.stringify(graph)}`;
      const before = options.placements?.get(of.id);
      if (before && before.said === said) {
        placed.set(of.id, before);
        return before;
      }
      known = placementOf(of, graph, said, maker, options);
      placed.set(of.id, known);
      options.placements?.set(of.id, known);
    }
    return known;
  }

  /** The verdict is kept beside the layout, so that a build in which nothing changed need not read that. */
  function judge(of: Placement): readonly string[] {
    return (of.faults ??= verdict(of));
  }

  function verdict(of: Placement): readonly string[] {
    const key = of.content === undefined ? undefined : `faults of ${of.content}`;
    const text = key === undefined ? undefined : options.cache!.get(key);
    if (text !== undefined) {
      // The layout is not read, and yet another build may want it.
      options.cache!.keep?.(of.content!);
      return text === "" ? [] : text.split("\n");
    }
    const found = findGeometryFaults(of.graph, of.result()).map((fault) => `${fault.kind} ${fault.ids.join(" ")}`.replaceAll("\n", " "));
    if (key !== undefined) options.cache!.put(key, found.join("\n"));
    return found;
  }
}

/** Stands by itself: a placement that outlives its input must not keep alive all that the input has drawn. */
function placementOf({ id, direction }: Scene, graph: LayoutGraph, said: string | undefined, maker: string, { cache: given, seedOf, onLayout }: InputOptions): Placement {
  const seed = seedOf?.(id);
  const cache = seed ? undefined : given;
  const content = cache && `layout ${maker} ${direction} ${JSON.stringify(graph)}`;
  let result: LayoutResult | undefined;
  return {
    graph, content, said,
    result() {
      if (result) return result;
      const text = content === undefined ? undefined : cache!.get(content);
      result = text === undefined ? undefined : thaw(text);
      if (!result) {
        result = layout(graph, { direction, ...(seed ? { seed } : {}) });
        if (content !== undefined) cache!.put(content, freeze(result));
      }
      onLayout?.(id, result.seed);
      return result;
    },
  };
}

/** A measured scene, and its layout once that is asked for. */
export interface Placement {
  readonly graph: LayoutGraph;
  /** What the layout follows from; undefined where nothing is kept. */
  readonly content: string | undefined;
  /** Direction and graph in one text, where placements are kept: equal texts, equal layouts. */
  readonly said: string | undefined;
  result(): LayoutResult;
  /** What the judge of geometry found, once it was asked. */
  faults?: readonly string[];
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
