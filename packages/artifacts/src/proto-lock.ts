import { numberInterfaces } from "@groundplan/design";
import { readNumberLock, writeNumberLock, type NumberEntry, type NumberLock } from "@groundplan/formats";
import type { Model } from "@groundplan/model";

/**
 * The text of `proto.lock` as it is to be after a build of this model, and how many numbers are new in it; undefined where it stays as
 * it is, or would be empty.
 */
export function nextProtoLock(model: Model, before: NumberLock): { readonly text: string; readonly added: number; readonly reserved: number } | undefined {
  const { lock } = numberInterfaces(model, before);
  const text = writeNumberLock(lock);
  if (lock.entries.length === 0 || text === writeNumberLock(before)) return undefined;
  const retired = (entries: readonly NumberEntry[]): number => entries.filter((entry) => entry.reserved).length;
  return { text, added: lock.entries.length - before.entries.length, reserved: retired(lock.entries) - retired(before.entries) };
}

/** Reads `proto.lock`. With a problem it must not be used, nor built without: numbers would be given twice. */
export function readProtoLock(text: string): { readonly lock: NumberLock; readonly problem?: { readonly line: number; readonly message: string; readonly hint: string | undefined } } {
  const { lock, problems } = readNumberLock(text);
  const [first] = problems;
  return first ? { lock, problem: { line: text.slice(0, first.from).split("\n").length, message: first.message, hint: first.hint } } : { lock };
}
