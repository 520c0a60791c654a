import type { Element, Relation } from "@groundplan/model";

/** Whether the model says it in types, or whether it was taken to be so where it says nothing. */
export type Certainty = "stated" | "assumed";

/** What an element is in a data-flow diagram (DeMarco, Structured Analysis and System Specification, 1978); a queue is a store that is read in order. */
export type Role = "entity" | "process" | "store" | "queue";

/** Something between which data flows: a person, an external system, a container, a topic. Components belong to their container. */
export interface DataNode {
  /** The element's qualified name. */
  readonly id: string;
  readonly element: Element;
  readonly role: Role;
  readonly zone: Zone;
}

/** Whoever is in one zone is trusted alike; what flows from one to another crosses a trust boundary. */
export interface Zone {
  /** Unique: `trust internal`, `system shop`, `outside`. */
  readonly id: string;
  readonly title: string;
  /** Named by `trust`; a system; whoever and whatever stands outside. */
  readonly is: "named" | "system" | "outside";
}

/** Something that travels: data of a type, or what words or a parameter's name say. */
export interface Datum {
  readonly name: string;
  /** The qualified name of its type or entity; none for words and parameters. */
  readonly type: string | undefined;
  /** Classes of its own fields, in the order of `CLASSES`; those that a field's `per …` or the relation takes away are left out. */
  readonly classes: readonly string[];
  readonly certainty: Certainty;
}

/** What is known of the way on which data travels. */
export interface Wire {
  /** The technology as written: `grpc`. */
  readonly protocol: string | undefined;
  /** As the relation says, else as its protocol is by itself; unknown where it is set up one way or the other. */
  readonly encrypted: "yes" | "no" | "unknown";
  /** How the caller shows who it is, as the interface says: `oauth2`; `none` where it says that nobody need. Undefined where there is no interface, or it is silent. */
  readonly auth: readonly string[] | undefined;
}

/** Data on its way from one node to another, in one direction, over one relation. */
export interface DataFlow {
  /** Unique, and the same whatever the order of the text. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** By name. Empty where nothing is said. */
  readonly data: readonly Datum[];
  /** Some of it has no type: it is taken to carry whatever its source holds. */
  readonly untyped: boolean;
  /** Classes that the relation, or what it begins in, takes away, with the way. */
  readonly stops: ReadonlyMap<string, string>;
  /** The relation along which it goes; none where a step or an access pattern alone tells of it. */
  readonly relation: Relation | undefined;
  /** What says so: relations, steps and access patterns, by id. */
  readonly saidBy: readonly string[];
  /** It goes against the relation's arrow: a reply, or what is read. */
  readonly back: boolean;
  /** From a part to the whole in whose name data is sent. */
  readonly part: boolean;
  readonly wire: Wire;
}

/** A declared way to take a class away from data. */
export interface Declassifier {
  /** A field, an element, or the source of a relation. */
  readonly at: string;
  readonly relation: Relation | undefined;
  readonly class: string;
  /** `hash`, `token` … */
  readonly way: string;
}
