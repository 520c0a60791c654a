import { artifactTexts, createInput, readProtoLock, siteData, statusOf, viewPicture, type ArtifactTexts, type EmitInput, type Placement, type ChartData, type SiteData, type ViewPicture } from "@groundplan/artifacts";
import { createChecker, type Checker } from "@groundplan/checks";
import { builtFiles, fieldVerdicts, readWorkspace, workspaceCache, type WorkspaceFiles } from "@groundplan/disk";
import { createWorkspace, type FileChange, type Workspace } from "@groundplan/model";
import type { LayoutSeed } from "@groundplan/layout";

/** A workspace that follows the disk: `refresh` reads what changed, and everything else is computed when it is asked for. */
export interface Live {
  /** Reads the workspace again; gives the views whose picture is another one now, or undefined where nothing changed. */
  refresh(): readonly string[] | "*" | undefined;
  site(): SiteData;
  view(id: string): ViewPicture | undefined;
  /** The texts of an artifact; none where nothing is written for it. */
  artifact(id: string): ArtifactTexts;
  /** Draws a view anew, without regard to how it was. */
  tidy(id: string): void;
  /**
   * Judges the geometry of pictures for about so many milliseconds; false when all are judged. A large model takes seconds,
   * so the site is given without waiting for it: with the verdicts of before, or none. A new verdict is a new revision.
   */
  judge(milliseconds: number): boolean;
  readonly revision: number;
  /** The folders that the workspace was read from, absolute. */
  readonly folders: readonly string[];
  /** Whether a file of this name is adopted by a plan. */
  isAdopted(name: string): boolean;
  readonly name: string;
}

export function createLive(root: string, options: { readonly asOf: string; readonly version: string; readonly maker?: string }): Live {
  const workspace: Workspace = createWorkspace();
  const checker: Checker = createChecker(workspace, { asOf: options.asOf });
  const cache = workspaceCache(root);
  const seeds = new Map<string, LayoutSeed>();
  const placements = new Map<string, Placement>();
  /** What each view's picture was drawn from, as last given out. */
  const shown = new Map<string, string>();
  const pictures = new Map<string, { readonly said: string; readonly picture: ViewPicture }>();
  const charts = new Map<string, ChartData>();
  /** What the judge of geometry last found, by view. */
  const verdicts = new Map<string, readonly string[]>();
  /** The views that are yet to be judged, for the model as it is. */
  let unjudged: string[] = [];
  let judgedAnew = false;
  let files: WorkspaceFiles | undefined;
  let input: EmitInput | undefined;
  let data: SiteData | undefined;
  let revision = 0;
  let checkedIn = 0;
  refresh();
  return {
    refresh, site, view, judge,
    artifact: (id) => artifactTexts(current(), id),
    tidy(id) {
      seeds.delete(id);
      placements.delete(id);
      pictures.delete(id);
      input = undefined;
      unjudged.push(id);
    },
    get revision() {
      return revision;
    },
    isAdopted: (name) => workspace.adopted().some((file) => file === name || file.endsWith(`/${name}`)),
    get folders() {
      return files?.folders ?? [root];
    },
    get name() {
      return current().name;
    },
  };

  function refresh(): readonly string[] | "*" | undefined {
    const next = readWorkspace(root);
    const changes: FileChange[] = [];
    for (const [file, text] of next.files) if (files?.files.get(file) !== text) changes.push({ file, text });
    for (const file of files?.files.keys() ?? []) if (!next.files.has(file)) changes.push({ file, text: undefined });
    const before = new Map(files?.unreadable.map(({ file, reason }) => [file, reason]));
    for (const { file, reason } of next.unreadable) {
      if (before.get(file) !== reason) changes.push({ file, text: undefined, unread: reason });
      before.delete(file);
    }
    for (const file of before.keys()) if (!next.files.has(file)) changes.push({ file, text: undefined });
    const configured = files === undefined || files.config !== next.config;
    if (files && changes.length === 0 && !configured) return undefined;
    files = next;
    const started = performance.now();
    workspace.update(changes);
    if (configured) checker.configure(next.config);
    checker.diagnostics();
    checkedIn = Math.round(performance.now() - started);
    revision++;
    input = undefined;
    data = undefined;
    unjudged = [];
    if (shown.size === 0) return "*";
    const after = current();
    const changed = [...shown.keys()].filter((id) => shown.get(id) !== saidOf(after, id));
    for (const id of changed) shown.delete(id);
    // Views come and go while somebody models; what was kept of those that are gone goes too.
    const known = new Set(after.views.map((view) => view.id));
    for (const kept of [seeds, placements, pictures, verdicts]) for (const id of kept.keys()) if (!known.has(id)) kept.delete(id);
    return changed;
  }

  function current(): EmitInput {
    const lock = files?.protoLock === undefined ? undefined : readProtoLock(files.protoLock);
    return (input ??= createInput(workspace, checker, { asOf: options.asOf, ...(lock && !lock.problem ? { locks: { proto: lock.lock } } : {}), ...(options.maker === undefined ? {} : { maker: options.maker }), cache, placements, seedOf: (id) => seeds.get(id), onLayout: (id, seed) => void seeds.set(id, seed) }));
  }

  function site(): SiteData {
    if (data) return data;
    const now = current();
    unjudged = now.views.map((view) => view.id).reverse();
    const judged: EmitInput = { ...now, views: now.views, geometryFaults: (id) => verdicts.get(id) };
    const status = statusOf(judged, builtFiles(root), fieldVerdicts(root, now));
    return (data = siteData(now, { version: options.version, revision, status, root, checkedIn, charts }));
  }

  function judge(milliseconds: number): boolean {
    const now = current();
    const end = performance.now() + milliseconds;
    while (unjudged.length > 0 && performance.now() < end) {
      const id = unjudged.pop()!;
      const faults = now.geometryFaults(id) ?? [];
      if (verdicts.get(id)?.join() === faults.join()) continue;
      verdicts.set(id, faults);
      judgedAnew = true;
    }
    if (unjudged.length > 0) return true;
    if (judgedAnew) {
      judgedAnew = false;
      revision++;
      // What was read of the files is as it was: the next site asks the verdicts again and nothing else is another one.
      data = undefined;
    }
    return false;
  }

  /** A picture whose scene is as it was is given as it was. */
  function view(id: string): ViewPicture | undefined {
    const now = current();
    const said = saidOf(now, id);
    const known = pictures.get(id);
    if (known?.said === said) return { ...known.picture, revision };
    const picture = viewPicture(now, id, revision);
    if (!picture) return undefined;
    pictures.set(id, { said, picture });
    shown.set(id, said);
    return picture;
  }

  function saidOf(of: EmitInput, id: string): string {
    // A picture that is no graph has no scene: what is drawn says all.
    return JSON.stringify(of.scene(id) ?? of.drawing(id) ?? null);
  }
}
