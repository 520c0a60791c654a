import type { Diagnostic } from "@groundplan/syntax";
import type { Change, Workspace } from "@groundplan/model";
import { CONFIG_FILE, emptyConfig, readConfig, type Config, type Exception } from "./config.ts";
import { anchorNames, locate } from "./locate.ts";
import type { Facet, Finding, Rule, RuleContext } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";
import { technologiesOf, type Technologies } from "./technologies.ts";

/** Everything that is found in a workspace: faults of the text, of the names, and of the rules. Kept up to date edit by edit. */
export interface Checker {
  /** By file, each list in the order of the text; files without a finding are absent. */
  diagnostics(): ReadonlyMap<string, readonly Diagnostic[]>;
  /** The text of `groundplan.yaml`; undefined where there is none. */
  configure(text: string | undefined): void;
  readonly config: Config;
}

export interface CheckerOptions {
  /** The day for which is checked, `2026-11-23`. */
  readonly asOf: string;
  readonly rules?: readonly Rule[];
}

export function createChecker(workspace: Workspace, options: CheckerOptions): Checker {
  const known = options.rules ?? allRules;
  const codes = known.map((rule) => rule.code);
  let config = emptyConfig;
  let configured = true;
  let rules = known;
  const elementFindings = new Map<string, readonly Finding[]>();
  const modelFindings = new Map<string, readonly Finding[]>();
  const memos = new Map<string, { reads: readonly Facet[]; value: unknown }>();
  const store = createStore();
  let technologies: Technologies | undefined;
  let last: ReadonlyMap<string, readonly Diagnostic[]> | undefined;
  // One context serves all rules: what a rule reports goes where the run under way collects.
  let current = "";
  let sink: (finding: Finding) => void = () => undefined;
  const context: RuleContext = {
    model: workspace.model,
    get technologies() {
      return (technologies ??= technologiesOf(workspace.model));
    },
    asOf: options.asOf,
    report(at, message, more) {
      sink({ code: current, at, message, related: more?.related ?? [], ...(more?.hint === undefined ? {} : { hint: more.hint }), ...(more?.severity === undefined ? {} : { severity: more.severity }) });
    },
    memo<T>(key: string, reads: readonly Facet[], compute: () => T): T {
      const known = memos.get(key);
      if (known) return known.value as T;
      const value = compute();
      memos.set(key, { reads, value });
      return value;
    },
  };

  return {
    diagnostics,
    configure(text) {
      config = text === undefined ? emptyConfig : readConfig(text, codes);
      rules = known.filter((rule) => config.rules[rule.code] !== "off");
      configured = true;
    },
    get config() {
      return config;
    },
  };

  function diagnostics(): ReadonlyMap<string, readonly Diagnostic[]> {
    const change = workspace.takeChange();
    const anew = change.all || configured;
    if (last && !anew && change.files.size === 0) return last;
    configured = false;
    forgetMemos(change, anew);
    const stale = anew ? checkAll() : checkChanged(change);
    settle(stale, anew, change);
    last = store.read();
    return last;
  }

  /** Runs every rule; the files of all elements are stale then. */
  function checkAll(): ReadonlySet<string> {
    elementFindings.clear();
    modelFindings.clear();
    technologies = undefined;
    const files = new Set<string>();
    const byKind = new Map<string, readonly ElementRule[]>();
    for (const element of workspace.model.elements()) {
      files.add(element.at.file);
      let own = byKind.get(element.kind.name);
      if (!own) byKind.set(element.kind.name, (own = rulesFor(element.kind.name)));
      if (own.length > 0) checkElement(element.id, own);
    }
    for (const rule of rules) if (rule.scope === "model") modelFindings.set(rule.code, run(rule.code, (context) => rule.check(context)));
    return files;
  }

  /** Runs the rules whose answers may have changed; gives the files whose elements were asked again. */
  function checkChanged(change: Change): ReadonlySet<string> {
    const { model } = workspace;
    const files = new Set(change.files);
    if (change.groups.size === 0 && !change.relations) {
      return files;
    }
    if (change.groups.has("technology")) technologies = undefined;
    const asked = new Set<string>();
    const ask = (id: string): void => {
      if (asked.has(id)) return;
      asked.add(id);
      const element = model.element(id);
      if (!element) {
        elementFindings.delete(id);
        return;
      }
      files.add(element.at.file);
      checkElement(id, rulesFor(element.kind.name));
    };
    const everything = change.groups.has("technology");
    if (everything) for (const element of model.elements()) ask(element.id);
    for (const id of change.elements) {
      ask(id);
      const element = model.element(id);
      if (element?.parent !== undefined) ask(element.parent);
      for (const relation of model.outgoing(id)) ask(relation.target);
      for (const relation of model.incoming(id)) ask(relation.source);
      askBelow(id, ask);
    }
    for (const rule of rules) {
      if (rule.scope === "model" && isStale(rule.reads, change)) modelFindings.set(rule.code, run(rule.code, (context) => rule.check(context)));
    }
    return files;
  }

  function askBelow(id: string, ask: (id: string) => void): void {
    const open = [id];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const child of workspace.model.children(at)) {
        ask(child.id);
        open.push(child.id);
      }
    }
  }

  function rulesFor(kind: string): readonly ElementRule[] {
    const { vocabulary } = workspace.model;
    const known = vocabulary.kind(kind);
    return known ? rules.filter((rule): rule is ElementRule => rule.scope === "element" && vocabulary.covers(rule.kinds, known)) : [];
  }

  function checkElement(id: string, own: readonly ElementRule[]): void {
    const element = workspace.model.element(id)!;
    let found: Finding[] | undefined;
    for (const rule of own) {
      current = rule.code;
      sink = (finding) => void (found ??= []).push(finding);
      rule.check(element, context);
    }
    if (found) elementFindings.set(id, found);
    else elementFindings.delete(id);
  }

  function run(code: string, check: (context: RuleContext) => void): readonly Finding[] {
    const found: Finding[] = [];
    current = code;
    sink = (finding) => void found.push(finding);
    check(context);
    return found;
  }

  function forgetMemos(change: Change, anew: boolean): void {
    for (const [key, memo] of memos) if (anew || isStale(memo.reads, change)) memos.delete(key);
  }

  /** Puts what was found into the store, exceptions applied, places looked up. */
  function settle(stale: ReadonlySet<string>, anew: boolean, change: Change): void {
    const { model } = workspace;
    const severities = new Map(known.map((rule) => [rule.code, config.rules[rule.code] ?? rule.severity]));
    const exceptions = new Map<string, Exception[]>();
    for (const exception of config.exceptions) exceptions.set(`${exception.rule} ${exception.element}`, [...(exceptions.get(`${exception.rule} ${exception.element}`) ?? []), exception]);
    const used = new Set<Exception>();
    const excused = (finding: Finding): boolean => {
      if (exceptions.size === 0) return false;
      let hit = false;
      for (const name of anchorNames(finding.at)) {
        for (const exception of exceptions.get(`${finding.code} ${name}`) ?? []) {
          used.add(exception);
          if (exception.until >= options.asOf) hit = true;
        }
      }
      return hit;
    };
    const place = (finding: Finding): Diagnostic => locate(finding, model, severities.get(finding.code) as Diagnostic["severity"]);
    const byFile = new Map<string, Finding[]>();
    for (const [id, findings] of elementFindings) {
      const file = model.element(id)?.at.file;
      if (file === undefined) {
        elementFindings.delete(id);
        continue;
      }
      const kept = exceptions.size === 0 ? findings : findings.filter((finding) => !excused(finding));
      if (!anew && !stale.has(file) && !store.refersTo(`e ${file}`, change.files)) continue;
      const list = byFile.get(file);
      if (list) list.push(...kept);
      else byFile.set(file, [...kept]);
    }
    if (anew) store.clear();
    for (const file of stale) if (!byFile.has(file)) byFile.set(file, []);
    for (const [file, findings] of byFile) store.put(`e ${file}`, findings.map(place));
    for (const [code, findings] of modelFindings) store.put(`m ${code}`, (exceptions.size === 0 ? findings : findings.filter((finding) => !excused(finding))).map(place));
    store.put("faults", [...workspace.faults().values()].flat());
    const old: Diagnostic[] = [...config.problems];
    for (const exception of config.exceptions) {
      const expired = exception.until < options.asOf;
      if (!expired && used.has(exception)) continue;
      old.push({
        code: "config/stale-exception", severity: "error", file: CONFIG_FILE, from: exception.from, to: exception.to, related: [],
        message: expired ? `The exception from ${exception.rule} for ${exception.element} ended on ${exception.until}.` : `Nothing is found by ${exception.rule} at ${exception.element}; the exception is not needed.`,
        hint: expired ? "Mend what it excuses, or say until when it shall hold." : "Remove it.",
      });
    }
    store.put("config", old);
  }
}

