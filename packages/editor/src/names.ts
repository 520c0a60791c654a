import { isPlainName } from "@groundplan/syntax";
import { endsWithPath, lastOf, parentOf, qualify, type Model, type Relation, type Workspace } from "@groundplan/model";
import type { Kind } from "@groundplan/vocabulary";

/** A place where a name, or one segment of a dotted name, stands: offsets are UTF-16 code units of its file. */
export interface Occurrence {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  /** The qualified name of what it means. */
  readonly id: string;
  readonly role: "declaration" | "extension" | "reference";
  /** The whole dotted name that the segment is part of. */
  readonly wholeFrom: number;
  readonly wholeTo: number;
  /** What the whole name means. */
  readonly wholeId: string;
}

/** The names of a model, looked up as the linker does. */
export interface Names {
  readonly model: Model;
  /** Outwards from the scope, then by the ends of all names; undefined where nothing or more than one thing is found. */
  resolve(scope: string, name: string, accepts?: readonly string[]): string | undefined;
  kindOf(id: string): Kind | undefined;
  /** The shortest way to write a name from a scope so that it finds this element. */
  shortest(scope: string, id: string, accepts?: readonly string[]): string;
  relationNamed(id: string): Relation | undefined;
}

const cache = new WeakMap<Model, { readonly version: number; readonly names: Names }>();

export function namesOf(model: Model): Names {
  const known = cache.get(model);
  if (known?.version === model.version) return known.names;
  const names = createNames(model);
  cache.set(model, { version: model.version, names });
  return names;
}

function createNames(model: Model): Names {
  const byLast = new Map<string, string[]>();
  const relations = new Map<string, Relation>();
  const put = (id: string): void => {
    const last = lastOf(id);
    const list = byLast.get(last);
    if (list) list.push(id);
    else byLast.set(last, [id]);
  };
  for (const element of model.elements()) put(element.id);
  for (const relation of model.relations()) {
    if (relation.name === undefined || relations.has(relation.name)) continue;
    relations.set(relation.name, relation);
    put(relation.name);
  }
  const relationKind = model.vocabulary.kind("relation");
  const kindOf = (id: string): Kind | undefined => model.element(id)?.kind ?? (relations.has(id) ? relationKind : undefined);
  const fits = (id: string, accepts: readonly string[] | undefined): boolean => {
    const kind = kindOf(id);
    return kind !== undefined && (accepts === undefined || model.vocabulary.covers(accepts, kind));
  };
  function resolve(scope: string, name: string, accepts?: readonly string[]): string | undefined {
    for (let at = scope; ; at = parentOf(at) ?? "") {
      const candidate = qualify(at, name);
      if (fits(candidate, accepts)) return candidate;
      if (at === "") break;
    }
    let found: string | undefined;
    for (const id of byLast.get(lastOf(name)) ?? []) {
      if (!endsWithPath(id, name) || !fits(id, accepts)) continue;
      if (kindOf(id)!.group === "operation" && !name.includes(".")) continue;
      if (found !== undefined) return undefined;
      found = id;
    }
    return found;
  }
  return {
    model, resolve, kindOf,
    relationNamed: (id) => relations.get(id),
    shortest(scope, id, accepts) {
      let text = lastOf(id);
      for (let parent = parentOf(id); ; parent = parentOf(parent)) {
        if (resolve(scope, text, accepts) === id) return text;
        if (parent === undefined) return id;
        text = `${lastOf(parent)}.${text}`;
      }
    },
  };
}

/** Kinds and groups that may begin or end a relation. */
export function relating(model: Model): readonly string[] {
  return model.vocabulary.kinds.filter((kind) => kind.relates).map((kind) => kind.name);
}

