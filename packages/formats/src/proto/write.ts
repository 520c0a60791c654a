import type { ApiDocument } from "../api.ts";
import type { Writing } from "../reading.ts";
import { noNumbers, numberPlan, type NumberLock } from "./numbers.ts";
import { planFile } from "./plan-file.ts";
import { printProto } from "./print.ts";

export interface ProtoWriteOptions {
  /** In place of the document's own: `shop.v1`. A document of another format has one made of its title. */
  readonly package?: string;
  /** The numbers of this file as `numberFields` gave them; fields that it does not know get the next ones. */
  readonly numbers?: NumberLock;
}

/**
 * Writes a document as a proto3 file by the style guide (https://protobuf.dev/programming-guides/style): services, then
 * types in their order; docs as comments in front; imports of protobuf's own files as needed. Names that proto cannot have
 * are turned into its spelling, enums get a value zero, records and unions become messages; all this is told as lost, with
 * everything that proto has no words for.
 */
export function writeProto(document: ApiDocument, options: ProtoWriteOptions = {}): Writing {
  const file = planFile(document, options.package);
  const { lock, problems } = numberPlan(file, options.numbers ?? noNumbers, {});
  return { text: printProto(file, lock), losses: [...file.losses, ...problems.map(({ message }) => ({ what: `the number of a field: ${message}` }))] };
}
