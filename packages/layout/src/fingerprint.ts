import type { Input } from "./input.ts";

/** A number of 64 bits, in hexadecimal, that stands for all of the input that the picture depends on. */
export function fingerprint(input: Input): string {
  const { nodes, groups, edges, parent, source, target, direction, aspect } = input;
  const text = JSON.stringify([
    direction,
    aspect,
    nodes.map(({ id, width, height, pinned, rows }, v) => [id, width, height, parent[v], pinned, rows]),
    groups.map(({ id, title, direction: own }, g) => [id, title.width, title.height, own, parent[nodes.length + g]]),
    edges.map(({ id, label, sourceRow, targetRow, weight }, e) => [id, source[e], target[e], label?.width, label?.height, sourceRow, targetRow, weight]),
  ]);
  return hash(text, 0x811c9dc5) + hash(text, 0x9747b28c);
}

/** FNV-1a of 32 bits (Fowler, Noll, Vo) over the text's code units, from the given start. */
function hash(text: string, start: number): string {
  let value = start;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}
