import { writeName, type Diagnostic, type Fix, type Item, type RelatedPlace, type Term, type Tree } from "@groundplan/syntax";
import { kindSynonyms, laterKinds, namesIn, nearest, oneOf, readValue, splitList, withArticle, withCapitalArticle, type Grammar, type Kind, type Setting, type Terms, type Value, type ValueProblem, type Vocabulary } from "@groundplan/vocabulary";
import type { BindCode } from "./codes.ts";
import { lastOf } from "./names.ts";
import { partRunOn } from "./run-on.ts";
import type { Declaration, Extension, RelationDeclaration, SettingReference, SettingValue, Unit } from "./unit.ts";

/** Binds the tree of one file to the vocabulary. Never throws; what makes no sense is told, and the rest is kept. */
export function bind(file: string, tree: Tree, vocabulary: Vocabulary): Unit {
  const extensions: Extension[] = [];
  const declarations: Declaration[] = [];
  const relations: RelationDeclaration[] = [];
  const references: SettingReference[] = [];
  const problems: Diagnostic[] = [];
  for (const problem of tree.problems) {
    problems.push({
      code: problem.code, severity: "error", message: problem.message, file, from: problem.from, to: problem.to,
      ...(problem.hint === undefined ? {} : { hint: problem.hint }),
      related: problem.related ? [{ file, ...problem.related }] : [],
      ...(problem.insert ? { fix: { title: problem.hint ?? problem.message, edits: [{ file, from: problem.insert.at, to: problem.insert.at, text: problem.insert.text }] } } : {}),
    });
  }
  const top: Holder = { kind: undefined, base: -1, path: "", parts: newParts() };
  const told = linesOf(tree.text, tree.problems);
  const syntaxProblems = problems.length;
  for (const item of tree.items) bindItem(item, top);
  // A line whose syntax is broken says little that could be judged: what the parser told of it is enough.
  const kept = told.length === 0 ? problems : problems.filter((problem, index) => index < syntaxProblems || !told.some(({ from, to }) => problem.from >= from && problem.from <= to));
  return { file, extensions, declarations, relations, references, problems: kept };

  function report(code: BindCode, at: { readonly from: number; readonly to: number }, message: string, more: { hint?: string; replace?: string; related?: readonly RelatedPlace[]; fix?: Fix } = {}): void {
    const fix = more.fix ?? (more.replace === undefined ? undefined : { title: `Write ${more.replace}`, edits: [{ file, from: at.from, to: at.to, text: more.replace }] });
    problems.push({ code, severity: "error", message, file, from: at.from, to: at.to, ...(more.hint === undefined ? {} : { hint: more.hint }), related: more.related ?? [], ...(fix ? { fix } : {}) });
  }

  function bindItem(whole: Item, holder: Holder): void {
    const item = withoutRunOn(whole, holder, bindItem);
    const { label, header } = item;
    if (label.length === 0 && header.length === 1 && isText(header[0]!) && !item.block) {
      describe(header[0]!, holder);
      return;
    }
    const arrow = arrowIn(header);
    if (arrow >= 0 && !(holder.kind?.members && (label.length === 1 || (label.length === 2 && isText(label[1]!))))) {
      const own = label.length === 0 && arrow > 1 ? vocabulary.kind(header[0]!.text) : undefined;
      // A button that leads to a screen: the arrow is a clause of its header.
      if (own && header[0]!.kind === "word" && own.name !== "relation" && vocabulary.clause(own, header[arrow]!.text) && vocabulary.mayStand(own, holder.kind)) bindDeclaration(item, own, holder);
      else if (holder.kind?.arrows !== undefined) bindPlaced(item, vocabulary.kind(holder.kind.arrows)!, holder);
      else bindRelation(item, arrow, holder);
      return;
    }
    if (label.length > 0) {
      bindLabelled(item, holder);
      return;
    }
    if (holder.kind?.assigns !== undefined && header[1]?.kind === "operator" && header[1].text === "=") {
      bindPlaced(item, vocabulary.kind(holder.kind.assigns)!, holder);
      return;
    }
    const first = header[0];
    if (!first) {
      bindAll(item, holder);
      return;
    }
    if (first.kind === "raw" && holder.kind?.members) {
      bindMember(item, first, [], holder);
      return;
    }
    if (first.kind !== "word") {
      report("model/unexpected-item", span(header), isText(first) ? "A description stands alone; nothing follows it on its line." : `${first.text || "This"} begins no item.`, { hint: "An item begins with a kind, a setting, a name or an arrow." });
      return;
    }
    if (first.text === "extend") {
      bindExtension(item, holder);
      return;
    }
    if ((first.text === "kind" || first.text === "setting") && holder.kind === undefined) return; // Read beforehand: see declare.ts.
    const kind = vocabulary.kind(first.text);
    if (kind && kind.name !== "relation" && vocabulary.mayStand(kind, holder.kind)) {
      bindDeclaration(item, kind, holder);
      return;
    }
    if (holder.kind) {
      const setting = vocabulary.setting(holder.kind, first.text);
      // A value of an enum may be called as a setting is: alone, it says nothing else.
      if (setting && !(holder.kind.members && header.length === 1 && setting.grammar.type !== "flag")) {
        bindBare(item, first, setting, holder);
        return;
      }
      if (holder.kind.members && (header.length === 1 || isText(header[1]!) || (header[1]!.kind === "operator" && header[1]!.text === "="))) {
        bindMember(item, first, header.slice(1), holder);
        return;
      }
    }
    if (kind && kind.name !== "relation" && (header.length > 1 || item.block)) {
      reportMisplaced(first, kind, holder);
      bindQuietly(item, kind, holder);
      return;
    }
    const second = header[1];
    const swapped = second?.kind === "word" ? vocabulary.kind(second.text) : undefined;
    if (!kind && swapped && swapped.name !== "relation" && vocabulary.mayStand(swapped, holder.kind)) {
      report("model/unknown-kind", first, `There is no kind ${first.text}.`, { hint: `The kind stands before the name: ${second!.text} ${first.text}.`, fix: { title: `Write ${second!.text} ${first.text}`, edits: [{ file, from: first.from, to: second!.to, text: `${second!.text} ${first.text}` }] } });
      bindQuietly({ ...item, header: [second!, first, ...header.slice(2)] }, swapped, holder);
      return;
    }
    bindUnknown(item, first, holder);
  }

  /** Binds what a line's end should have parted from an item, and gives the last part, which remains to be bound. */
  function withoutRunOn(item: Item, holder: Holder, bindPart: (part: Item, holder: Holder) => void): Item {
    let last = item;
    for (let parts = 1; parts < MOST_PARTS; parts++) {
      const parted = partRunOn(last, tree.text, {
        declaration: ([first, second]) => {
          const kind = first?.kind === "word" && second && (second.kind === "word" || second.kind === "raw" || isText(second)) ? vocabulary.kind(first.text) : undefined;
          return kind !== undefined && kind.name !== "relation" && (holder.extension !== undefined || vocabulary.mayStand(kind, holder.kind));
        },
        setting: (key) => (holder.kind ? vocabulary.setting(holder.kind, key.text) : holder.extension === undefined ? undefined : anySetting(key.text, [])) !== undefined,
      });
      if (!parted) break;
      bindPart(parted[0], holder);
      last = parted[1];
    }
    return last;
  }

  /** Binds an item of which a fault was told already: what else may be wrong with it follows from that most often. */
  function bindQuietly(item: Item, kind: Kind, holder: Holder): void {
    const count = problems.length;
    bindDeclaration(item, kind, holder);
    problems.length = count;
  }

  function describe(term: Term, holder: Holder): void {
    if (holder.kind === undefined && holder.extension === undefined) {
      report("model/unexpected-item", term, "A text alone describes what holds it; nothing does here.", { hint: "Put it into the block of an element." });
    } else if (holder.parts.description) {
      report("model/set-twice", term, "The description is given twice.", { hint: 'One text, with """ where it is long.', related: [{ file, from: holder.parts.description.from, to: holder.parts.description.to, message: "the first one" }] });
    } else holder.parts.description = term;
  }

  function bindAll(item: Item, holder: Holder): void {
    for (const inner of item.block?.items ?? []) bindItem(inner, holder);
  }

  /** `key: value`, a member of a data kind, or a user's setting declaration. */
  function bindLabelled(item: Item, holder: Holder): void {
    const { label, header } = item;
    const key = label[0]!;
    if (key.text === "setting" && holder.kind === undefined) return;
    if (holder.kind?.members && label.length === 1) {
      bindMember(item, key, header, holder);
      return;
    }
    if (holder.kind?.members && label.length === 2 && isText(label[1]!) && (key.kind === "word" || key.kind === "raw")) {
      bindMember(item, key, [label[1]!, ...header], holder);
      return;
    }
    if (label.length > 1 || (key.kind !== "word" && key.kind !== "raw")) {
      const kind = key.kind === "word" ? vocabulary.kind(key.text) : undefined;
      report("model/unexpected-item", span(label), kind ? `A colon cannot stand in the header of ${withArticle(kind.name)}.` : "One word stands before the colon of a setting.", { hint: kind ? "Put the title in quotes and settings into the block." : "Write key: value." });
      return;
    }
    if (holder.kind === undefined) {
      if (holder.extension === undefined) report("model/unexpected-item", key, `${key.text} is set on nothing here.`, { hint: "A setting stands in the block of an element." });
      return;
    }
    const setting = vocabulary.setting(holder.kind, key.text);
    if (!setting) {
      const kind = vocabulary.kind(key.text);
      if (kind && kind.name !== "relation" && header[0] && (header[0].kind === "word" || header[0].kind === "raw") && vocabulary.mayStand(kind, holder.kind)) {
        report("model/unexpected-item", key, `No colon belongs behind the kind ${key.text}.`, { hint: `Write ${key.text} ${header[0].text}.`, fix: { title: "Take the colon away", edits: [{ file, from: key.to, to: header[0].from, text: " " }] } });
        bindQuietly({ ...item, label: [], header: [key, ...header] }, kind, holder);
      } else reportUnknownSetting(key, holder.kind);
      return;
    }
    if (item.block) report("model/unexpected-item", { from: item.block.from, to: item.block.from + 1 }, `${key.text} takes a value and no block.`);
    setValue(key, setting, header, holder);
  }

  function reportUnknownSetting(key: Term, kind: Kind): void {
    const known = (kind.settings ?? []).map((setting) => setting.name);
    const own = key.text === "title" ? `The title stands in quotes behind the name: ${kind.name} cart "Cart".` : key.text === "description" ? "A description is a text alone, without a key." : undefined;
    const near = own === undefined ? nearest(key.text, known) : undefined;
    if (own !== undefined) report("model/unknown-setting", key, `${withCapitalArticle(kind.name)} has no setting ${key.text}.`, { hint: own });
    else report("model/unknown-setting", key, `${withCapitalArticle(kind.name)} has no setting ${key.text}.`, near ? { hint: `Did you mean ${near}?`, replace: near } : { hint: known.length > 0 ? `It has ${oneOf(known)}.` : "It has no settings." });
  }

  function bindBare(item: Item, key: Term, setting: Setting, holder: Holder): void {
    const equals = item.header[1]?.kind === "operator" && item.header[1].text === "=" ? item.header[1] : undefined;
    const rest = item.header.slice(equals ? 2 : 1);
    if (equals) report("model/missing-colon", equals, `A colon belongs behind ${key.text}, and no equals sign.`, { hint: `Write ${setting.example}.`, fix: { title: "Write a colon", edits: [{ file, from: key.to, to: equals.to, text: ":" }] } });
    else if (!setting.bare && !holder.kind?.members) report("model/missing-colon", key, `A colon belongs behind ${key.text}.`, { hint: `Write ${setting.example}.`, fix: { title: "Add the colon", edits: [{ file, from: key.to, to: key.to, text: ":" }] } });
    setValue(key, setting, rest, holder);
  }

  function setValue(key: Term, setting: Setting, terms: Terms, holder: Around & { readonly parts: Parts }): void {
    if (setting.grammar.type === "flag") {
      if (terms.length > 0) report("model/bad-value", span(terms), `${setting.name} stands alone.`);
      addSetting(key, setting, [{ type: "flag", from: key.from, to: key.to }], holder.parts);
      return;
    }
    if (terms.length === 0) {
      report("model/bad-value", key, `${setting.name} has no value.`, { hint: `As in ${setting.example}.` });
      return;
    }
    const values: Value[] = [];
    const several = setting.many ? splitList(terms) : { members: [terms] };
    if (several.problem) reportValue(several.problem);
    for (const member of several.members) {
      const reading = readValue(setting.grammar, member);
      const parted = reading.problem && setting.many ? readParted(setting.grammar, member) : undefined;
      if (parted) {
        report("model/bad-value", { from: member[0]!.to, to: member[1]!.to }, "Commas separate several values.", { hint: `Write ${member.map((term) => sourceOf(term)).join(", ")}.`, fix: { title: "Put a comma between", edits: member.slice(1).map((term, index) => ({ file, from: member[index]!.to, to: term.from, text: ", " })) } });
        for (const value of parted) values.push(refer(value, holder));
      } else if (reading.problem) reportValue(reading.problem, setting);
      else values.push(refer(reading.value, holder));
    }
    if (values.length > 0) addSetting(key, setting, values, holder.parts);
  }

  function sourceOf(term: Term): string {
    return tree.text.slice(term.from, term.to);
  }

  function reportValue(problem: ValueProblem, setting?: Setting): void {
    report("model/bad-value", problem, problem.message, { ...(problem.hint !== undefined ? { hint: problem.hint } : setting ? { hint: `As in ${setting.example}.` } : {}), ...(problem.replace === undefined ? {} : { replace: problem.replace }) });
  }

  function refer(value: Value, holder: Around): Value {
    for (const { in: within, ...named } of namesIn(value)) {
      const part = within === undefined ? named : partOf(named, holder.around?.settings.find((setting) => setting.name === within));
      references.push({ base: holder.base, scope: holder.path, ...part });
    }
    return value;
  }

  function addSetting(key: Term, setting: Setting, values: readonly Value[], parts: Parts): void {
    const earlier = parts.settings.find((other) => other.name === setting.name);
    if (earlier && !setting.many) {
      report("model/set-twice", key, `${setting.name} is set twice.`, { related: [{ file, from: earlier.from, to: earlier.to, message: "the first time" }], hint: "Keep one of them." });
      return;
    }
    parts.settings.push({ name: setting.name, setting, values, from: key.from, to: key.to });
  }

  /** `name: …` in a data kind, or a name alone: an operation, a field, a value. Its names are looked up from the element that holds it. */
  function bindMember(item: Item, name: Term, terms: Terms, holder: Holder): void {
    const kind = vocabulary.kind(holder.kind!.members!)!;
    const inner: Holder = { kind, base: holder.base, path: join(holder.path, nameOf(name)), parts: newParts() };
    const title = terms[0] && isText(terms[0]) ? terms[0] : undefined;
    bindClauses(kind, title ? terms.slice(1) : terms, inner, holder, name);
    bindAll(item, inner);
    declare(item, kind.name, name, title?.text, inner);
  }

  /** An item that is found by its place: a step of a flow, a widget. A label is its name: `charge: a -> b`. */
  function bindPlaced(item: Item, kind: Kind, holder: Holder, terms: Terms = item.header): void {
    const label = item.label[0];
    if (item.label.length > 1 || (label && label.kind !== "word" && label.kind !== "raw")) report("model/unexpected-item", span(item.label), `The label of ${withArticle(kind.name)} is one word.`);
    const from = item.header[0] ?? item;
    const name: Term = label && (label.kind === "word" || label.kind === "raw") ? label : { kind: "word", from: from.from, to: from.to, text: `#${++holder.parts.placed}` };
    // A text behind a keyword that takes one is what that says, and no title.
    const title = terms.find((term, at) => isText(term) && !kind.clauses?.some(({ keyword, setting }) => keyword !== undefined && setting.grammar.type === "text" && keyword === terms[at - 1]?.text));
    const inner: Holder = { kind, base: holder.base, path: join(holder.path, nameOf(name)), parts: newParts() };
    bindClauses(kind, title ? terms.filter((term) => term !== title) : terms, inner, holder, name);
    bindAll(item, inner);
    declare(item, kind.name, name, title?.text, inner);
  }

  function bindDeclaration(item: Item, kind: Kind, holder: Holder): void {
    if (kind.unnamed) {
      bindPlaced(item, kind, holder, item.header.slice(1));
      return;
    }
    let terms = item.header;
    let at = 1;
    if (terms[1]?.text === terms[0]!.text && terms[1].kind === "word" && (terms[2]?.kind === "word" || terms[2]?.kind === "raw") && !vocabulary.clause(kind, terms[2].text)) {
      report("model/unexpected-term", terms[1], `${terms[1].text} stands twice.`, { hint: "Keep one of them.", fix: { title: "Remove it", edits: [{ file, from: terms[0]!.to, to: terms[1].to, text: "" }] } });
      terms = [terms[0]!, ...terms.slice(2)];
    }
    if (terms[1] && isText(terms[1]) && terms[2]?.kind === "word" && !vocabulary.clause(kind, terms[2].text)) {
      const [, text, word] = terms;
      report("model/missing-name", word!, "The name stands before the title.", { hint: `Write ${kind.name} ${word!.text} ${JSON.stringify(text!.text)}.`, fix: { title: "Put the name first", edits: [{ file, from: text!.from, to: word!.to, text: `${word!.text} ${JSON.stringify(text!.text)}` }] } });
      terms = [terms[0]!, word!, text!, ...terms.slice(3)];
    }
    let name = terms[at];
    if (name && (name.kind === "word" || name.kind === "raw") && !(kind.anonymous && vocabulary.clause(kind, name.text))) at++;
    else name = undefined;
    let title = terms[at];
    if (title && isText(title)) at++;
    else title = undefined;
    if (!name) {
      const taken = terms[1];
      if (taken && taken.kind === "number") {
        at++;
        if (terms[at] && isText(terms[at]!)) title = terms[at++];
      }
      report("model/missing-name", taken && !isText(taken) ? taken : terms[0]!, taken && !isText(taken) ? `A name belongs behind ${kind.name}.` : `This ${kind.name} has no name.`, { hint: title ? `Write ${kind.name} ${slug(title.text)} ${JSON.stringify(title.text)}.` : `As in ${firstLine(kind.example)}.`, ...(title ? { fix: { title: "Add a name", edits: [{ file, from: title.from, to: title.from, text: `${slug(title.text)} ` }] } } : {}) });
      name = { kind: "word", from: terms[0]!.from, to: terms[0]!.to, text: taken?.kind === "number" ? writeName(taken.text.replace(/^\d+(?=\p{L})/u, "")) : title ? slug(title.text) : `unnamed-${terms[0]!.from}` };
    } else if (name.kind === "word" && /[.@]/.test(name.text)) {
      report("model/missing-name", name, `A name is one word; ${name.text} is several.`, { hint: name.text.includes(".") ? `To add to an element, write extend ${name.text.slice(0, name.text.lastIndexOf("."))} { ${kind.name} ${name.text.slice(name.text.lastIndexOf(".") + 1)} }.` : "A version stands with tech." });
      name = { ...name, text: name.text.slice(name.text.lastIndexOf(".") + 1).replace(/@.*/, "") };
    }
    const inner: Holder = { kind, base: holder.base, path: join(holder.path, nameOf(name)), parts: newParts() };
    bindClauses(kind, terms.slice(at), inner, holder, name);
    bindAll(item, inner);
    declare(item, kind.name, name, title?.text, inner);
  }

  /** `quality performance.timeBehaviour priority high`, or by place: the style of an API. A clause's names are looked up from outside the element. */
  function bindClauses(kind: Kind, terms: Terms, inner: Holder, outer: Holder, name: Term): void {
    let at = 0;
    const seen = new Set<string>();
    const scope = { base: outer.base, path: outer.path, parts: inner.parts, around: outer.parts };
    while (at < terms.length) {
      const term = terms[at]!;
      // A type stands first, whatever it is called: of `amount: number`, `number` is the type, and no number of Protocol Buffers.
      const typed = at === 0 && kind.clauses?.[0]?.keyword === undefined && kind.clauses?.[0]?.setting.grammar.type === "type";
      const keyed = !typed && isKeyword(term) ? kind.clauses?.find((clause) => clause.keyword === term.text) : undefined;
      if (keyed?.mayBeEmpty && !seen.has(keyed.setting.name) && (at + 1 >= terms.length || startsClause(kind, terms[at + 1]!))) {
        seen.add(keyed.setting.name);
        at++;
        continue;
      }
      if (keyed) {
        const next = keyed.setting.grammar.type === "flag" ? at + 1 : endOfClause(kind, terms, at + 1);
        // Words kept as written hold no text: one behind them is a title that is out of place, and told to be.
        const text = keyed.setting.grammar.type === "phrase" ? terms.findIndex((other, index) => index > at + 1 && index < next && isText(other)) : -1;
        const end = text < 0 ? next : text;
        const value = terms.slice(at + 1, end);
        seen.add(keyed.setting.name);
        setValue(term, keyed.setting, value, scope);
        at = end;
        continue;
      }
      const placed = kind.clauses?.find((clause) => clause.keyword === undefined && !seen.has(clause.setting.name) && mayBegin(clause.setting.grammar, term));
      if (placed) {
        const end = isOfSeveralTerms(placed.setting.grammar) || placed.setting.many === true ? endOfClause(kind, terms, at) : at + 1;
        seen.add(placed.setting.name);
        setValue(term, placed.setting, terms.slice(at, end), scope);
        at = end;
        continue;
      }
      const words = (kind.clauses ?? []).map((clause) => clause.keyword ?? `its ${clause.setting.name}`);
      const near = term.kind === "word" ? nearest(term.text, (kind.clauses ?? []).flatMap((clause) => clause.keyword ?? [])) : undefined;
      report("model/unexpected-term", { from: term.from, to: terms[terms.length - 1]!.to }, isText(term) ? `The title of ${withArticle(kind.name)} stands right behind its name.` : `${term.text || "This"} does not belong in the header of ${withArticle(kind.name)}.`, near ? { hint: `Did you mean ${near}?`, fix: { title: `Write ${near}`, edits: [{ file, from: term.from, to: term.to, text: near }] } } : { hint: words.length > 0 ? `Behind the title may stand ${oneOf(words)}.` : "Settings stand in the block: { key: value }." });
      break;
    }
    for (const clause of kind.clauses ?? []) {
      if (clause.required && !seen.has(clause.setting.name) && at >= terms.length) report("model/missing-clause", name, `This ${kind.name} does not say its ${clause.setting.name}.`, { hint: `Add ${clause.setting.example} behind the title.` });
    }
  }

  function startsClause(kind: Kind, term: Term): boolean {
    return isKeyword(term) && (kind.clauses?.some((clause) => clause.keyword === term.text) ?? false);
  }

  function endOfClause(kind: Kind, terms: Terms, from: number): number {
    for (let at = from + 1; at < terms.length; at++) if (startsClause(kind, terms[at]!)) return at;
    return Math.max(terms.length, from);
  }

  function declare(item: Item, kind: string, name: Term, title: string | undefined, holder: Holder): void {
    declarations.push({
      base: holder.base, path: holder.path, kind, name: nameOf(name), title, description: holder.parts.description?.text,
      settings: holder.parts.settings.length > 0 ? holder.parts.settings : NO_PARTS.settings, from: name.from, to: name.to, itemFrom: item.from, itemTo: item.to, relation: -1,
    });
    implyConsumption(holder);
  }

  /** `consumes: events.orders` is a message relation from the topic to the element. */
  function implyConsumption(holder: { readonly base: number; readonly path: string; readonly parts: Parts }): void {
    for (const setting of holder.parts.settings) {
      if (setting.name !== "consumes") continue;
      for (const value of setting.values) {
        if (value.type !== "reference") continue;
        relations.push({
          base: holder.base, scope: holder.path, source: value.name, sourceFrom: value.from, sourceTo: value.to, target: undefined, targetFrom: value.from, targetTo: value.to,
          style: "message", label: undefined, description: undefined, settings: [], implied: true, from: value.from, to: value.to,
        });
      }
    }
  }

  function bindExtension(item: Item, holder: Holder): void {
    let [, name, ...more] = item.header;
    const kind = name?.kind === "word" ? vocabulary.kind(name.text) : undefined;
    if (kind && (more[0]?.kind === "word" || more[0]?.kind === "raw")) {
      const repeated = name!;
      [name, ...more] = more;
      report("model/unexpected-term", repeated, "The kind is not repeated where an element is extended.", { hint: `Write extend ${name!.text} { … }.`, fix: { title: "Remove the kind", edits: [{ file, from: repeated.from, to: name!.from, text: "" }] } });
    }
    if (!name || (name.kind !== "word" && name.kind !== "raw")) {
      report("model/missing-name", name ?? item.header[0]!, "extend names what it extends.", { hint: "As in extend shop.cart { … }." });
      return;
    }
    if (more.length > 0) report("model/unexpected-term", span(more), "Behind the name that it extends stands only the block.");
    const index = extensions.length;
    extensions.push({ name: name.text, base: holder.base, scope: holder.path, from: name.from, to: name.to });
    const inner: Holder = { kind: undefined, extension: index, base: index, path: "", parts: newParts() };
    // Whether the element's kind has these settings and may hold these kinds, only the linker can say.
    for (const child of item.block?.items ?? []) bindInExtension(child, inner);
    declarations.push({
      base: index, path: "", kind: undefined, name: "", title: undefined, description: inner.parts.description?.text, settings: inner.parts.settings,
      from: name.from, to: name.to, itemFrom: item.from, itemTo: item.to, relation: -1,
    });
    implyConsumption(inner);
  }

  /** In an `extend` block every setting of any kind may stand; whether the element has it is checked by the linker. */
  function bindInExtension(whole: Item, holder: Holder): void {
    const item = withoutRunOn(whole, holder, bindInExtension);
    const key = item.label.length === 1 ? item.label[0]! : item.label.length === 0 && item.header[0]?.kind === "word" ? item.header[0] : undefined;
    const titled = item.label.length === 2 && isText(item.label[1]!);
    if ((item.label.length === 1 || titled) && isSignature(item.header)) {
      bindMember(item, item.label[0]!, titled ? [item.label[1]!, ...item.header] : item.header, { ...holder, kind: vocabulary.kind("api") });
      return;
    }
    if (key && arrowIn(item.header) < 0) {
      const value = item.label.length === 1 ? item.header : item.header.slice(1);
      const setting = anySetting(key.text, value);
      const kind = item.label.length === 0 ? vocabulary.kind(key.text) : undefined;
      if (setting && !kind && (item.label.length === 1 || setting.bare)) {
        setValue(key, setting, value, holder);
        return;
      }
      if (item.label.length === 1) {
        // An operation of an extended interface, or a misspelt setting.
        if (item.header.length > 1 && (item.header[0]!.kind === "word" || item.header[0]!.kind === "parens") && /^[A-Z]+$/.test(item.header[0]!.text || "A")) {
          bindMember(item, key, item.header, { ...holder, kind: vocabulary.kind("api") });
          return;
        }
        const near = nearest(key.text, settingNames());
        report("model/unknown-setting", key, `There is no setting ${key.text}.`, near ? { hint: `Did you mean ${near}?`, replace: near } : {});
        return;
      }
      if (kind && kind.name !== "relation") {
        bindDeclaration(item, kind, holder);
        return;
      }
    }
    bindItem(item, holder);
  }

  /** The setting of this name that can read the value; several kinds have settings of one name and different grammars. */
  function anySetting(name: string, value: Terms): Setting | undefined {
    let first: Setting | undefined;
    const tried = new Set<Setting>();
    for (const kind of vocabulary.kinds) {
      const setting = vocabulary.setting(kind, name);
      if (!setting || tried.has(setting)) continue;
      tried.add(setting);
      first ??= setting;
      if (value.length === 0 ? setting.grammar.type === "flag" : setting.grammar.type !== "flag" && (setting.many ? splitList(value).members : [value]).every((member) => !readValue(setting.grammar, member).problem)) return setting;
    }
    return first;
  }

  function settingNames(): readonly string[] {
    return [...new Set(vocabulary.kinds.flatMap((kind) => (kind.settings ?? []).map((setting) => setting.name)))];
  }

  function bindRelation(item: Item, arrow: number, holder: Holder): void {
    const { label, header } = item;
    const arrowTerm = header[arrow]!;
    let source: Term | undefined = arrow > 0 ? header[0] : undefined;
    if (arrow > 1) {
      const before = header.slice(0, arrow);
      report("model/bad-relation", span(before), "One name stands before an arrow.", { hint: vocabulary.kind(before[0]!.text) ? "Declare the element in an item of its own, then write a -> b." : "Write a -> b \"label\"." });
      source = before.findLast((term) => term.kind === "word" || term.kind === "raw");
      if (!source) return;
    }
    if (source && source.kind !== "word" && source.kind !== "raw") {
      report("model/bad-relation", source, "The name of an element stands before an arrow.");
      return;
    }
    if (!source && holder.kind === undefined && holder.extension === undefined) {
      report("model/bad-relation", arrowTerm, "This arrow comes from nowhere.", { hint: 'Write a -> b "label", or put it into the block of the element it comes from.' });
      return;
    }
    const target = header[arrow + 1];
    if (!target || (target.kind !== "word" && target.kind !== "raw")) {
      report("model/bad-relation", target ?? arrowTerm, "The name of an element belongs behind the arrow.", { hint: 'As in a -> b "label".' });
      return;
    }
    const behind = header[arrow + 2];
    const text = behind && isText(behind) ? behind : undefined;
    const end = arrow + (text ? 3 : 2);
    if (header.length > end) {
      const rest = header.slice(end);
      const second = rest.find((term) => term.kind === "arrow");
      report("model/bad-relation", span(rest), second ? "One arrow makes one relation." : `${rest[0]!.text || "This"} does not belong behind the target.`, { hint: second ? "Write each relation in an item of its own." : rest[0]!.text === "," ? "Write one relation for each target." : "The label stands in quotes, settings in the block: a -> b \"label\" { protocol: https }." });
    }
    const parts = item.block ? newParts() : NO_PARTS;
    if (item.block) bindAll(item, { kind: vocabulary.kind("relation")!, base: holder.base, path: holder.path, parts });
    const index = relations.length;
    relations.push({
      base: holder.base, scope: holder.path, source: source?.text, sourceFrom: source?.from ?? arrowTerm.from, sourceTo: source?.to ?? arrowTerm.to,
      target: target.text, targetFrom: target.from, targetTo: target.to, style: arrowTerm.text === "->>" ? "message" : "call",
      label: text?.text, description: parts.description?.text, settings: parts.settings, implied: false,
      from: header[0]!.from, to: (text ?? target).to,
    });
    if (label.length > 0) {
      const name = label[0]!;
      if (label.length > 1 || (name.kind !== "word" && name.kind !== "raw")) report("model/bad-relation", span(label), "A relation's name is one word.");
      else
        declarations.push({
          base: holder.base, path: join(holder.path, nameOf(name)), kind: "relation", name: nameOf(name), title: undefined, description: undefined, settings: [],
          from: name.from, to: name.to, itemFrom: item.from, itemTo: item.to, relation: index,
        });
    }
  }

  function reportMisplaced(first: Term, kind: Kind, holder: Holder): void {
    const where = kind.within.map((entry) => (entry === "workspace" ? "at the top level" : `in ${withArticle(entry.replace("@", ""))}`));
    report("model/misplaced-kind", first, holder.kind ? `${withCapitalArticle(kind.name)} cannot stand in ${withArticle(holder.kind.name)}.` : `${withCapitalArticle(kind.name)} cannot stand at the top level.`, { hint: where.length > 0 ? `It stands ${oneOf(where)}.` : "It is not written so." });
  }

  /** Something like a declaration whose kind nobody knows: the name is declared all the same, so that it is missed nowhere else. */
  function bindUnknown(item: Item, first: Term, holder: Holder): void {
    const name = item.header[1];
    const declares = (name && (name.kind === "word" || name.kind === "raw")) || (item.block && item.header.length === 1) || (name && isText(name));
    const kinds = vocabulary.kinds.filter((kind) => kind.name !== "relation" && (vocabulary.mayStand(kind, holder.kind) || holder.extension !== undefined)).map((kind) => kind.name);
    const settings = holder.kind ? (holder.kind.settings ?? []).map((setting) => setting.name) : [];
    if (!declares) {
      const near = nearest(first.text, [...settings, ...kinds]);
      report("model/unexpected-item", span(item.header), `${first.text} says nothing here.`, near ? { hint: `Did you mean ${near}?`, fix: { title: `Write ${near}`, edits: [{ file, from: first.from, to: first.to, text: near }] } } : { hint: "An item is a declaration (service cart), a setting (owner: web), a relation (a -> b) or a text in quotes." });
      return;
    }
    const later = laterKinds.includes(first.text);
    const synonym = kindSynonyms[first.text.toLowerCase()];
    const near = later ? undefined : synonym !== undefined && kinds.includes(synonym) ? synonym : nearest(first.text, kinds);
    const kind = near === undefined ? undefined : vocabulary.kind(near);
    if (later) report("model/unknown-kind", first, `This version does not have the kind ${first.text} yet.`, { hint: "Leave it out for now: what its block says is not read." });
    else report("model/unknown-kind", first, `There is no kind ${first.text}.`, near ? { hint: `Did you mean ${near}?`, replace: near } : { hint: kinds.length > 0 ? `Here may stand ${oneOf(kinds)}.` : hintOfSettings(first.text, settings) });
    if (kind) bindQuietly(item, kind, holder);
    else if (name && (name.kind === "word" || name.kind === "raw")) {
      declarations.push({
        base: holder.base, path: join(holder.path, nameOf(name)), kind: "?", name: nameOf(name), title: undefined, description: undefined, settings: [],
        from: name.from, to: name.to, itemFrom: item.from, itemTo: item.to, relation: -1,
      });
    }
  }
}

