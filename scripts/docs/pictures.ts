import { join } from "node:path";
import { createInput, emitters, type OutputFile } from "@groundplan/artifacts";
import { createChecker } from "@groundplan/checks";
import { readWorkspace } from "@groundplan/disk";
import { createWorkspace } from "@groundplan/model";
import type { DocFile } from "./pages.ts";

/** The day for which the pictures are drawn, so that they do not change by themselves. */
export const PICTURES_AS_OF = "2026-11-23";

/** A picture of the documents: one that a build of a workspace makes. */
export interface DocPicture {
  /** In docs/pictures. */
  readonly name: string;
  readonly workspace: string;
  /** The end of its path in the build, without theme and ending. */
  readonly picture: string;
}

export const pictures: readonly DocPicture[] = [
  { name: "context", workspace: "examples/astronomy-shop", picture: "context/shop" },
  { name: "placing-an-order", workspace: "examples/astronomy-shop", picture: "view/placing-an-order" },
  { name: "order-transport", workspace: "examples/astronomy-shop", picture: "choice-order-transport" },
  { name: "decisions", workspace: "examples/astronomy-shop", picture: "timeline" },
  { name: "packages", workspace: "architecture", picture: "view/packages-in-stages" },
];

/** The pictures as a build draws them today. */
export function docPictures(root: string): readonly DocFile[] {
  const builds = new Map<string, readonly OutputFile[]>();
  return pictures.map(({ name, workspace, picture }) => {
    const files = builds.get(workspace) ?? filesOf(join(root, workspace));
    builds.set(workspace, files);
    const content = files.find((file) => file.path.endsWith(`/${picture}.light.svg`))?.content();
    if (typeof content !== "string") throw new Error(`${workspace} has no picture ${picture}`);
    return { path: `docs/pictures/${name}.svg`, text: content };
  });
}

function filesOf(root: string): readonly OutputFile[] {
  const { files, config } = readWorkspace(root);
  const workspace = createWorkspace();
  workspace.update([...files].map(([file, text]) => ({ file, text })));
  const checker = createChecker(workspace, { asOf: PICTURES_AS_OF });
  checker.configure(config);
  const input = createInput(workspace, checker, { asOf: PICTURES_AS_OF });
  return emitters.flatMap((emitter) => [...emitter.emit(input)]);
}
