import type { Diagnostic, Severity } from "@groundplan/syntax";
import { parentOf, type Change, type Element, type Workspace } from "@groundplan/model";
import { nearest } from "@groundplan/vocabulary";
import { createCallGraphs, subtree, type Cycle } from "./calls.ts";
import { CONFIG_FILE, emptyConfig, readConfig, type Config, type Exception } from "./config.ts";
import { doubtsOf } from "./doubt.ts";
import { anchorNames, locate } from "./locate.ts";
import { createLookup } from "./lookup.ts";
import { sameFindings, type Facet, type Finding, type Rule, type RuleContext } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";
import { createStore } from "./store.ts";
import { technologiesOf, type Technologies } from "./technologies.ts";

/** Everything that is found in a workspace: faults of the text, of the names, and of the rules. Kept up to date edit by edit. */
export interface Checker {
  /** By file, files and lists in order; files without a finding are absent. */
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

type ElementRule = Extract<Rule, { scope: "element" }>;
type CycleRule = Extract<Rule, { scope: "cycle" }>;
type ByFile = ReadonlyMap<string, readonly Finding[]>;

const NO_FINDINGS: readonly Finding[] = [];
const NOTHING: ReadonlySet<string> = new Set();

/** What a rule found at each of the cycles. */
interface CycleFindings {
  readonly cycles: readonly Cycle[];
  readonly findings: WeakMap<Cycle, readonly Finding[]>;
}

/** Buckets of the store: what was found at the elements that a file declares, and what a rule over the model found there. */
const ELEMENT_BUCKET = "e ";
const MODEL_BUCKET = "m ";
const modelBucket = (code: string, file: string): string => `${MODEL_BUCKET}${code} ${file}`;

/** The rules that are asked for the elements of a kind. */
interface RulesOfKind {
  readonly all: readonly ElementRule[];
  /** Those of them for an element that nothing leads out of. */
  readonly still: readonly ElementRule[];
}

export function createChecker(workspace: Workspace, options: CheckerOptions): Checker {
  const { model } = workspace;
  const known = options.rules ?? allRules;
  const codes = known.map((rule) => rule.code);
  const severities = new Map<string, Severity>(known.map((rule) => [rule.code, rule.severity]));
  const missingOf = new Map(known.map((rule) => [rule.code, rule.missing]));
  const findingOf = new WeakMap<Diagnostic, Finding>();
  let config = emptyConfig;
  let configured = true;
  let rules = known;
  const exceptions = new Map<string, Exception[]>();
  const elementFindings = new Map<string, readonly Finding[]>();
  /** The elements with findings, by the file that declares them. */
  const found = new Map<string, Set<string>>();
  const fileOf = new Map<string, string>();
  /** What the rules over the whole model and over its cycles found, by rule, then by the file of what it was found at. */
  const modelFindings = new Map<string, ByFile>();
  const cycleFindings = new Map<string, CycleFindings>();
  const memos = new Map<string, { reads: readonly Facet[]; value: unknown }>();
  const rulesByKind = new Map<string, RulesOfKind>();
  const lookup = createLookup(model);
  const calls = createCallGraphs(model);
  const store = createStore();
  let technologies: Technologies | undefined;
  let layers = "";
  let last: ReadonlyMap<string, readonly Diagnostic[]> | undefined;
  // One context serves all rules: what a rule reports goes where the run under way collects.
  let current = "";
  let collected: Finding[] = [];
  const context: RuleContext = {
    model, lookup,
    get technologies() {
      return (technologies ??= technologiesOf(lookup.of("technology")));
    },
    asOf: options.asOf,
    decision: workspace.decision,
    report(at, message, more) {
      collected.push({ code: current, at, message, related: more?.related ?? [], ...(more?.hint === undefined ? {} : { hint: more.hint }), ...(more?.severity === undefined ? {} : { severity: more.severity }), ...(more?.replace === undefined ? {} : { replace: more.replace }) });
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
      exceptions.clear();
      for (const exception of config.exceptions) {
        const key = `${exception.rule} ${exception.element}`;
        exceptions.set(key, [...(exceptions.get(key) ?? []), exception]);
      }
      configured = true;
    },
    get config() {
      return config;
    },
  };

  function diagnostics(): ReadonlyMap<string, readonly Diagnostic[]> {
    const change = workspace.takeChange();
    if (change.all || configured) checkAll();
    else if (last && change.files.size === 0) return last;
    else checkChanged(change);
    configured = false;
    const faults = workspace.faults();
    store.put("faults", [...faults.values()].flat());
    store.put("config", [...config.problems, ...staleExceptions()]);
    last = withoutDoubtful(store.read(), faults);
    return last;
  }

  /** Leaves out what may follow from a fault of the text. */
  function withoutDoubtful(all: ReadonlyMap<string, readonly Diagnostic[]>, faults: ReadonlyMap<string, readonly Diagnostic[]>): ReadonlyMap<string, readonly Diagnostic[]> {
    const doubts = doubtsOf(faults, workspace);
    if (!doubts) return all;
    const kept = new Map<string, readonly Diagnostic[]>();
    for (const [file, list] of all) {
      const sure = list.filter((diagnostic) => {
        const finding = findingOf.get(diagnostic);
        return !finding || !doubts.covers(finding, missingOf.get(finding.code), diagnostic);
      });
      if (sure.length > 0) kept.set(file, sure.length === list.length ? list : sure);
    }
    return kept;
  }

  function checkAll(): void {
    for (const map of [elementFindings, found, fileOf, modelFindings, cycleFindings, memos, rulesByKind]) map.clear();
    store.clear();
    technologies = undefined;
    const elements = model.elements();
    const relations = model.relations();
    lookup.build(elements);
    calls.build(relations);
    layers = layerOrder();
    for (const element of elements) {
      const findings = checkElement(element);
      if (findings.length > 0) settle(element.id, findings);
    }
    for (const rule of rules) if (rule.scope !== "element") modelFindings.set(rule.code, rule.scope === "model" ? checkModel(rule) : checkCycles(rule)!);
    for (const file of found.keys()) place(file);
    for (const [code, byFile] of modelFindings) for (const [file, findings] of byFile) store.put(modelBucket(code, file), diagnose(findings));
  }

  /** Asks the rules again whose answers may have changed, and looks up again where their findings stand. */
  function checkChanged(change: Change): void {
    const stale = new Set(change.files);
    // What a decision says below its front matter is no change of the model, and yet its rules read it.
    const decisions = [...change.files].some((file) => file.endsWith(".md"));
    const saysSomething = change.groups.size > 0 || change.relations;
    const regrouped = saysSomething ? lookup.update(change.said) : undefined;
    const order = layerOrder();
    if (order !== layers) {
      layers = order;
      change = { ...change, groups: new Set([...change.groups, "layer"]) };
    }
    if (change.groups.size > 0 || change.relations) {
      for (const [key, memo] of memos) if (isStale(memo.reads, change)) memos.delete(key);
      // Which rules apply may have changed with what they read.
      rulesByKind.clear();
      if (change.groups.has("technology")) technologies = undefined;
      if (regrouped) calls.update(change.said, regrouped);
      askElements(change, stale);
      for (const rule of rules) {
        const now = rule.scope === "cycle" ? checkCycles(rule, change.said) : rule.scope === "model" && isStale(rule.reads, change) ? checkModel(rule) : undefined;
        if (!now) continue;
        const before = modelFindings.get(rule.code);
        modelFindings.set(rule.code, now);
        for (const file of before?.keys() ?? []) if (!now.has(file)) store.put(modelBucket(rule.code, file), []);
        for (const [file, findings] of now) if (!sameFindings(before?.get(file) ?? NO_FINDINGS, findings)) store.put(modelBucket(rule.code, file), diagnose(findings));
      }
    } else if (decisions) for (const id of change.elements) settle(id, checkElement(model.element(id)));
    // Where a finding stands depends on the files that speak of its elements, and an element may be declared in another file now.
    const touched = new Set(change.files);
    for (const id of change.elements) {
      const element = model.element(id);
      // Of one that changed by its relations alone, nothing stands elsewhere but in the files of those.
      if (element && (change.said.has(id) || element.files.some((file) => change.files.has(file)))) touched.add(element.at.file);
      const findings = elementFindings.get(id);
      if (!findings) continue;
      const before = fileOf.get(id);
      settle(id, findings);
      if (before === undefined || before === fileOf.get(id)) continue;
      touched.add(before);
      if (element) touched.add(element.at.file);
    }
    for (const file of touched) stale.add(file);
    const touching = store.touching(touched);
    for (const bucket of touching) if (bucket.startsWith(ELEMENT_BUCKET)) stale.add(bucket.slice(ELEMENT_BUCKET.length));
    for (const file of stale) place(file);
    for (const bucket of touching) {
      if (!bucket.startsWith(MODEL_BUCKET)) continue;
      const end = bucket.indexOf(" ", MODEL_BUCKET.length);
      store.put(bucket, diagnose(modelFindings.get(bucket.slice(MODEL_BUCKET.length, end))?.get(bucket.slice(end + 1)) ?? NO_FINDINGS));
    }
  }

  /** Layers are the one thing whose order in the text has a meaning. */
  function layerOrder(): string {
    const holders = new Set(lookup.of("layer").map(({ parent }) => parent ?? ""));
    return [...holders].flatMap((holder) => model.children(holder)).filter(({ kind }) => kind.group === "layer").map(({ id }) => id).join(" ");
  }

  /** Asks the element rules about all elements that the change can have touched; the files whose findings are others now become stale. */
  function askElements(change: Change, stale: Set<string>): void {
    const asked = new Set<string>();
    const risen = new Set<string>();
    const walked = new Set<string>();
    const ask = (id: string): void => {
      const before = elementFindings.get(id) ?? NO_FINDINGS;
      const now = checkElement(model.element(id));
      if (sameFindings(before, now)) return;
      const file = fileOf.get(id);
      settle(id, now);
      if (file !== undefined) stale.add(file);
      const after = fileOf.get(id);
      if (after !== undefined) stale.add(after);
    };
    const askOnce = (id: string): void => {
      if (asked.has(id)) return;
      asked.add(id);
      ask(id);
    };
    const rise = (id: string): void => {
      for (let at: string | undefined = id; at !== undefined && !risen.has(at); at = parentOf(at)) {
        risen.add(at);
        askOnce(at);
      }
    };
    for (const id of change.said) {
      rise(id);
      if (walked.has(id)) continue;
      for (const inner of subtree(model, id)) {
        if (walked.has(inner)) continue;
        walked.add(inner);
        askOnce(inner);
        for (const relation of model.outgoing(inner)) rise(relation.target);
        for (const relation of model.incoming(inner)) rise(relation.source);
      }
    }
    const again = rules.filter((rule): rule is ElementRule => rule.scope === "element" && (isStale(rule.reads ?? [], change) || change.groups.has("technology")));
    if (again.length === 0) return;
    const groups = new Set(again.flatMap((rule) => model.vocabulary.kinds.filter((kind) => model.vocabulary.covers(rule.kinds, kind)).map((kind) => kind.group)));
    for (const group of groups) for (const element of lookup.of(group)) askOnce(element.id);
  }

  function rulesFor({ id, kind }: Element): readonly ElementRule[] {
    let own = rulesByKind.get(kind.name);
    if (!own) {
      const all = rules.filter((rule): rule is ElementRule => rule.scope === "element" && model.vocabulary.covers(rule.kinds, kind) && rule.applies?.(context) !== false);
      rulesByKind.set(kind.name, (own = { all, still: all.filter((rule) => !rule.outgoing) }));
    }
    return own.still.length === own.all.length || model.outgoing(id).length > 0 ? own.all : own.still;
  }

  function checkElement(element: Element | undefined): readonly Finding[] {
    // What an adopted file says is judged by the tools of its own format; rules of design judge what plan text says.
    if (!element || !isOurs(element.at.file)) return NO_FINDINGS;
    for (const rule of rulesFor(element)) {
      current = rule.code;
      rule.check(element, context);
    }
    return taken();
  }

  function checkModel(rule: Extract<Rule, { scope: "model" }>): ByFile {
    current = rule.code;
    rule.check(context);
    return byFileOf(taken());
  }

  /** Asks a rule about the cycles that are new, or of which an element says something else; undefined where all is as it was. */
  function checkCycles(rule: CycleRule, said: ReadonlySet<string> = NOTHING): ByFile | undefined {
    const cycles = calls.cycles(rule.level);
    const { cycles: before, findings } = cycleFindings.get(rule.code) ?? { cycles: undefined, findings: new WeakMap() };
    let same = before === cycles;
    for (const cycle of cycles) {
      if (findings.has(cycle) && !(said.size > 0 && cycle.path.some((id) => said.has(id)))) continue;
      same = false;
      current = rule.code;
      rule.check(cycle, context);
      findings.set(cycle, taken());
    }
    if (same) return undefined;
    cycleFindings.set(rule.code, { cycles, findings });
    return byFileOf(cycles.flatMap((cycle) => findings.get(cycle)!));
  }

  /** By the file that declares what they were found at. */
  function byFileOf(findings: readonly Finding[]): ByFile {
    const byFile = new Map<string, Finding[]>();
    for (const finding of findings) {
      const file = model.element("element" in finding.at ? finding.at.element : finding.at.source)?.at.file ?? "";
      const others = byFile.get(file);
      if (others) others.push(finding);
      else byFile.set(file, [finding]);
    }
    return byFile;
  }

  function taken(): readonly Finding[] {
    if (collected.length === 0) return NO_FINDINGS;
    const findings = collected;
    collected = [];
    return findings;
  }

  /** Keeps what was found at an element, under the file that declares it. */
  function settle(id: string, findings: readonly Finding[]): void {
    const old = fileOf.get(id);
    const file = findings.length === 0 ? undefined : model.element(id)?.at.file;
    if (file === undefined) elementFindings.delete(id);
    else elementFindings.set(id, findings);
    if (old === file) return;
    if (old !== undefined) {
      const others = found.get(old)!;
      others.delete(id);
      if (others.size === 0) found.delete(old);
      fileOf.delete(id);
    }
    if (file === undefined) return;
    fileOf.set(id, file);
    const others = found.get(file);
    if (others) others.add(id);
    else found.set(file, new Set([id]));
  }

  /** Puts what was found at the elements of a file into the store, with the places of now. */
  function place(file: string): void {
    const all: Diagnostic[] = [];
    for (const id of found.get(file) ?? []) for (const diagnostic of diagnose(elementFindings.get(id)!)) all.push(diagnostic);
    store.put(ELEMENT_BUCKET + file, all);
  }

  function diagnose(findings: readonly Finding[]): Diagnostic[] {
    const all: Diagnostic[] = [];
    for (const finding of findings) {
      if (excusesOf(finding).some((exception) => exception.until >= options.asOf)) continue;
      const wanted = config.rules[finding.code];
      const diagnostic = locate(finding, model, wanted !== undefined && wanted !== "off" ? wanted : (finding.severity ?? severities.get(finding.code)!));
      // A rule may speak of the parts of what it was asked about; of those that are adopted nothing is told.
      if (!isOurs(diagnostic.file)) continue;
      findingOf.set(diagnostic, finding);
      all.push(diagnostic);
    }
    return all;
  }

  function excusesOf(finding: Finding): readonly Exception[] {
    return exceptions.size === 0 ? [] : anchorNames(finding.at).flatMap((name) => exceptions.get(`${finding.code} ${name}`) ?? []);
  }

  /** Exceptions that have ended, or that excuse nothing. */
  function staleExceptions(): Diagnostic[] {
    if (exceptions.size === 0) return [];
    const used = new Set<Exception>();
    for (const findings of [...elementFindings.values(), ...[...modelFindings.values()].flatMap((byFile) => [...byFile.values()])]) for (const finding of findings) for (const exception of excusesOf(finding)) used.add(exception);
    const stale: Diagnostic[] = [];
    for (const exception of config.exceptions) {
      const expired = exception.until < options.asOf;
      if (!expired && used.has(exception)) continue;
      const unknown = expired ? undefined : namesOf(exception).find((name) => !model.element(name));
      if (unknown !== undefined) {
        const near = nearest(unknown, model.elements().map(({ id }) => id));
        stale.push({ code: "config/bad-value", severity: "error", file: CONFIG_FILE, ...exception.at.element, related: [], message: `Nothing is named ${unknown}.`, hint: near === undefined ? "Write the whole name of an element, or source -> target." : `Did you mean ${near}?` });
        continue;
      }
      stale.push({
        code: "config/stale-exception", severity: "error", file: CONFIG_FILE, ...(expired ? exception.at.until : exception.at.element), related: [],
        message: expired ? `The exception from ${exception.rule} for ${exception.element} ended on ${exception.until}.` : `Nothing is found by ${exception.rule} at ${exception.element}; the exception is not needed.`,
        hint: expired ? "Mend what it excuses, or say until when it shall hold." : "Remove it.",
      });
    }
    return stale;
  }
}

function isOurs(file: string): boolean {
  return file.endsWith(".plan") || file.endsWith(".md");
}

/** The elements that an exception names: one, or the two ends of a relation. */
function namesOf({ element }: Exception): readonly string[] {
  return element.replace(/ "[^]*$/, "").split(/ ->>? /);
}

function isStale(reads: readonly Facet[], change: Change): boolean {
  return reads.some((facet) => (facet === "relations" ? change.relations : change.groups.has(facet)));
}