/** The values of a member of a list that lacks its commas: names one after the other, each of which is a value alone. */
function readParted(grammar: Grammar, member: Terms): readonly Value[] | undefined {
  if (member.length < 2 || !member.every((term) => term.kind === "word" || term.kind === "raw" || isText(term))) return undefined;
  const readings = member.map((term) => readValue(grammar, [term]));
  return readings.every((reading) => !reading.problem) ? readings.map((reading) => reading.value!) : undefined;
}

/** The lines on which something stands, from their first to their last character. */
function linesOf(text: string, places: readonly { readonly from: number }[]): readonly { readonly from: number; readonly to: number }[] {
  return places.map(({ from }) => {
    const end = text.indexOf("\n", from);
    return { from: text.lastIndexOf("\n", from - 1) + 1, to: end < 0 ? text.length : end };
  });
}

/** An item is parted so often at most: a text that runs on longer is in no order at all. */
const MOST_PARTS = 50;

/** What a name in a value is looked up from: a block, and what the element around says. */
interface Around {
  readonly base: number;
  readonly path: string;
  readonly around?: Parts;
}

/**
 * A name that is one of a part of what a setting names: it is looked up in each of these. `shipping.zip` means the part of the one that is
 * called so; otherwise what follows a dot is a part of the part, which no name tells.
 */