type ElementRule = Extract<Rule, { scope: "element" }>;

function isStale(reads: readonly Facet[], change: Change): boolean {
  return reads.some((facet) => (facet === "relations" ? change.relations : change.groups.has(facet)));
}

/** Diagnostics in buckets, read by file; only files whose buckets changed are sorted again. */
interface Store {
  put(bucket: string, diagnostics: readonly Diagnostic[]): void;
  refersTo(bucket: string, files: ReadonlySet<string>): boolean;
  clear(): void;
  read(): ReadonlyMap<string, readonly Diagnostic[]>;
}

function createStore(): Store {
  const buckets = new Map<string, { readonly diagnostics: readonly Diagnostic[]; readonly files: ReadonlySet<string> }>();
  const byFile = new Map<string, Map<string, readonly Diagnostic[]>>();
  const sorted = new Map<string, readonly Diagnostic[]>();
  const dirty = new Set<string>();
  return {
    put(bucket, diagnostics) {
      const old = buckets.get(bucket);
      if (old) {
        for (const diagnostic of old.diagnostics) dirty.add(diagnostic.file);
        for (const file of new Set(old.diagnostics.map((diagnostic) => diagnostic.file))) byFile.get(file)?.delete(bucket);
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
      buckets.set(bucket, { diagnostics, files });
    },
    refersTo(bucket, files) {
      const own = buckets.get(bucket);
      if (own) for (const file of files) if (own.files.has(file)) return true;
      return false;
    },
    clear() {
      buckets.clear();
      byFile.clear();
      sorted.clear();
      dirty.clear();
    },
    read() {
      for (const file of dirty) {
        const lists = byFile.get(file);
        const all = lists ? [...lists.values()].flat() : [];
        if (all.length === 0) {
          sorted.delete(file);
          continue;
        }
        sorted.set(file, all.sort(inOrder));
      }
      dirty.clear();
      return new Map(sorted);
    },
  };
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return a.from - b.from || a.to - b.to || (a.code < b.code ? -1 : a.code > b.code ? 1 : a.message < b.message ? -1 : a.message > b.message ? 1 : 0);
}