/** Every occurrence of a name in a file, in the order of the text. */
export function occurrencesIn(workspace: Workspace, file: string): readonly Occurrence[] {
  const unit = workspace.unit(file);
  const text = workspace.text(file);
  if (!unit || text === undefined) return [];
  const names = namesOf(workspace.model);
  const found: Occurrence[] = [];
  const bases: (string | undefined)[] = [];
  const scopeOf = (base: number, path: string): string | undefined => {
    if (base < 0) return path;
    const extended = bases[base];
    return extended === undefined ? undefined : qualify(extended, path);
  };
  // An inner extension comes behind the one it stands in.
  for (const extension of unit.extensions) {
    const scope = scopeOf(extension.base, extension.scope);
    const id = scope === undefined ? undefined : names.resolve(scope, extension.name);
    bases.push(id);
    if (id !== undefined) addSegments(extension.from, extension.to, id, "extension");
  }
  for (const declaration of unit.declarations) {
    if (declaration.kind === undefined) continue;
    const id = scopeOf(declaration.base, declaration.path);
    if (id !== undefined && names.kindOf(id)) found.push({ file, from: declaration.from, to: declaration.to, id, role: "declaration", wholeFrom: declaration.from, wholeTo: declaration.to, wholeId: id });
  }
  for (const reference of unit.references) {
    const scope = scopeOf(reference.base, reference.scope);
    if (scope === undefined) continue;
    const name = reference.candidates === undefined ? reference.name : reference.candidates.find((each) => names.resolve(scope, each, reference.accepts) !== undefined);
    if (name !== undefined) addName(scope, name, reference.from, reference.to, reference.accepts);
  }
  const ends = relating(workspace.model);
  for (const relation of unit.relations) {
    const scope = scopeOf(relation.base, relation.scope);
    if (scope === undefined || relation.implied) continue;
    for (const [name, from, to] of [[relation.source, relation.sourceFrom, relation.sourceTo], [relation.target, relation.targetFrom, relation.targetTo]] as const) {
      if (name !== undefined) addName(scope, name, from, to, ends);
    }
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to);

  /** A name means an element; where it means none, what stands before its last segment may: an interface without its operations. */
  function addName(scope: string, name: string, from: number, to: number, accepts: readonly string[]): void {
    const id = names.resolve(scope, name, accepts);
    if (id !== undefined) {
      addSegments(from, to, id, "reference");
      return;
    }
    const owner = parentOf(name);
    const owning = owner === undefined ? undefined : names.resolve(scope, owner, accepts);
    const before = splitName(text!.slice(from, to)).at(-2);
    if (owning !== undefined && before && names.kindOf(owning)!.members !== undefined) addSegments(from, from + before.to, owning, "reference");
  }

  /** The last segment means the element, the one before it what holds it … */
  function addSegments(from: number, to: number, id: string, role: "extension" | "reference"): void {
    const segments = splitName(text!.slice(from, to));
    let at: string | undefined = id;
    for (let index = segments.length - 1; index >= 0 && at !== undefined; index--) {
      const segment = segments[index]!;
      found.push({ file, from: from + segment.from, to: from + segment.to, id: at, role: index === segments.length - 1 ? role : "reference", wholeFrom: from, wholeTo: to, wholeId: id });
      at = parentOf(at);
    }
  }
}

/** The occurrence at an offset; an end counts as inside, for a cursor behind a name is at it. */
export function occurrenceAt(workspace: Workspace, file: string, offset: number): Occurrence | undefined {
  let best: Occurrence | undefined;
  for (const occurrence of occurrencesIn(workspace, file)) {
    if (occurrence.from > offset) break;
    if (offset <= occurrence.to && (!best || occurrence.to - occurrence.from <= best.to - best.from)) best = occurrence;
  }
  return best;
}

/** The segments of a name as written, with their places; a segment in backquotes may hold dots. */
export function splitName(text: string): readonly { readonly from: number; readonly to: number; readonly name: string }[] {
  const segments: { from: number; to: number; name: string }[] = [];
  for (const match of text.matchAll(/`([^`]*)`|[^.`@]+/g)) {
    if (text[match.index - 1] === "@") break;
    const quoted = match[1];
    segments.push({ from: match.index, to: match.index + match[0].length, name: quoted === undefined || !isPlainName(quoted) ? match[0] : quoted });
  }
  return segments;
}
