// Draws every view of the given workspaces and writes, as JSON, the SVG of both themes with the picture's figures.
import { writeFileSync } from "node:fs";
import { createChecker } from "@groundplan/checks";
import { createInput } from "@groundplan/artifacts";
import { measureScene, renderSvg } from "@groundplan/diagrams";
import { readWorkspace } from "@groundplan/disk";
import { findGeometryFaults, layout } from "@groundplan/layout";
import { createWorkspace } from "@groundplan/model";

const [output, ...roots] = process.argv.slice(2);
const pictures: unknown[] = [];
for (const root of roots) {
  const files = readWorkspace(root);
  const workspace = createWorkspace();
  workspace.update([...files.files].map(([file, text]) => ({ file, text })));
  const checker = createChecker(workspace, { asOf: "2026-11-23" });
  checker.configure(files.config);
  const input = createInput(workspace, checker, { asOf: "2026-11-23" });
  for (const view of input.views) {
    const scene = input.scene(view.id)!;
    const graph = measureScene(scene);
    const started = performance.now();
    const placed = layout(graph, { direction: scene.direction });
    const milliseconds = performance.now() - started;
    const drawing = input.drawing(view.id)!;
    pictures.push({
      workspace: root.split(/[\\/]/).pop(), id: view.id, title: view.title, nodes: scene.nodes.length, edges: scene.edges.length, width: drawing.width, height: drawing.height, milliseconds,
      bends: placed.edges.reduce((sum, edge) => sum + Math.max(0, edge.points.length - 2), 0), faults: findGeometryFaults(graph, placed).length,
      light: renderSvg(drawing, { theme: "light" }), dark: renderSvg(drawing, { theme: "dark" }),
    });
  }
}
writeFileSync(output!, JSON.stringify(pictures));
