import type { Box, LayoutGraph, LayoutResult, PlacedGroup } from "@groundplan/layout";

/**
 * A layout for tests of the painter alone, so that its pictures do not change with the engine: the nodes of each group in a
 * row, groups below each other, edges as an angle from middle to middle.
 */
export function gridLayout(graph: LayoutGraph): LayoutResult {
  const nodes = new Map<string, Box>();
  const groups = new Map<string, PlacedGroup>();
  let widest = 0;
  const place = (parent: string | undefined, left: number, top: number): { right: number; bottom: number } => {
    let x = left;
    let y = top;
    let right = left;
    for (const node of graph.nodes.filter((candidate) => candidate.parent === parent)) {
      nodes.set(node.id, { x, y, width: node.width, height: node.height });
      x += node.width + 48;
      right = Math.max(right, x - 48);
    }
    const row = graph.nodes.filter((candidate) => candidate.parent === parent).map((node) => node.height);
    y += row.length === 0 ? 0 : Math.max(...row) + 56;
    for (const group of graph.groups.filter((candidate) => candidate.parent === parent)) {
      const inner = place(group.id, left + 20, y + 40);
      const width = Math.max(inner.right - left + 20, group.title.width + 32);
      groups.set(group.id, { x: left, y, width, height: inner.bottom - y + 20, title: { x: left + 16, y: y + 10, ...group.title } });
      y = inner.bottom + 20 + 40;
      right = Math.max(right, left + width);
    }
    widest = Math.max(widest, right);
    return { right, bottom: Math.max(top, y - 40) };
  };
  const { bottom } = place(undefined, 0, 0);
  const middle = (id: string): { x: number; y: number } => {
    const box = nodes.get(id) ?? groups.get(id)!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const edges = graph.edges.map((edge) => {
    const [a, b] = [middle(edge.source), middle(edge.target)];
    const points = [a, { x: b.x, y: a.y }, b];
    const label = edge.label === undefined ? {} : { label: { x: (a.x + b.x - edge.label.width) / 2, y: a.y - edge.label.height / 2, ...edge.label } };
    return { id: edge.id, points, ...label };
  });
  return { width: widest, height: bottom, nodes, groups, edges, seed: { version: 0 } };
}
