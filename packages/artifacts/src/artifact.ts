import type { Diagnostic } from "@groundplan/syntax";
import type { Technologies } from "@groundplan/checks";
import type { NumberLock } from "@groundplan/formats";
import type { Drawing, Scene, ViewSummary } from "@groundplan/diagrams";
import type { Model, Workspace } from "@groundplan/model";

/** Who owns a file that Groundplan writes or reads: see ARCHITECTURE.md, «Every file has one owner». */
export type Ownership = "derived" | "scaffold" | "drafted" | "adopted";

/** Where an artifact's truth comes from: the model, a proposal for people to make theirs, or people. */
export type Origin = "derived" | "drafted" | "authored";

/** One of the thirty-five artifacts of the mission. */
export interface Artifact {
  /** The mission's number: `1.2`. */
  readonly id: string;
  readonly name: string;
  readonly phase: number;
  readonly origin: Origin;
}

/** A file as emitted, before anything is written. */
export interface OutputFile {
  /** Below the output folder, forward slashes. */
  readonly path: string;
  /** The artifact's number; `site` for the site's own files. */
  readonly artifact: string;
  /** What it is: `svg`, `markdown`, `mermaid` … the list is in the command line's contract. */
  readonly format: string;
  readonly ownership: Ownership;
  /** The view that it shows, as a picture or in the language of another tool. */
  readonly view?: string;
  /** All that the content follows from, where that is cheaper to say than the content: equal keys, equal bytes. */
  readonly key?: string;
  readonly content: () => string | Uint8Array;
  /** What the format cannot say of the model, each thing once: told by a build. Computed with the content. */
  readonly losses?: () => readonly string[];
  /** It is the page of its artifact that names what the other files could not say. */
  readonly namesLosses?: true;
}

/** What was given once and is kept: read beside `groundplan.yaml`, and written there by whoever builds. */
export interface Locks {
  /** The numbers of the fields of proto files, types by their full names: `shop.cart.v1.Item`. */
  readonly proto: NumberLock;
}

/** What every emitter is given: the model, and what was computed of it. */
export interface EmitInput {
  readonly workspace: Workspace;
  readonly model: Model;
  readonly technologies: Technologies;
  /** The workspace's name: that of `groundplan.yaml`, else of its only system, else `Workspace`. */
  readonly name: string;
  /** The day for which is emitted; dates of support and reviews are judged by it. */
  readonly asOf: string;
  /** Which code emits: another value of it means that everything may look different. It is part of every key. */
  readonly maker: string;
  /** What is kept in the workspace so that it stays as it was given once. */
  readonly locks: Locks;
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Every view, in the order of the site. */
  readonly views: readonly ViewSummary[];
  /** Where the files of a view stand below the output folder, without an ending. */
  viewPath(view: ViewSummary): string;
  scene(viewId: string): Scene | undefined;
  /** The finished drawing of a view, laid out once and kept. */
  drawing(viewId: string): Drawing | undefined;
  /** What is wrong with the layout that the drawing is made of, as `edge-through-node a b`; judged once and kept. Undefined where it is yet to be judged. */
  geometryFaults(viewId: string): readonly string[] | undefined;
}

/** Makes the files of one artifact in one or more formats. A pure function of its input: same input, same bytes. */
export interface Emitter {
  readonly artifact: string;
  readonly name: string;
  emit(input: EmitInput): Iterable<OutputFile>;
}

/** What one judge says of one artifact. A judge that could not run is skipped, by name, and never passed. */
export interface Verdict {
  readonly judge: string;
  readonly artifact: string;
  readonly file: string;
  readonly result: "passed" | "failed" | "skipped";
  readonly detail: string;
}

/** A judge that runs for every user, without anything installed. */
export interface Judge {
  readonly name: string;
  readonly artifact: string;
  /** Formats that it reads. */
  readonly formats: readonly string[];
  judge(files: readonly OutputFile[], input: EmitInput): readonly Verdict[];
}
