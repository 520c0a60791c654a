import type { Diagnostic, RelatedPlace } from "@groundplan/syntax";
import { nearest, oneOf, withArticle, type Vocabulary } from "@groundplan/vocabulary";
import type { Failure } from "./link.ts";
import { lastOf, parentOf } from "./names.ts";
import { byText, declarationAt, type NameTable } from "./table.ts";

/** Suggestions are searched for this many names at most; a workspace with more faults has other troubles. */
const MOST_SUGGESTIONS = 50;
/** Places beyond these are counted, not shown. */
const MOST_PLACES = 8;
/** What may have parts that are named from outside. */
const HOLDERS: readonly string[] = ["@type"];

/**
 * Tells of the names that were not found. One mistake gives one diagnostic: a name that is missing in many places is
 * told once, at the first of them, the others being related places.
 */
export function tellFailures(failures: readonly Failure[], table: NameTable, vocabulary: Vocabulary): Diagnostic[] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const { lookup } = failure;
    // A part of what is not there was told with that.
    if (failure.candidates !== undefined && holdersOf(failure).length === 0) continue;
    const key = failure.candidates !== undefined ? `part ${failure.candidates.join()}` : `${lookup.failure} ${failure.name} ${lookup.failure === "wrong-kind" ? `${lookup.candidate} ${failure.accepts.join()}` : lookup.failure === "ambiguous" ? lookup.candidates.join() : ""}`;
    const group = groups.get(key);
    if (group) group.push(failure);
    else groups.set(key, [failure]);
  }
  const told: Diagnostic[] = [];
  const sorted = [...groups.values()].map((group) => group.sort((a, b) => byText(a.file, b.file) || a.from - b.from)).sort((a, b) => byText(a[0]!.file, b[0]!.file) || a[0]!.from - b[0]!.from);
  for (const [index, group] of sorted.entries()) {
    const first = group[0]!;
    const others: RelatedPlace[] = group.slice(1, MOST_PLACES + 1).map((failure) => ({ file: failure.file, from: failure.from, to: failure.to, message: "also named here" }));
    const count = group.length > MOST_PLACES + 1 ? ` It is named in ${group.length} places.` : "";
    told.push(tell(first, others, count, index < MOST_SUGGESTIONS));
  }
  return told;

  /** The names of what a part was looked for in, as far as it is there. */
  function holdersOf({ candidates, scope }: Failure): readonly string[] {
    return (candidates ?? []).flatMap((name) => table.lookup(scope ?? "", parentOf(name) ?? "", HOLDERS, vocabulary).found?.name ?? []);
  }

  function tellPart(failure: Failure, others: readonly RelatedPlace[], count: string): Diagnostic {
    const { name, file, from, to } = failure;
    const holders = holdersOf(failure);
    const parts = holders.flatMap((holder) => [...(table.entries.get(holder)?.children ?? [])].filter(({ kind }) => kind !== undefined && vocabulary.covers(failure.accepts, kind)));
    const near = nearest(lastOf(name), parts.map((part) => lastOf(part.name)).sort(byText));
    const found = parts.find((part) => lastOf(part.name) === near);
    const kind = words(failure.accepts).replace(/^an? /, "");
    return {
      severity: "error", file, from, to, code: "model/unknown-name", message: `${oneOf(holders)} has no ${kind} ${name}.${count}`, related: [...(found ? declaredAt(found.name, `${found.name} is declared here`) : []), ...others],
      hint: near !== undefined ? `Did you mean ${near}?` : parts.length === 0 ? `It has no ${kind} at all.` : parts.length > 12 ? `It has ${parts.length} of other names.` : `It has ${oneOf(parts.map((part) => lastOf(part.name)))}.`,
      ...(near === undefined ? {} : { fix: { title: `Write ${near}`, edits: [failure, ...groups.get(`part ${failure.candidates!.join()}`)!.slice(1)].map((site) => ({ file: site.file, from: site.from, to: site.to, text: near })) } }),
    };
  }

  function tell(failure: Failure, others: readonly RelatedPlace[], count: string, suggest: boolean): Diagnostic {
    const { name, lookup, file, from, to } = failure;
    const place = { severity: "error", file, from, to } as const;
    if (failure.candidates !== undefined) return tellPart(failure, others, count);
    switch (lookup.failure) {
      case "ambiguous": {
        const shown = lookup.candidates.slice(0, MOST_PLACES);
        return { ...place, code: "model/ambiguous-name", message: `${name} may be ${oneOf(shown)}.${count}`, hint: `Write more of the name, as ${shown[0]}.`, related: [...shown.flatMap((candidate) => declaredAt(candidate, candidate)), ...others] };
      }
      case "wrong-kind": {
        const kind = table.entries.get(lookup.candidate)?.kind;
        return { ...place, code: "model/wrong-kind", message: `${name} is ${withArticle(kind?.name ?? "thing of unknown kind")}; ${words(failure.accepts)} belongs here.${count}`, related: [...declaredAt(lookup.candidate, "declared here"), ...others] };
      }
      case "unknown": {
        const near = suggest ? suggestion(failure) : undefined;
        return {
          ...place, code: "model/unknown-name", message: `Nothing is named ${name}.${count}`, related: [...(near ? declaredAt(near.name, `${near.name} is declared here`) : []), ...others],
          hint: near ? `Did you mean ${near.text}?` : `${words(failure.accepts, true)} of that name must be declared somewhere in the workspace.`,
          ...(near ? { fix: { title: `Write ${near.text}`, edits: [failure, ...groups.get(`unknown ${name} `)!.slice(1)].map((site) => ({ file: site.file, from: site.from, to: site.to, text: near.text })) } } : {}),
        };
      }
    }
  }

  function declaredAt(name: string, message: string): readonly RelatedPlace[] {
    const site = table.entries.get(name)?.primary;
    if (!site) return [];
    const declaration = declarationAt(site);
    return [{ file: site.unit.file, from: declaration.from, to: declaration.to, message }];
  }

  /** The declared name that a misspelt one is nearest to: its last part misspelt, or the parts before it. */
  function suggestion(failure: Failure): { readonly name: string; readonly text: string } | undefined {
    const last = lastOf(failure.name);
    const fits = (name: string): boolean => {
      const kind = table.entries.get(name)?.kind;
      return kind !== undefined && vocabulary.covers(failure.accepts, kind);
    };
    let candidates = table.endingWith(last).filter(fits);
    if (candidates.length === 0) {
      const pool: string[] = [];
      for (const segment of table.lastSegments()) if (Math.abs(segment.length - last.length) <= 1 + last.length / 3 && table.endingWith(segment).some(fits)) pool.push(segment);
      const near = nearest(last, pool.sort(byText));
      if (near === undefined) return undefined;
      candidates = table.endingWith(near).filter(fits);
    }
    if (candidates.length === 0) return undefined;
    const sorted = [...candidates].sort((a, b) => a.length - b.length || byText(a, b));
    const best = failure.name.includes(".") ? (nearest(failure.name, sorted) ?? sorted[0]!) : sorted[0]!;
    const short = lastOf(best);
    return { name: best, text: candidates.length === 1 && table.endingWith(short).length === 1 ? short : best };
  }
}

function words(accepts: readonly string[], capital = false): string {
  const named = accepts.map((kind) => kind.replace("@", ""));
  const text = named.length > 5 ? "an element" : oneOf(named.map(withArticle));
  return capital ? text[0]!.toUpperCase() + text.slice(1) : text;
}
