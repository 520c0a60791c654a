import type { Diagnostic } from "@groundplan/syntax";

/** Diagnostics in buckets, read by file; only files whose buckets changed are put together again. */
export interface Store {
  put(bucket: string, diagnostics: readonly Diagnostic[]): void;
  /** The buckets in which something is told of one of these files, or refers to it. */
  touching(files: Iterable<string>): ReadonlySet<string>;
  clear(): void;
  read(): ReadonlyMap<string, readonly Diagnostic[]>;
}

export function createStore(): Store {
  const buckets = new Map<string, { readonly diagnostics: readonly Diagnostic[]; readonly files: ReadonlySet<string> }>();
  const byFile = new Map<string, Map<string, readonly Diagnostic[]>>();
  /** The buckets that tell of a file, or refer to it. */
  const bucketsOf = new Map<string, Set<string>>();
  let sorted = new Map<string, readonly Diagnostic[]>();
  const dirty = new Set<string>();
  return {
    put(bucket, diagnostics) {
      const old = buckets.get(bucket);
      if (!old && diagnostics.length === 0) return;
      if (old) {
        for (const file of old.files) {
          if (byFile.get(file)?.delete(bucket)) dirty.add(file);
          bucketsOf.get(file)!.delete(bucket);
        }
      }
      if (diagnostics.length === 0) {
        buckets.delete(bucket);
        return;
      }
      const files = new Set<string>();
      const split = new Map<string, Diagnostic[]>();
      for (const diagnostic of diagnostics) {
        files.add(diagnostic.file);
        for (const related of diagnostic.related) files.add(related.file);
        const list = split.get(diagnostic.file);
        if (list) list.push(diagnostic);
        else split.set(diagnostic.file, [diagnostic]);
      }
      for (const [file, list] of split) {
        dirty.add(file);
        let lists = byFile.get(file);
        if (!lists) byFile.set(file, (lists = new Map()));
        lists.set(bucket, list);
      }
      for (const file of files) {
        const others = bucketsOf.get(file);
        if (others) others.add(bucket);
        else bucketsOf.set(file, new Set([bucket]));
      }
      buckets.set(bucket, { diagnostics, files });
    },
    touching(files) {
      const found = new Set<string>();
      for (const file of files) for (const bucket of bucketsOf.get(file) ?? []) found.add(bucket);
      return found;
    },
    clear() {
      bucketsOf.clear();
      buckets.clear();
      byFile.clear();
      sorted.clear();
      dirty.clear();
    },
    read() {
      let inserted = false;
      for (const file of dirty) {
        const lists = byFile.get(file);
        if (!lists || lists.size === 0) sorted.delete(file);
        else {
          inserted ||= !sorted.has(file);
          sorted.set(file, [...lists.values()].flat().sort(inOrder));
        }
      }
      dirty.clear();
      if (inserted) sorted = new Map([...sorted].sort((a, b) => (a[0] < b[0] ? -1 : 1)));
      return new Map(sorted);
    },
  };
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return a.from - b.from || a.to - b.to || (a.code < b.code ? -1 : a.code > b.code ? 1 : a.message < b.message ? -1 : a.message > b.message ? 1 : 0);
}
