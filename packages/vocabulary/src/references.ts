import type { NameNode, Signature, TypeNode, Value } from "./grammar.ts";

/** A name in a value that the linker looks up. */
export interface NamedInValue {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Kinds and groups that may stand there. */
  readonly accepts: readonly string[];
  /** A free word may stand there too: what is found nowhere is taken for one. */
  readonly optional: boolean;
  /** Neither is it a fault that something of another kind bears the name: what types are called need not be modelled. */
  readonly free?: boolean;
  /** It is looked up in what this setting of the element around names. */
  readonly in?: string;
}

const TYPES: readonly string[] = ["@type"];
const NONE: readonly NamedInValue[] = [];

/** Every name in a value, in the order in which they are written. */
export function namesIn(value: Value): readonly NamedInValue[] {
  switch (value.type) {
    case "reference":
      return [{ name: value.name, from: value.from, to: value.to, accepts: value.grammar.to, optional: false, ...(value.grammar.in === undefined ? {} : { in: value.grammar.in }) }];
    case "weighted":
      return namesIn(value.value);
    case "type":
      return namesOfType(value.expression).map((node) => named(node, value.grammar.to, value.grammar.orText === true));
    case "signature":
      return namesOfSignature(value.signature).map((node) => named(node, TYPES, true));
    case "path":
      return value.stops.map((node) => named(node, value.grammar.to, false));
    case "volume":
      return value.per ? [named(value.per, TYPES, false)] : [];
    case "query":
      return [named(value.query.entity, TYPES, false)];
    default:
      return NONE;
  }
}

/** The same value with the targets of its names; `targetOf` is given the offset of each. */
export function withTargets(value: Value, targetOf: (from: number) => string | undefined): Value {
  const node = <N extends NameNode>(name: N): N => {
    const target = targetOf(name.from);
    return target === undefined ? name : { ...name, target };
  };
  const type = (expression: TypeNode): TypeNode => {
    switch (expression.is) {
      case "scalar":
        return expression;
      case "name":
        return node(expression);
      case "optional":
        return { ...expression, of: type(expression.of) };
      default:
        return { ...expression, of: expression.of.map(type) };
    }
  };
  switch (value.type) {
    case "reference": {
      const target = targetOf(value.from);
      return target === undefined ? value : ({ ...value, target } as Value);
    }
    case "weighted":
      return { ...value, value: withTargets(value.value, targetOf) };
    case "type":
      return { ...value, expression: type(value.expression) };
    case "signature":
      return { ...value, signature: { ...value.signature, takes: value.signature.takes.map((part) => ({ ...part, type: type(part.type) })), gives: value.signature.gives.map((part) => (part.type ? { ...part, type: type(part.type) } : part)) } };
    case "path":
      return { ...value, stops: value.stops.map(node) };
    case "volume":
      return value.per ? { ...value, per: node(value.per) } : value;
    case "query":
      return { ...value, query: { ...value.query, entity: node(value.query.entity) } };
    default:
      return value;
  }
}

/** The names of a type, from left to right. Types are nested in each other a little way only: see `readType`. */
export function namesOfType(node: TypeNode): readonly NameNode[] {
  switch (node.is) {
    case "scalar":
      return [];
    case "name":
      return [node];
    case "optional":
      return namesOfType(node.of);
    default:
      return node.of.flatMap(namesOfType);
  }
}

function namesOfSignature({ takes, gives }: Signature): readonly NameNode[] {
  return [...takes.map((part) => part.type), ...gives.flatMap((part) => part.type ?? [])].flatMap(namesOfType);
}

function named(node: NameNode, accepts: readonly string[], optional: boolean): NamedInValue {
  return { name: node.name, from: node.from, to: node.to, accepts, optional, ...(optional ? { free: true } : {}) };
}
