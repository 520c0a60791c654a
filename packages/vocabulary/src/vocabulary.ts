import type { Grammar } from "./grammar.ts";
import type { Clause, Kind, Setting } from "./kind.ts";
import { kinds } from "./kinds/index.ts";

/** The kinds in effect: the language's own, and those that the workspace declared. */
export interface Vocabulary {
  readonly kinds: readonly Kind[];
  kind(name: string): Kind | undefined;
  /** A setting of a kind, inherited ones of `like` included. */
  setting(kind: Kind, name: string): Setting | undefined;
  clause(kind: Kind, keyword: string): Clause | undefined;
  /** Whether a name or `@group` in a list of kinds covers this kind; a kind is covered by what it is like. */
  covers(list: readonly string[], kind: Kind): boolean;
  /** Whether the kind may stand in the block of `parent` (undefined: at the top level). */
  mayStand(kind: Kind, parent: Kind | undefined): boolean;
}

/** A kind that a workspace declares: `kind ledger like database { icon: coins; setting coldStart: duration }`. */
export interface KindDeclaration {
  readonly name: string;
  readonly like: string;
  readonly title?: string;
  readonly summary?: string;
  readonly icon?: string;
  readonly settings: readonly Setting[];
}

/** A setting that a workspace adds to kinds: `setting costCentre: string on service, worker`. */
export interface SettingDeclaration {
  readonly setting: Setting;
  readonly on: readonly string[];
}

/** Names of the value types that a workspace's own settings may have. */
export const settingTypes: Readonly<Record<string, Grammar>> = {
  string: { type: "text" }, text: { type: "text" }, word: { type: "word" }, integer: { type: "range" }, range: { type: "range" },
  number: { type: "quantity", dimension: "count" }, duration: { type: "quantity", dimension: "duration" }, percentage: { type: "quantity", dimension: "ratio" },
  rate: { type: "quantity", dimension: "rate" }, size: { type: "quantity", dimension: "size" }, money: { type: "quantity", dimension: "money" },
  date: { type: "date" }, flag: { type: "flag" }, technology: { type: "technology" }, estimate: { type: "distribution", dimension: "duration" },
  requirement: { type: "bound" }, team: { type: "reference", to: ["team"] },
  element: { type: "reference", to: ["@system", "@container", "@component", "@external", "@actor", "@group", "@topic", "@interface"] },
};

/** The vocabulary of the language itself. */
export const baseVocabulary: Vocabulary = build(kinds);

/** The language's vocabulary with what a workspace declares. Declarations that make no sense were reported before and do not come here. */
export function extendVocabulary(declared: readonly KindDeclaration[], added: readonly SettingDeclaration[]): Vocabulary {
  if (declared.length === 0 && added.length === 0) return baseVocabulary;
  const all = [...kinds];
  for (const declaration of declared) {
    const base = all.find((kind) => kind.name === declaration.like);
    if (!base) continue;
    const title = declaration.title ?? declaration.name;
    all.push({
      ...base, name: declaration.name, title, plural: `${title}s`, like: base.name,
      summary: declaration.summary ?? `${base.title}: ${base.summary}`, settings: [...(base.settings ?? []), ...declaration.settings],
      ...(declaration.icon === undefined ? {} : { icon: declaration.icon }),
    });
  }
  return build(all, added);
}

function build(all: readonly Kind[], added: readonly SettingDeclaration[] = []): Vocabulary {
  const byName = new Map(all.map((kind) => [kind.name, kind]));
  const settings = new Map<string, Map<string, Setting>>();
  const clauses = new Map<string, Map<string, Clause>>();
  const groups = new Map(all.map(({ group }) => [group, `@${group}`]));
  const covers = (list: readonly string[], kind: Kind): boolean => {
    // The linker asks for every name that it finds: no text is put together here.
    const group = groups.get(kind.group);
    for (const entry of list) {
      if (entry === group || entry === kind.name) return true;
      for (let like = kind.like; like !== undefined; like = byName.get(like)?.like) if (entry === like) return true;
    }
    return false;
  };
  for (const kind of all) {
    const own = new Map((kind.settings ?? []).map((setting) => [setting.name, setting]));
    for (const { setting, on } of added) if (covers(on, kind) && !own.has(setting.name)) own.set(setting.name, setting);
    settings.set(kind.name, own);
    clauses.set(kind.name, new Map((kind.clauses ?? []).map((clause) => [clause.keyword ?? clause.setting.name, clause])));
  }
  /** Answers by the name of the kind, then of its parent. */
  const mayStand = new Map(all.map(({ name }) => [name, new Map<string | undefined, boolean>()]));
  return {
    kinds: all,
    kind: (name) => byName.get(name),
    setting: (kind, name) => settings.get(kind.name)?.get(name),
    clause: (kind, keyword) => clauses.get(kind.name)?.get(keyword),
    covers,
    mayStand(kind, parent) {
      const answers = mayStand.get(kind.name);
      let answer = answers?.get(parent?.name);
      if (answer === undefined) {
        answer = parent ? covers(kind.within, parent) : kind.within.includes("workspace");
        answers?.set(parent?.name, answer);
      }
      return answer;
    },
  };
}
