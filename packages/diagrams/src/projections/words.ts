import { inheritedSetting, settingOf, textsOf, type Element, type LinkedSetting, type Relation } from "@groundplan/model";
import { findTechnology } from "@groundplan/vocabulary";
import type { NodeShape, Swatch } from "../scene.ts";
import type { Structure } from "./structure.ts";

/** A technology as pictures name it. */
export interface TechnologyWords {
  readonly name: string;
  readonly icon: string | undefined;
}

/** What is said of an element on its card, whatever the view. */
export interface ElementWords {
  readonly shape: NodeShape;
  readonly swatch: Swatch;
  readonly title: string;
  readonly kind: string;
  readonly technologies: readonly string[];
  readonly icons: readonly string[];
  readonly description: string | undefined;
  /** Interfaces (`gRPC CartService`) and topics that it offers. */
  readonly interfaces: readonly string[];
}

const API_STYLES: Readonly<Record<string, string>> = { rest: "REST", grpc: "gRPC", graphql: "GraphQL", events: "Events", soap: "SOAP", rpc: "RPC", sql: "SQL", files: "Files" };

/** The words of an element; computed once. */
export function wordsOf(structure: Structure, element: Element): ElementWords {
  return structure.remember(`words ${element.id}`, () => computeWords(structure, element));
}

function computeWords(structure: Structure, element: Element): ElementWords {
  const { kind } = element;
  // What a system or a container says of its technology holds for containers in it, and would only repeat itself on components.
  const inherits = kind.group === "container";
  const setting = inherits ? inheritedSetting(structure.model, element, "tech") : settingOf(element, "tech");
  const technologies = technologiesOf(structure, setting);
  const icons = [...(kind.icon === undefined ? [] : [kind.icon]), ...technologies.flatMap((each) => (each.icon === undefined ? [] : [each.icon]))];
  return {
    shape: kind.style?.shape ?? "card", swatch: kind.style?.swatch ?? "neutral", title: element.title, kind: kind.title,
    technologies: technologies.map((each) => each.name), icons, description: describe(element), interfaces: interfacesOf(structure, element),
  };
}

/** The description's first paragraph, without Markdown; failing that the responsibilities. Where it is long, only its first sentences. */
export function describe(element: Element): string | undefined {
  const said = plainText(element.description ?? "");
  if (said !== "") return firstSentences(said);
  const responsibilities = textsOf(settingOf(element, "responsibilities")).map((each) => plainText(each).replace(/[.;]$/, ""));
  const [first, ...rest] = responsibilities.filter((each) => each !== "");
  return first === undefined ? undefined : [first, ...rest.map(lowerFirst)].join(", ");
}

/** The interfaces and topics in an element: `gRPC CartService`, `topic Placed orders`. */
export function interfacesOf(structure: Structure, element: Element): readonly string[] {
  const lines: string[] = [];
  for (const child of structure.children(element.id)) {
    if (child.kind.group === "interface") lines.push([styleOf(child), child.title].filter((part) => part !== undefined).join(" "));
    else if (child.kind.group === "topic") lines.push(`topic ${child.title}`);
  }
  return lines;
}

/** What is spoken along a relation: its protocol, or the style of the interface that it calls. */
export function technologyOf(structure: Structure, relation: Relation): string | undefined {
  const [protocol] = technologiesOf(structure, settingOf(relation, "protocol"));
  // On a line, `Kafka protocol` says no more than `Kafka`.
  if (protocol) return protocol.name.replace(/ (?:wire )?protocol$/i, "");
  for (let at = structure.model.element(relation.target); at; at = at.parent === undefined ? undefined : structure.model.element(at.parent)) {
    if (at.kind.group === "interface") return styleOf(at);
    if (at.kind.group !== "operation") return undefined;
  }
  return undefined;
}

const labels = new WeakMap<Relation, string>();

/** What a relation says; one without a label says which operation it calls, or which topic carries it. */
export function labelOf(structure: Structure, relation: Relation): string | undefined {
  const known = labels.get(relation);
  // A topic's or an operation's title may change without the relation: such labels are not kept.
  if (known !== undefined) return known;
  const stated = (relation.label ?? "").replace(/\s+/g, " ").trim();
  if (stated !== "") {
    labels.set(relation, stated);
    return stated;
  }
  const source = structure.model.element(relation.source);
  const target = structure.model.element(relation.target);
  const topic = source?.kind.group === "topic" ? source : target?.kind.group === "topic" ? target : undefined;
  if (topic) return topic.title;
  return target?.kind.group === "operation" ? target.title : undefined;
}

/** The technologies of a setting in words, with their versions: `PostgreSQL 18.4`. A workspace's own catalogue comes first. */
export function technologiesOf(structure: Structure, setting: LinkedSetting | undefined): readonly TechnologyWords[] {
  if (!setting) return [];
  const words: TechnologyWords[] = [];
  for (const value of setting.values) {
    if (value.type !== "technology") continue;
    const { name, icon } = structure.remember(`technology ${value.id}`, () => lookUp(structure, value.id));
    words.push({ name: value.version === undefined ? name : `${name} ${value.version}`, icon });
  }
  return words;
}

function lookUp(structure: Structure, id: string): TechnologyWords {
  const own = structure.remember("technologies of the workspace", () => ownTechnologies(structure)).get(id.toLowerCase());
  if (own) return own;
  const found = findTechnology(id);
  return found ? { name: found.name, icon: found.icon } : { name: id, icon: undefined };
}

function ownTechnologies(structure: Structure): ReadonlyMap<string, TechnologyWords> {
  const own = new Map<string, TechnologyWords>();
  for (const element of structure.model.elements("technology")) {
    const words = { name: element.title, icon: textsOf(settingOf(element, "icon"))[0] };
    for (const name of [element.name, ...textsOf(settingOf(element, "aliases"))]) if (!own.has(name.toLowerCase())) own.set(name.toLowerCase(), words);
  }
  return own;
}

function styleOf(api: Element): string | undefined {
  const word = textsOf(settingOf(api, "style"))[0];
  return word === undefined ? undefined : (API_STYLES[word] ?? word);
}

/** Markdown as plain words on one line: the first paragraph, without marks of emphasis, code, links and headings. */
export function plainText(markdown: string): string {
  // A heading is no part of the sentence below it; alone it is all that is said.
  const below = markdown.trim().replace(/^(?:[ \t]*#{1,6}[ \t][^\n]*\n\s*)+(?=[^\s#])/, "");
  const paragraph = below.split(/\n[ \t]*\n|\n(?=[ \t]*#{1,6}[ \t])/)[0] ?? "";
  return paragraph
    .replace(/^[ \t]*(?:#{1,6}|[-*+>]|\d+[.)])[ \t]+/gm, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|`)(?=\S)(.*?\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}_*])(_|\*)(?=\S)([^_*\n]*[^_*\s])\1(?![\p{L}\p{N}_*])/gu, "$2")
    .replace(/\s+/g, " ")
    .trim();
}

/** As many whole sentences as about two lines of a card hold, one at least. */
function firstSentences(text: string): string {
  if (text.length <= ROOM) return text;
  const [first = text, ...rest] = text.split(/(?<=[.!?])\s+/);
  let taken = first;
  for (const sentence of rest) {
    if (taken.length + 1 + sentence.length > ROOM) break;
    taken += ` ${sentence}`;
  }
  return taken;
}

const ROOM = 80;

function lowerFirst(text: string): string {
  // An abbreviation keeps its capitals.
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