function partOf<Named extends { readonly name: string; readonly from: number; readonly to: number }>(named: Named, setting: SettingValue | undefined): Named & { readonly candidates: readonly string[] } {
  const owners = (setting?.values ?? []).flatMap((value) => (value.type === "reference" ? value.name : []));
  const [head = "", next] = named.name.match(/`[^`]*`|[^.]+/g) ?? [];
  const owner = next === undefined ? undefined : owners.find((each) => lastOf(each) === head);
  return owner === undefined ? { ...named, name: head, to: named.from + head.length, candidates: owners.map((each) => `${each}.${head}`) } : { ...named, to: named.from + head.length + 1 + next!.length, candidates: [`${owner}.${next}`] };
}

/** What an item's block is bound into. */
interface Holder {
  /** Undefined at the top level and in the block of an extension. */
  readonly kind: Kind | undefined;
  /** The extension whose block it is. */
  readonly extension?: number;
  readonly base: number;
  readonly path: string;
  readonly parts: Parts;
}

interface Parts {
  description: Term | undefined;
  readonly settings: SettingValue[];
  /** How many items without a name stand in it so far. */
  placed: number;
}

function newParts(): Parts {
  return { description: undefined, settings: [], placed: 0 };
}

/**
 * Whether what stands behind a label in an `extend` block is what an operation takes and gives, and no relation: before the arrow of a
 * relation stands one name or nothing, and behind it a name. `GET /carts -> 200`, `(Item) -> Item`, `-> 204`.
 */
function isSignature(whole: Terms): boolean {
  const terms = whole[0] && isText(whole[0]) ? whole.slice(1) : whole;
  const arrow = arrowIn(terms);
  if (arrow < 0 || terms[arrow]!.text !== "->") return false;
  if (arrow === 0) return terms[1]?.kind === "number";
  return terms[0]!.kind === "parens" || (arrow > 1 && terms[0]!.kind === "word");
}

/** What may stand before a clause: a word or a sign. */
function isKeyword(term: Term): boolean {
  return term.kind === "word" || term.kind === "operator" || term.kind === "arrow";
}

/** Values that take all terms up to the next keyword, where a clause has none of its own. */
function isOfSeveralTerms(grammar: Grammar): boolean {
  return grammar.type === "type" || grammar.type === "signature" || grammar.type === "phrase" || grammar.type === "path";
}

/** Whether a value of this grammar may begin with such a term: what clauses without a keyword are told apart by. */
function mayBegin(grammar: Grammar, term: Term): boolean {
  switch (grammar.type) {
    case "text":
      return isText(term);
    case "quantity":
    case "range":
      return term.kind === "number";
    case "signature":
      return true;
    case "phrase":
      return term.kind === "word" || term.kind === "number" || term.kind === "raw" || term.kind === "path";
    default:
      return term.kind === "word" || term.kind === "raw";
  }
}

/** What a relation without a block says of itself, and an element without settings; nothing is ever added to it. */
const NO_PARTS: Parts = { description: undefined, settings: [], placed: 0 };

/** The place of the first arrow of a header, or -1. */
function arrowIn(header: Terms): number {
  for (let at = 0; at < header.length; at++) if (header[at]!.kind === "arrow") return at;
  return -1;
}

function isText(term: Term): boolean {
  return term.kind === "string" || term.kind === "markdown";
}

function span(terms: Terms): { from: number; to: number } {
  return { from: terms[0]!.from, to: terms[terms.length - 1]!.to };
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function nameOf(term: Term): string {
  return term.text;
}

/** What to write in a block that holds settings alone. */
function hintOfSettings(word: string, settings: readonly string[]): string {
  const near = nearest(word, settings);
  return near ? `Did you mean ${near}: …?` : settings.length > 0 ? `Here may stand ${oneOf(settings)}.` : "Nothing may stand here.";
}

function firstLine(text: string): string {
  return text.split("\n")[0]!;
}

/** A name made of a title: `Order archive` becomes `order-archive`. */
export function slug(title: string): string {
  const plain = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^[-\d]+|-+$/g, "");
  return plain === "" ? "unnamed" : plain;
}
