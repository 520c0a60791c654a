import type { Severity } from "@groundplan/syntax";
import type { DecisionDocument } from "@groundplan/sources";
import type { KindGroup } from "@groundplan/vocabulary";
import type { Element, Model, Relation } from "@groundplan/model";
import type { Cycle, Level } from "./calls.ts";
import type { Lookup } from "./lookup.ts";
import type { Technologies } from "./technologies.ts";

/** The page of a rule, or of any other diagnostic: what `groundplan explain CODE` prints and the rule reference is made of. */
export interface RulePage {
  /** `family/name`; it never changes its meaning. */
  readonly code: string;
  readonly severity: Severity;
  /** In a few words. */
  readonly title: string;
  /** What is found, in a sentence or two. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  /** Plan text without and with the fault; several files are parted as `readExample` says. Both are checked by the tests. */
  readonly good: string;
  readonly bad: string;
}

/**
 * A place in the model rather than in a text, so that a finding stays true while the text around it moves: an element's
 * name, one of its settings, a single value of that, or a relation.
 */
export type Anchor =
  | { readonly element: string; readonly setting?: string; readonly value?: number }
  /** `nth` counts relations of the same id, from 0. */
  | { readonly relation: string; readonly source: string; readonly nth?: number; readonly setting?: string; readonly value?: number };

export interface Finding {
  readonly code: string;
  readonly at: Anchor;
  readonly message: string;
  readonly hint?: string;
  readonly related: readonly { readonly at: Anchor; readonly message: string }[];
  /** Overrides the rule's severity: a constraint that only says `should`. */
  readonly severity?: Severity;
  /** Text that would stand rightly in place of what the anchor names. */
  readonly replace?: string;
}

export interface RuleContext {
  readonly model: Model;
  /** Elements by group, and by what their settings name. Rules with scope `model` ask it rather than walk the model. */
  readonly lookup: Lookup;
  /** The catalogue, with what the workspace adds to it. */
  readonly technologies: Technologies;
  /** The day for which is checked, `2026-11-23`: what has ended by then has ended. */
  readonly asOf: string;
  /** The file behind a decision. */
  decision(id: string): DecisionDocument | undefined;
  report(at: Anchor, message: string, more?: { readonly hint?: string; readonly related?: Finding["related"]; readonly severity?: Severity; readonly replace?: string }): void;
  /** Computes something for all rules once per state of what it reads. */
  memo<T>(key: string, reads: readonly Facet[], compute: () => T): T;
}

/** What a rule over the whole model depends on: `relations`, or the elements of a group of kinds (all that they say). */
export type Facet = KindGroup | "relations";

/** Whatever may begin or end a relation, and so may hold, inherit and be named by others. */
export const ELEMENTS: readonly Facet[] = ["actor", "external", "system", "group", "container", "component", "interface", "operation", "topic"];

/**
 * Where the cause may stand when something is missing: in the element itself, in one that holds it (which hands its
 * settings down), in any element of a group, or wherever something should have named the element and names nothing, or
 * something else (`named`).
 */
export type Missing = "here" | "above" | "named" | KindGroup;

/**
 * A rule. With scope `element` it is asked for each element of its kinds, and may look at that element, at what holds it
 * and what it holds (at any depth), at the relations of all of these, and at the elements at their other ends with what
 * holds those — nothing else, for only then is it asked again. What else it looks at it names in `reads`: when one of
 * those facets changes, all its elements are asked again. It may report of any of the elements that it may look at.
 * With scope `model` it is asked once, and again when one of the facets that it reads has changed.
 * With scope `cycle` it is asked for each circle of calls between elements of its level, and again when that is another
 * one, or when an element along it says something else.
 *
 * What a rule finds may depend on what the model says and not on where in the texts it says so: an edit that only moves
 * things asks no rule again. So it takes no first one of several by the order of a text, but by their names.
 */
export type Rule = RulePage &
  /** What tells that something is missing keeps silent where a fault of the text may be the cause, see `doubt.ts`. */
  { readonly missing?: readonly Missing[] } &
  (
    | {
        readonly scope: "element";
        readonly kinds: readonly string[];
        readonly reads?: readonly Facet[];
        /** Whether there is anything, in what it may look at or in what it `reads`, that an element could break; as long as there is not, none is asked. */
        readonly applies?: (context: RuleContext) => boolean;
        /** It judges the relations that lead out of the element, and is not asked where there are none. */
        readonly outgoing?: true;
        readonly check: (element: Element, context: RuleContext) => void;
      }
    | { readonly scope: "model"; readonly reads: readonly Facet[]; readonly check: (context: RuleContext) => void }
    | { readonly scope: "cycle"; readonly level: Level; readonly check: (cycle: Cycle, context: RuleContext) => void }
  );

/** Whether two lists of findings say the same of the same. */
export function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return a.length === b.length && a.every((finding, index) => sameFinding(finding, b[index]!));
}

function sameFinding(a: Finding, b: Finding): boolean {
  return a === b || (
    a.code === b.code && a.message === b.message && a.hint === b.hint && a.severity === b.severity && a.replace === b.replace && sameAnchor(a.at, b.at) &&
    a.related.length === b.related.length && a.related.every((related, index) => related.message === b.related[index]!.message && sameAnchor(related.at, b.related[index]!.at))
  );
}

function sameAnchor(a: Anchor, b: Anchor): boolean {
  if (a.setting !== b.setting || a.value !== b.value) return false;
  if ("element" in a) return "element" in b && a.element === b.element;
  return "relation" in b && a.relation === b.relation && a.source === b.source && a.nth === b.nth;
}

/** The anchor of a relation. */
export function at(relation: Relation, setting?: string): Anchor {
  return setting === undefined ? { relation: relation.id, source: relation.source } : { relation: relation.id, source: relation.source, setting };
}
