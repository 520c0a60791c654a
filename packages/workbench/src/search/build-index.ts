/** Everything that can be found, as documents of one full-text index. Pure but for the library. */
import MiniSearch from "minisearch";
import type { SiteIndex } from "../data/index-site.ts";
import { placeOf } from "../data/places.ts";
import { hrefOf } from "../data/route.ts";

export interface Found {
  readonly key: string;
  readonly title: string;
  /** What it is, in a word or two. */
  readonly type: string;
  /** Where it belongs or what it says, in a line. */
  readonly context: string;
  readonly href: string;
  readonly swatch?: string;
}

interface Document extends Found {
  readonly words: string;
  readonly boost: number;
}

export interface Finder {
  find(query: string, limit: number): readonly Found[];
  get(key: string): Found | undefined;
  /** All is indexed; until then what is indexed so far is found. */
  readonly ready: Promise<void>;
}

/** Up to so many documents are indexed at once; more of them in pieces, so that the page stays at hand. */
const AT_ONCE = 4000;
const PIECE = 400;

export function buildFinder(index: SiteIndex): Finder {
  const documents = documentsOf(index);
  const byKey = new Map(documents.map((document) => [document.key, document]));
  const search = new MiniSearch<Document>({
    idField: "key",
    fields: ["title", "words", "context", "type"],
    tokenize: (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ""),
    searchOptions: {
      boost: { title: 4, words: 1.5 },
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      combineWith: "AND",
      boostDocument: (key) => byKey.get(String(key))?.boost ?? 1,
    },
  });
  let ready = Promise.resolve();
  if (documents.length <= AT_ONCE) search.addAll(documents);
  else ready = search.addAllAsync(documents, { chunkSize: PIECE });
  return {
    ready,
    find: (query, limit) => search.search(query).slice(0, limit).flatMap((result) => byKey.get(String(result.id)) ?? []),
    get: (key) => byKey.get(key),
  };
}

const BOOSTS: Readonly<Record<string, number>> = { system: 2, container: 2, external: 1.8, actor: 1.8, component: 1.5 };

function documentsOf(index: SiteIndex): readonly Document[] {
  const { site } = index;
  const documents: Document[] = [];
  for (const element of site.elements) {
    if (element.group === "decision" || element.group === "term" || element.group === "view") continue;
    const holder = index.ancestors(element.id)[0];
    documents.push({
      key: `element ${element.id}`, title: element.title, type: element.kindTitle, swatch: element.swatch,
      context: [holder === undefined ? "" : `in ${holder.title}`, element.description ?? ""].filter((part) => part !== "").join(" · "),
      words: [element.id, ...element.technologies.map((technology) => technology.title)].join(" "), href: hrefOf(placeOf(index, element.id)), boost: BOOSTS[element.group] ?? 1,
    });
  }
  for (const relation of site.relations) {
    const between = `${index.title(relation.source)} to ${index.title(relation.target)}`;
    const view = index.element(relation.source)?.views.find((id) => holds(index, relation.target, id)) ?? index.ancestors(relation.source).flatMap((element) => element.views).find((id) => holds(index, relation.target, id));
    documents.push({
      key: `relation ${relation.id}`, title: relation.label ?? between, type: relation.style === "message" ? "Message" : "Call", context: between, words: relation.protocol ?? "",
      href: view === undefined ? hrefOf(placeOf(index, relation.source)) : hrefOf({ page: "view", id: view, select: relation.id }), boost: 0.8,
    });
  }
  for (const decision of site.decisions) documents.push({ key: `decision ${decision.id}`, title: decision.title, type: "Decision", context: `${decision.number} · ${decision.status}`, words: `${decision.id} ${decision.html.replace(/<[^>]*>/g, " ")}`, href: hrefOf({ page: "decisions", id: decision.id }), boost: 1.4 });
  for (const view of site.views) documents.push({ key: `view ${view.id}`, title: view.title, type: "View", context: view.description, words: `${view.id} ${view.kind}`, href: hrefOf({ page: "view", id: view.id }), boost: 1.6 });
  for (const term of site.glossary) documents.push({ key: `term ${term.term}`, title: term.term, type: "Term", context: term.meaning, words: term.synonyms.join(" "), href: hrefOf({ page: "glossary", id: term.term }), boost: 1.2 });
  const technologies = new Map(site.elements.flatMap((element) => element.technologies.map((technology) => [technology.title, technology] as const)));
  for (const technology of technologies.values()) {
    const users = site.elements.filter((element) => element.technologies.some((used) => used.title === technology.title));
    documents.push({ key: `technology ${technology.title}`, title: technology.title, type: "Technology", context: `used by ${users.map((user) => user.title).slice(0, 4).join(", ")}`, words: `${technology.id} ${technology.category ?? ""}`, href: hrefOf({ page: "technology", tab: "stack" }), boost: 1.1 });
  }
  site.findings.forEach((finding, at) => documents.push({ key: `finding ${at} ${finding.code}`, title: finding.message, type: finding.severity === "error" ? "Error" : finding.severity === "warning" ? "Warning" : "Note", context: `${finding.file}:${finding.line}`, words: finding.code, href: hrefOf({ page: "findings", rule: finding.code }), boost: 0.9 }));
  for (const artifact of site.status.artifacts) documents.push({ key: `artifact ${artifact.id}`, title: artifact.name, type: "Artifact", context: `${artifact.id} · ${artifact.state.replace("-", " ")}`, words: "", href: hrefOf({ page: "artifact", id: artifact.id }), boost: 0.9 });
  for (const [title, page] of PAGES) documents.push({ key: `page ${page}`, title, type: "Page", context: "", words: "", href: hrefOf({ page }), boost: 1 });
  return documents;
}

const PAGES = [["All views", "views"], ["Status board", "status"], ["Drivers", "drivers"], ["Findings", "findings"], ["Capabilities", "capabilities"], ["Teams", "teams"], ["Technology", "technology"], ["Decisions", "decisions"], ["Glossary", "glossary"]] as const;

function holds(index: SiteIndex, id: string, view: string): boolean {
  return [index.element(id), ...index.ancestors(id)].some((element) => element?.views.includes(view) === true);
}
