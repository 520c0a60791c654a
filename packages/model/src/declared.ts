import type { Diagnostic, RelatedPlace } from "@groundplan/syntax";
import { baseVocabulary, extendVocabulary, nearest, withArticle, type Kind, type KindDeclaration, type Setting, type SettingDeclaration } from "@groundplan/vocabulary";
import type { Span, VocabularyDeclarations } from "./unit.ts";

/** What the files of a workspace declare together. */
export interface SettledDeclarations {
  /** Each behind the one that it is like. */
  readonly kinds: readonly KindDeclaration[];
  readonly settings: readonly SettingDeclaration[];
  readonly problems: readonly Diagnostic[];
}

interface DeclaredKind {
  readonly file: string;
  readonly declaration: KindDeclaration;
  readonly name: Span;
  readonly like: Span;
  readonly settings: readonly Span[];
}

/** Kinds that are written in a form of their own, so that none can be like them. */
const UNLIKE: readonly string[] = ["relation", "decision"];

/**
 * Puts together what the files of a workspace declare, in the order of their names: of two declarations of one name the first
 * one counts. A kind may be like another of the workspace's own, wherever that is declared. What makes no sense is told
 * once, where it stands, and taken as it was most likely meant.
 */
export function settleDeclarations(files: readonly (readonly [file: string, declared: VocabularyDeclarations])[]): SettledDeclarations {
  const problems: Diagnostic[] = [];
  const kinds = settleKinds();
  return { kinds, settings: settleSettings(), problems };

  function report(file: string, { from, to }: Span, message: string, hint: string, related: readonly RelatedPlace[] = []): void {
    problems.push({ code: "model/bad-declaration", severity: "error", message, hint, file, from, to, related });
  }

  function settleKinds(): readonly KindDeclaration[] {
    const declared = new Map<string, DeclaredKind>();
    for (const [file, found] of files) {
      for (const [index, declaration] of found.kinds.entries()) {
        const places = found.places.kinds[index]!;
        const first = declared.get(declaration.name);
        if (first) report(file, places.name, `The kind ${declaration.name} is declared already.`, "Keep one of them, or choose another name.", [{ file: first.file, ...first.name, message: "declared here first" }]);
        else declared.set(declaration.name, { file, declaration, ...places });
      }
    }
    for (const [name, kind] of declared) {
      const { like } = kind.declaration;
      if (declared.has(like) || (baseVocabulary.kind(like) && !UNLIKE.includes(like))) continue;
      const near = nearest(like, [...baseVocabulary.kinds.map((each) => each.name).filter((each) => !UNLIKE.includes(each)), ...[...declared.keys()].filter((each) => each !== name)]);
      report(kind.file, kind.like, `There is no kind ${like} to be like.`, near === undefined ? "Name a kind of the language, or another one of the workspace's own." : `Did you mean ${near}?`);
      if (near === undefined) declared.delete(name);
      else declared.set(name, { ...kind, declaration: { ...kind.declaration, like: near } });
    }
    const settled = new Map<string, DeclaredKind>();
    for (let left = [...declared.values()]; left.length > 0; ) {
      const ready = left.filter(({ declaration: { like } }) => baseVocabulary.kind(like) !== undefined || settled.has(like));
      if (ready.length === 0) {
        tellCircles(left, declared);
        break;
      }
      for (const kind of ready) settled.set(kind.declaration.name, kind);
      left = left.filter((kind) => !ready.includes(kind));
    }
    return settleOwnSettings([...settled.values()]);
  }

  /** What is left when nothing is ready is like itself by way of others, or like one that is. Each circle is told once. */
  function tellCircles(left: readonly DeclaredKind[], declared: ReadonlyMap<string, DeclaredKind>): void {
    const seen = new Set<string>();
    for (const kind of left) {
      const way: string[] = [];
      let at: string | undefined = kind.declaration.name;
      while (at !== undefined && !seen.has(at)) {
        seen.add(at);
        way.push(at);
        at = declared.get(at)?.declaration.like;
      }
      const from = at === undefined ? -1 : way.indexOf(at);
      if (from < 0) continue;
      const circle = way.slice(from).map((name) => declared.get(name)!);
      const [first, ...others] = circle;
      report(first!.file, first!.like, `The kind ${first!.declaration.name} is like itself${others.length === 0 ? "" : `, by way of ${others.map(({ declaration }) => declaration.name).join(", ")}`}.`, "Let one of them be like a kind of the language.", others.map(({ file, like }) => ({ file, ...like, message: "and so on here" })));
    }
  }

  /** Takes out of each kind the settings that it has already: of its own, or of what it is like. */
  function settleOwnSettings(declared: readonly DeclaredKind[]): readonly KindDeclaration[] {
    const settled: KindDeclaration[] = [];
    const names = new Map<string, Set<string>>();
    for (const { file, declaration, settings } of declared) {
      const taken = new Set(names.get(declaration.like) ?? namesOf(baseVocabulary.kind(declaration.like)!));
      const own = new Set<string>();
      names.set(declaration.name, taken);
      settled.push({
        ...declaration,
        settings: declaration.settings.filter((setting, index) => {
          if (!taken.has(setting.name)) {
            own.add(setting.name);
            taken.add(setting.name);
            return true;
          }
          report(file, settings[index]!, own.has(setting.name) ? `The setting ${setting.name} is declared already.` : `What is like ${withArticle(declaration.like)} has a setting ${setting.name} already.`, "Choose another name.");
          return false;
        }),
      });
    }
    return settled;
  }

  function settleSettings(): readonly SettingDeclaration[] {
    const vocabulary = extendVocabulary(kinds, []);
    const groups = new Set(vocabulary.kinds.map((kind) => `@${kind.group}`));
    /** By the name of a kind and of a setting, where the workspace declares it. */
    const added = new Map<string, RelatedPlace>();
    const settled: SettingDeclaration[] = [];
    for (const [file, found] of files) {
      for (const [index, { setting, on }] of found.settings.entries()) {
        const places = found.places.settings[index]!;
        const kept: string[] = [];
        for (const [nth, wanted] of on.entries()) {
          let name = wanted;
          if (!vocabulary.kind(name) && !groups.has(name)) {
            const near = nearest(name, [...vocabulary.kinds.map((kind) => kind.name), ...[...groups].map((group) => group.slice(1))]);
            report(file, places.on[nth]!, `There is no kind ${name}.`, near === undefined ? "Name the kinds on which the setting may stand." : `Did you mean ${near}?`);
            if (near === undefined) continue;
            name = vocabulary.kind(near) ? near : `@${near}`;
          }
          const covered = vocabulary.kinds.filter((kind) => vocabulary.covers([name], kind));
          if (takes(covered, setting, file, places.name, places.on[nth]!)) kept.push(name);
        }
        if (kept.length > 0) settled.push({ setting, on: kept });
      }
    }
    return settled;

    /** Whether the setting is new to a kind; where it is not, that is told once. */
    function takes(covered: readonly Kind[], setting: Setting, file: string, name: Span, on: Span): boolean {
      for (const kind of covered) {
        const first = added.get(`${kind.name} ${setting.name}`);
        // One that may stand on all kinds, because it does not say on which, is told of that already.
        if (first && on.from !== name.from) {
          report(file, name, `The setting ${setting.name} of ${kind.name} is declared already.`, "Keep one of them, or choose another name.", [first]);
          return false;
        }
        if (vocabulary.setting(kind, setting.name) && on.from !== name.from) {
          report(file, on, `The kind ${kind.name} has a setting ${setting.name} already.`, "Choose another name.");
          return false;
        }
      }
      for (const kind of covered) added.set(`${kind.name} ${setting.name}`, { file, ...name, message: "declared here first" });
      return true;
    }
  }
}

function namesOf(kind: Kind): readonly string[] {
  return (kind.settings ?? []).map((setting) => setting.name);
}
