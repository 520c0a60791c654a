import { isWithin, qualify, settingOf, targetsOf, type Workspace } from "@groundplan/model";
import { SCALARS, catalogue, findTechnology, type Grammar, type Kind, type Setting } from "@groundplan/vocabulary";
import { completeDecision } from "./completion-decision.ts";
import { contextAt, type Context } from "./context.ts";
import { namesOf, relating, type Names } from "./names.ts";
import { slotOf } from "./slot.ts";

export interface Completion {
  readonly label: string;
  readonly what: "kind" | "setting" | "value" | "element" | "technology" | "keyword";
  /** Shown beside the label. */
  readonly detail: string;
  /** Markdown. */
  readonly doc?: string;
  /** The place that the text replaces, up to the cursor. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** More names than these are not offered at once. */
export const MOST_COMPLETIONS = 1000;

/** What may be written at an offset, best first; nothing inside texts and comments. */
export function complete(workspace: Workspace, file: string, offset: number): readonly Completion[] {
  const text = workspace.text(file);
  if (text === undefined) return [];
  const { model } = workspace;
  if (!file.endsWith(".plan")) return completeDecision(workspace, text, offset);
  const context = contextAt(text, offset, model);
  if (!context) return [];
  const { vocabulary } = model;
  const slot = slotOf(context, vocabulary);
  const put = putter(context.prefixFrom, offset);
  const names = namesOf(model);
  switch (slot.type) {
    case "item":
      return completeItem();
    case "value":
      return completeValue(slot.setting.grammar, slot.setting, slot.member.length, put, names, context);
    case "target":
      return completeNames(names, context.scope, context.prefix, relating(model), put);
    case "extended":
      return completeNames(names, context.scope, context.prefix, undefined, put);
    case "clause":
      return completeClause(slot.kind, slot.used);
    case "free":
      return [];
  }

  function completeItem(): readonly Completion[] {
    const found: Completion[] = [];
    if (!context!.prefix.includes(".")) {
      const { holder, extending, given } = context!;
      for (const setting of holder?.settings ?? []) {
        if (given.has(setting.name) && !setting.many) continue;
        found.push(put(setting.name, "setting", `setting of ${holder!.name}`, `${setting.doc}\n\n\`${setting.example}\``, setting.grammar.type === "flag" ? setting.name : setting.bare ? `${setting.name} ` : `${setting.name}: `));
      }
      for (const kind of vocabulary.kinds) {
        if (kind.name === "relation" || !(vocabulary.mayStand(kind, holder) || (extending && !holder && kind.within.length > 0))) continue;
        found.push(put(kind.name, "kind", kind.title, `${kind.summary}\n\n\`\`\`plan\n${kind.example}\n\`\`\``, `${kind.name} `));
      }
      if (!holder && !extending) found.push(put("extend", "keyword", "adds to an element", "Adds children, relations and settings to an element that is declared elsewhere.\n\n`extend shop.cart { owner: web }`", "extend "));
      const placed = holder?.arrows === undefined ? undefined : vocabulary.kind(holder.arrows);
      for (const { keyword, setting } of placed?.clauses ?? []) if (keyword === undefined && setting.grammar.type === "reference" && setting.grammar.in !== undefined) for (const part of completeParts(names, context!.scope, setting.grammar.in, setting.grammar.to, put)) found.push(part);
      if (holder && !holder.relates) return found;
    }
    return [...found, ...completeNames(names, context!.scope, context!.prefix, relating(model), put)];
  }

  function completeClause(kind: Kind, used: ReadonlySet<string>): readonly Completion[] {
    const found: Completion[] = [];
    for (const clause of kind.clauses ?? []) {
      if (used.has(clause.setting.name)) continue;
      if (clause.keyword !== undefined) found.push(put(clause.keyword, "keyword", clause.setting.doc, `${clause.setting.doc}\n\n\`${clause.setting.example}\``, `${clause.keyword} `));
      else for (const value of completeValue(clause.setting.grammar, clause.setting, 0, put, names, context!)) found.push(value);
    }
    return found;
  }
}

export type Put = (label: string, what: Completion["what"], detail: string, doc?: string, text?: string) => Completion;

export function putter(from: number, to: number): Put {
  return (label, what, detail, doc, text = label) => ({ label, what, detail, from, to, text, ...(doc === undefined ? {} : { doc }) });
}

/** The values of a grammar, behind `written` tokens of the value. */
export function completeValue(grammar: Grammar, setting: Setting, written: number, put: Put, names: Names, at: Pick<Context, "scope" | "prefix">): readonly Completion[] {
  const words = (all: readonly string[], detail: string): readonly Completion[] => all.map((word) => put(word, "value", detail, setting.doc));
  switch (grammar.type) {
    case "word":
      return written > 0 ? [] : words(grammar.values ?? [], setting.name);
    case "reference":
      return written > 0 ? [] : grammar.in !== undefined ? completeParts(names, at.scope, grammar.in, grammar.to, put) : completeNames(names, at.scope, at.prefix, grammar.to, put);
    case "technology":
      return written > 0 ? [] : completeTechnologies(names, at.prefix, put);
    case "weighted":
      return completeValue(grammar.of, setting, written, put, names, at);
    case "distribution":
      return written > 0 ? [] : words(["p50", "p95", "p99", "mean", "exactly"], "estimate");
    case "bound":
      return written > 0 ? [] : words(["p50", "p95", "p99", "mean", "availability", "errors", "rate", "cost", "size", "recovery"], "requirement");
    case "licence":
      return written > 0 ? [] : words(["proprietary", "service", "standard", "Apache-2.0", "MIT", "BSD-3-Clause", "MPL-2.0", "GPL-3.0-only", "AGPL-3.0-only"], "licence");
    case "type":
      return [...words(Object.keys(SCALARS), "type"), ...words(["list", "set", "map", "page"], "type"), ...completeNames(names, at.scope, at.prefix, grammar.to, put)];
    case "path":
      return completeNames(names, at.scope, at.prefix, grammar.to, put);
    case "query":
      return written > 0 ? words(["where", "and", "with", "order by", "group by", "limit"], "query") : completeNames(names, at.scope, at.prefix, ["entity"], put);
    case "volume":
      return written === 1 ? words(["growing", "per"], "volume") : [];
    case "literal":
    case "index":
    case "phrase":
    case "text":
    case "quantity":
    case "range":
    case "date":
    case "flag":
    case "signature":
      return [];
  }
}

/** Parts of what a setting of the element around names: columns of the table that a mapping is from. */
function completeParts({ model }: Names, scope: string, within: string, accepts: readonly string[], put: Put): readonly Completion[] {
  const around = model.element(scope);
  return targetsOf(around && settingOf(around, within)).flatMap((holder) => model.children(holder)).filter(({ kind }) => model.vocabulary.covers(accepts, kind))
    .map((part) => put(part.name, "element", `${part.kind.title} of ${model.element(part.parent ?? "")?.title ?? ""}`, part.description));
}

/** Elements by the shortest name that finds them; behind a dot what stands in the element before it. Near ones come first. */
export function completeNames(names: Names, scope: string, prefix: string, accepts: readonly string[] | undefined, put: Put): readonly Completion[] {
  const { model } = names;
  const dot = prefix.lastIndexOf(".");
  const item = (id: string, label: string): Completion => {
    const element = model.element(id)!;
    return put(label, "element", `${element.kind.title}${element.titled ? ` · ${element.title}` : ""}`, [`\`${id}\``, element.description ?? ""].filter((part) => part !== "").join("\n\n"));
  };
  const fits = (kind: Kind): boolean => accepts === undefined || model.vocabulary.covers(accepts, kind);
  if (dot >= 0) {
    const before = prefix.slice(0, dot);
    const owner = names.resolve(scope, before);
    if (owner === undefined) return [];
    // What fits may lie deeper: a way there is offered too.
    return model.children(owner).filter((child) => fits(child.kind) || model.children(child.id).some((inner) => fits(inner.kind))).map((child) => item(child.id, qualify(before, child.id.slice(owner.length + 1))));
  }
  let found = model.elements().filter((element) => fits(element.kind) && element.id !== scope);
  // In a large workspace only what holds the letters typed so far; the editor asks again as more are typed.
  if (found.length > MOST_COMPLETIONS) found = found.filter((element) => element.id.toLowerCase().includes(prefix.toLowerCase())).slice(0, MOST_COMPLETIONS);
  const distance = (id: string): number => {
    let shared = scope;
    let steps = 0;
    for (; shared !== "" && !isWithin(id, shared); steps++) shared = shared.includes(".") ? shared.slice(0, shared.lastIndexOf(".")) : "";
    return steps;
  };
  return found.map((element, index) => ({ element, index, near: distance(element.id) })).sort((a, b) => a.near - b.near || a.index - b.index).map(({ element }) => item(element.id, names.shortest(scope, element.id, accepts)));
}

function completeTechnologies(names: Names, prefix: string, put: Put): readonly Completion[] {
  const at = prefix.indexOf("@");
  if (at >= 0) {
    const known = findTechnology(prefix.slice(0, at));
    return (known?.support?.cycles ?? []).map((cycle) => put(`${prefix.slice(0, at)}@${cycle.cycle}`, "technology", cycle.endOfLife === undefined ? known!.name : `${known!.name}, supported until ${cycle.endOfLife}`));
  }
  const own = names.model.elements("technology").map((element) => put(element.name, "technology", `${element.title} (this workspace)`, element.description));
  return [...own, ...catalogue.map((technology) => put(technology.id, "technology", `${technology.name} · ${technology.category}`, technology.summary))];
}

/** Characters behind which an editor asks of itself. */
export const triggers: readonly string[] = [".", ":", ">", "@", " "];

