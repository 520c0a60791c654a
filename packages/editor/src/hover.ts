import { settingOf, type Element, type LinkedSetting, type Model, type Relation, type Workspace } from "@groundplan/model";
import { cycleOf, findTechnology, isTextual, type Kind, type Setting } from "@groundplan/vocabulary";
import { contextAt } from "./context.ts";
import { namesOf, occurrenceAt } from "./names.ts";
import { settingAt, slotOf } from "./slot.ts";

export interface Hover {
  /** Markdown. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What is known of the word at an offset: an element, a relation, a kind, a setting, a technology. */
export function hover(workspace: Workspace, file: string, offset: number): Hover | undefined {
  const text = workspace.text(file);
  if (text === undefined) return undefined;
  const { model } = workspace;
  const occurrence = occurrenceAt(workspace, file, offset);
  if (occurrence) {
    const element = model.element(occurrence.id);
    const relation = namesOf(model).relationNamed(occurrence.id);
    const said = element ? describeElement(element, model) : relation ? describeRelation(relation) : undefined;
    // The name of an operation is all there is of it; of a decision's title the file says the rest.
    if (said !== undefined) return { text: said, from: occurrence.from, to: occurrence.to };
  }
  const word = wordAt(text, offset);
  if (!word) return undefined;
  const said = file.endsWith(".plan") ? describeWord(text, word, model) : describeKey(text, word, model);
  return said === undefined ? undefined : { text: said, from: word.from, to: word.to };
}

export function describeElement(element: Element, model: Model): string {
  const lines = [`**${escape(element.title)}** · ${element.kind.title}`, `\`${element.id}\``];
  if (element.description !== undefined) lines.push(element.description);
  const facts: string[] = [];
  for (const name of ["owner", "tech", "status", "quality", "priority", "measure", "category", "date", "signature", "of"]) {
    const own = settingOf(element, name);
    const setting = own ?? inherited(element, name, model);
    if (setting) facts.push(`${name}: ${write(setting)}${own ? "" : " (inherited)"}`);
  }
  const [incoming, outgoing] = [model.incoming(element.id).length, model.outgoing(element.id).length];
  if (incoming + outgoing > 0) facts.push(`${incoming} in, ${outgoing} out`);
  if (facts.length > 0) lines.push(facts.map((fact) => `- ${escape(fact)}`).join("\n"));
  lines.push(`*${element.files.join(", ")}*`);
  return lines.join("\n\n");
}

function describeRelation(relation: Relation): string {
  const lines = [`**${relation.source} ${relation.style === "call" ? "->" : "->>"} ${relation.target}**`];
  if (relation.label !== undefined) lines.push(relation.label);
  if (relation.description !== undefined) lines.push(relation.description);
  if (relation.settings.length > 0) lines.push(relation.settings.map((setting) => `- ${setting.name}: ${write(setting)}`).join("\n"));
  return lines.join("\n\n");
}

function describeWord(text: string, word: { readonly from: number; readonly text: string }, model: Model): string | undefined {
  const context = contextAt(text, word.from, model);
  if (!context) return undefined;
  const { vocabulary } = model;
  const slot = slotOf(context, vocabulary);
  switch (slot.type) {
    case "item": {
      const kind = vocabulary.kind(word.text);
      const behind = text.slice(word.from + word.text.length).trimStart();
      if (kind && vocabulary.mayStand(kind, context.holder) && !behind.startsWith(":")) return describeKind(kind);
      const setting = settingAt(context, word.text, vocabulary);
      if (setting) return describeSetting(setting);
      if (word.text === "extend") return "**extend**\n\nAdds children, relations and settings to an element that is declared elsewhere.";
      return kind ? describeKind(kind) : undefined;
    }
    case "clause": {
      const clause = slot.kind.clauses?.find((each) => each.keyword === word.text) ?? slot.kind.clauses?.find((each) => each.keyword === undefined && !slot.used.has(each.setting.name));
      return clause ? describeSetting(clause.setting) : undefined;
    }
    case "value": {
      const grammar = slot.setting.grammar.type === "weighted" ? slot.setting.grammar.of : slot.setting.grammar;
      if (grammar.type === "technology" && slot.member.length === 0) return describeTechnology(word.text, model);
      return describeSetting(slot.setting);
    }
    case "target":
    case "extended":
    case "free":
      return undefined;
  }
}

/** A key of a decision's front matter. */
function describeKey(text: string, word: { readonly from: number; readonly to: number; readonly text: string }, model: Model): string | undefined {
  const kind = model.vocabulary.kind("decision");
  const end = /\n---\s*(?:\n|$)/.exec(text.slice(3));
  if (!kind || !text.startsWith("---") || !end || word.from > end.index + 3 || text[word.to] !== ":") return undefined;
  const setting = model.vocabulary.setting(kind, word.text);
  return setting ? describeSetting(setting) : undefined;
}

function describeKind(kind: Kind): string {
  return [`**${kind.name}** · ${kind.title}`, kind.summary, ...(kind.doc === undefined ? [] : [kind.doc]), `\`\`\`plan\n${kind.example}\n\`\`\``].join("\n\n");
}

function describeSetting(setting: Setting): string {
  const values = setting.grammar.type === "word" && setting.grammar.values && setting.grammar.values.length <= 12 ? [`One of ${setting.grammar.values.join(", ")}.`] : [];
  return [`**${setting.name}**`, setting.doc, ...values, ...(setting.many ? ["Several are separated by commas."] : []), ...(setting.inherited ? ["Taken from what holds the element, where it is not set."] : []), `\`\`\`plan\n${setting.example}\n\`\`\``].join("\n\n");
}

function describeTechnology(name: string, model: Model): string | undefined {
  const at = name.indexOf("@");
  const id = at < 0 ? name : name.slice(0, at);
  const own = model.elements("technology").find((element) => element.name === id.toLowerCase());
  if (own) return describeElement(own, model);
  const technology = findTechnology(id);
  if (!technology) return `**${escape(id)}** is not in the catalogue.\n\nA workspace adds to it with a \`technology\` item.`;
  const version = at < 0 ? undefined : name.slice(at + 1);
  const cycle = version === undefined ? undefined : cycleOf(technology, version);
  const facts = [`category: ${technology.category}`, `licence: ${technology.licence}`];
  if (cycle) facts.push(cycle.endOfLife !== undefined ? `${cycle.cycle}: supported until ${cycle.endOfLife}` : cycle.ended ? `${cycle.cycle}: has ended` : `${cycle.cycle}: no end announced`);
  if (technology.support) facts.push(`support dates: ${technology.support.source}, read on ${technology.support.asOf}`);
  return [`**${technology.name}** · \`${technology.id}\``, technology.summary, facts.map((fact) => `- ${fact}`).join("\n"), technology.homepage].join("\n\n");
}

function inherited(element: Element, name: string, model: Model): LinkedSetting | undefined {
  if (!model.vocabulary.setting(element.kind, name)?.inherited) return undefined;
  for (const ancestor of model.ancestors(element.id)) {
    const setting = settingOf(ancestor, name);
    if (setting) return setting;
  }
  return undefined;
}

/** The values of a setting in short. */
function write(setting: LinkedSetting): string {
  return setting.values.map((value): string => {
    if (isTextual(value)) return value.text;
    switch (value.type) {
      case "word":
        return value.word;
      case "reference":
        return value.target ?? value.name;
      case "technology":
        return value.version === undefined ? value.id : `${value.id}@${value.version}`;
      case "date":
        return value.date;
      case "quantity":
        return `${value.quantity.amount}${value.quantity.unit}`;
      case "bound":
        return `${value.metric} ${value.comparator} ${value.quantity.amount}${value.quantity.unit}`;
      case "range":
        return value.low === value.high ? String(value.low) : `${value.low}..${value.high}`;
      case "flag":
        return "yes";
      case "distribution":
        return value.points.map((point) => `${typeof point.at === "number" ? `p${point.at}` : point.at} ${point.quantity.amount}${point.quantity.unit}`).join(", ");
      case "weighted":
        return `${value.value.type === "technology" ? value.value.id : value.value.type === "reference" ? value.value.name : ""} ${value.weight}`;
    }
  }).join(", ");
}

function wordAt(text: string, offset: number): { readonly from: number; readonly to: number; readonly text: string } | undefined {
  const part = /[\p{L}\p{N}\p{M}_.@-]/u;
  let from = offset;
  let to = offset;
  while (from > 0 && part.test(text[from - 1]!)) from--;
  while (to < text.length && part.test(text[to]!)) to++;
  return to > from ? { from, to, text: text.slice(from, to) } : undefined;
}

/** A title or a name is no Markdown of ours. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, "\\$&");
}
