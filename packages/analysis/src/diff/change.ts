import type { NumberLock } from "@groundplan/formats";
import type { Model } from "@groundplan/model";

/** One of the two models that are compared. A `Workspace` has the first two. */
export interface DiffSide {
  readonly model: Model;
  /** The text of a plan file, a decision or an adopted file. */
  text(file: string): string | undefined;
  /** What `proto.lock` says; absent where there is none. */
  readonly numbers?: NumberLock;
  /** How many errors of text and of names there are: what stands behind one may be missing from the model. */
  readonly errors?: number;
  /** The files that these are told of. */
  readonly faulty?: ReadonlySet<string>;
}

export type SideName = "before" | "after";

/** Where something is written, and in which of the two models. */
export interface SidePlace {
  readonly side: SideName;
  readonly file: string;
  /** An offset, in UTF-16 code units. */
  readonly from: number;
}

/** Why a change breaks those who kept to the old description. */
export interface Break {
  /** A word of the judge's own, which never changes its meaning: `FIELD_SAME_TYPE` of buf, `field-required`. */
  readonly rule: string;
  /** A sentence. */
  readonly reason: string;
  /** Who says that this breaks: the source of the rule. */
  readonly source: string;
}

/** An element that relies on what was changed. */
export interface Consumer {
  /** The qualified name in the second model. */
  readonly id: string;
  /** `calls it ("asks for the price")`, `calls it in the flow shop.PlaceOrder`. */
  readonly how: string;
  readonly place: SidePlace;
  /** It names only what holds the thing: whether it relies on this part of it is not said. */
  readonly vague?: true;
  /** It does so no more in the second model: what runs still does, until it is released. */
  readonly adapted?: true;
}

export type ChangeWord = "added" | "removed" | "changed" | "renamed" | "moved";

/** One difference between two models. */
export interface PlanChange {
  readonly change: ChangeWord;
  /** `element` or `relation` as a whole; of one that changed the setting, or `kind`, `title`, `description`, `order`, `label`; `contract` where only what follows from it changed. */
  readonly what: string;
  /** The qualified name in the second model, or in the first where it is gone. Of a relation its id. */
  readonly id: string;
  /** The name of the kind; `relation`. */
  readonly kind: string;
  /** The title, or the words of an item that has no name. */
  readonly label?: string;
  readonly before?: string;
  readonly after?: string;
  /** How many elements lie in what was added or removed, itself left out. */
  readonly parts?: number;
  readonly place?: SidePlace;
  /** Empty: it breaks nobody. The first one is the gravest. */
  readonly breaks: readonly Break[];
  /** Who relies on it; only of what breaks. */
  readonly consumers: readonly Consumer[];
}

export interface PlanDiff {
  /** By id, and what is said of one id in a fixed order. */
  readonly changes: readonly PlanChange[];
  /** What the comparison could not see, as sentences. */
  readonly notes: readonly string[];
}
