import type { Parameter, Response } from "../api.ts";
import type { FormatProblem, Json, Loss } from "../reading.ts";
import type { SchemaReader } from "../json-schema/schemas.ts";
import type { Node } from "../tree/node.ts";
import { jsonOf, membersOf, valueOf } from "../tree/node.ts";
import { follow } from "../tree/reference.ts";

/** The document while it is read. */
export interface Source {
  readonly root: Node;
  readonly version: "2" | "3.0" | "3.1";
  readonly schemas: SchemaReader;
  readonly problems: FormatProblem[];
  readonly losses: Loss[];
  /** Components are read once, and shared by all who refer to them. */
  readonly parameters: Map<Node, Parameter>;
  readonly responses: Map<Node, Omit<Response, "status">>;
  readonly examples: Map<Node, Json>;
  /** Components that something refers to. */
  readonly used: Set<Node>;
  /** Names of examples, which no document carries. */
  readonly exampleNames: { count: number; first?: { readonly from: number; readonly to: number } };
}

/** What a node refers to, with the name of the component that it then is; undefined where it leads nowhere, which is told. */
export function resolve(source: Source, node: Node): { readonly node: Node; readonly component?: string } | undefined {
  const target = follow(source.root, node);
  if ("problem" in target) {
    source.problems.push(target.problem);
    return undefined;
  }
  if (target.node === node) return { node };
  source.used.add(target.node);
  const component = target.tokens[target.tokens.length - 1];
  return component === undefined ? { node: target.node } : { node: target.node, component };
}

/** `example` or `examples` of a parameter, header or media type. */
export function examplesOf(source: Source, node: Node): readonly Json[] | undefined {
  const one = valueOf(node, "example");
  if (one !== undefined) return [data(source, one)];
  const result: Json[] = [];
  for (const { key, value, from, to } of membersOf(valueOf(node, "examples"))) {
    const target = resolve(source, value);
    if (target === undefined) continue;
    const inside = valueOf(target.node, "value");
    if (inside === undefined) {
      source.losses.push({ what: `the example ${key.slice(0, 80)}, which stands elsewhere`, at: { from, to } });
      continue;
    }
    if (!/^(?:default|example[0-9]*)$/.test(key) || valueOf(target.node, "summary") !== undefined || valueOf(target.node, "description") !== undefined) {
      source.exampleNames.count += 1;
      source.exampleNames.first ??= { from, to };
    }
    result.push(data(source, inside));
  }
  return result.length === 0 ? undefined : result;
}

function data(source: Source, node: Node): Json {
  let known = source.examples.get(node);
  if (known === undefined) {
    known = jsonOf(node);
    source.examples.set(node, known);
  }
  return known;
}
