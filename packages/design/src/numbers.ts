import { numberFields, type ApiDocument, type NumberEntry, type NumberLock, type NumberProblem } from "@groundplan/formats";
import type { Element, Model } from "@groundplan/model";
import { interfacesOf, readInterface } from "./interfaces.ts";

/** A gRPC interface, and the numbers of its file's fields by their names in that file. */
export interface NumberedInterface {
  readonly element: Element;
  readonly document: ApiDocument;
  readonly numbers: NumberLock;
}

/**
 * The numbers of all gRPC interfaces: those that the lock has, and new ones for what is new. What is gone from an interface stays in the
 * lock as reserved; the entries of an interface that is gone as a whole stay as they are, for it may come back.
 */
export function numberInterfaces(model: Model, before: NumberLock): { readonly interfaces: readonly NumberedInterface[]; readonly lock: NumberLock; readonly problems: readonly NumberProblem[] } {
  const interfaces: NumberedInterface[] = [];
  const problems: NumberProblem[] = [];
  const own = new Map<string, NumberEntry[]>();
  const rest: NumberEntry[] = [];
  const documents = interfacesOf(model).filter(({ style }) => style === "grpc").map(({ element }) => ({ element, document: readInterface(model, element.id)! }));
  for (const { document } of documents) own.set(document.package!, []);
  for (const entry of before.entries) {
    // The longest package that the name begins with: `shop.v1` may be one, and `shop.v1.cart` another.
    let at = entry.type.lastIndexOf(".");
    while (at > 0 && !own.has(entry.type.slice(0, at))) at = entry.type.lastIndexOf(".", at - 1);
    if (at > 0) own.get(entry.type.slice(0, at))!.push({ ...entry, type: entry.type.slice(at + 1) });
    else rest.push(entry);
  }
  for (const { element, document } of documents) {
    const numbered = numberFields(document, { entries: own.get(document.package!)! });
    interfaces.push({ element, document, numbers: numbered.lock });
    for (const problem of numbered.problems) problems.push({ ...problem, of: `${document.package!}.${problem.of}` });
    for (const entry of numbered.lock.entries) rest.push({ ...entry, type: `${document.package!}.${entry.type}` });
  }
  return { interfaces, lock: { entries: rest }, problems };
}
