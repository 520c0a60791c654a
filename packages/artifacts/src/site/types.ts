/**
 * The data that the workbench shows, the same for the live server and for the static site: plain JSON. The server gives
 * `SiteData` at `/api/site`, a `ViewPicture` at `/api/view?id=<view id>`, and `ArtifactTexts` at `/api/artifact?id=<number>`; the static
 * site has them as classic scripts (`data/site.js`, `data/view-<n>.js`, `data/artifact-<number>.js`, each calling `groundplan.receive(…)`), so that it works from `file://`.
 */
export interface SiteData {
  readonly name: string;
  /** Groundplan's version. */
  readonly version: string;
  /** Grows with each change of the workspace; 0 in the static site. */
  readonly revision: number;
  /** The folder of the workspace on this machine, for links into the editor; the live server alone gives it. */
  readonly root?: string;
  readonly phases: readonly { readonly number: number; readonly name: string }[];
  readonly elements: readonly ElementData[];
  readonly relations: readonly RelationData[];
  readonly views: readonly ViewData[];
  readonly decisions: readonly DecisionData[];
  readonly findings: readonly FindingData[];
  readonly status: StatusData;
  readonly charts: readonly ChartData[];
  readonly flows: readonly FlowData[];
  readonly screens: readonly ScreenData[];
  readonly journeys: readonly JourneyData[];
  readonly glossary: readonly { readonly term: string; readonly meaning: string; readonly synonyms: readonly string[] }[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly infos: number; readonly files: number; readonly elements: number; readonly relations: number; /** What the last check took, in milliseconds; the live server alone gives it. */ readonly checkedIn?: number };
}

/** Anything with a qualified name, containers and drivers and teams alike. */
export interface ElementData {
  readonly id: string;
  readonly kind: string;
  /** The kind in words: `Web app`. */
  readonly kindTitle: string;
  /** The kind's group: `container`, `requirement`, `decision` … */
  readonly group: string;
  readonly swatch: string;
  readonly title: string;
  readonly description?: string;
  readonly parent?: string;
  /** Qualified name of the owning team, inherited included. */
  readonly owner?: string;
  readonly technologies: readonly TechnologyData[];
  /** All settings in words, for those without a place of their own: name, values, and the qualified names that they found. */
  readonly settings: readonly { readonly name: string; readonly values: readonly { readonly text: string; readonly target?: string }[] }[];
  /** Elements that name this one, with the setting's name: decisions that affect it, drivers whose artifact it is … */
  readonly mentions: readonly { readonly by: string; readonly setting: string }[];
  /** The views in which it is drawn; the first is the best one to go to. */
  readonly views: readonly string[];
  /** The view that opens it: its containers or components. */
  readonly opens?: string;
  readonly file: string;
  readonly line: number;
}

export interface TechnologyData {
  readonly id: string;
  readonly title: string;
  readonly category?: string;
  readonly licence?: string;
  /** The end of life of the version in use, or of the newest one, ISO date. */
  readonly endOfLife?: string;
  /** It has ended by now. */
  readonly ended?: boolean;
  readonly homepage?: string;
}

export interface RelationData {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly style: "call" | "message";
  readonly label?: string;
  readonly description?: string;
  readonly protocol?: string;
  /** Whether the source fails when the target is down. */
  readonly dependency: "hard" | "soft";
  readonly settings: readonly { readonly name: string; readonly text: string }[];
  readonly file: string;
  readonly line: number;
}

export interface ViewData {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  /** The artifact that it belongs to: `1.2`. */
  readonly artifact: string;
  /** Number of elements drawn. */
  readonly elements: number;
  /** The element that it is a view of. */
  readonly of?: string;
  /** The view above it: for the breadcrumbs. */
  readonly parent?: string;
}

/** A view as drawn. `svg` takes its colours from custom properties (`themeCss` of the diagrams); its nodes bear `data-element`, its edges `data-relations`. */
export interface ViewPicture {
  readonly id: string;
  readonly revision: number;
  readonly width: number;
  readonly height: number;
  readonly svg: string;
  /** The same picture in the languages of other tools, offered in the export menu. */
  readonly texts?: readonly { readonly format: "mermaid" | "plantuml" | "d2"; readonly text: string }[];
}

/**
 * What is written for an artifact and is no picture: documents, specifications, schemas, in the order of its emitters.
 * Those that have something to write are asked for: artifacts that are not `not-started`.
 */
export interface ArtifactTexts {
  /** The artifact's number. */
  readonly id: string;
  readonly texts: readonly TextData[];
}

export interface TextData {
  /** Below the output folder, as in the artifact's `files`. */
  readonly path: string;
  /** Below the artifact's folder. */
  readonly name: string;
  readonly format: string;
  readonly text: string;
  /** Markdown as HTML, made safe; its links to other texts are addresses of the page. */
  readonly html?: string;
}

export interface DecisionData {
  /** The element's name: `adr-0003`. */
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly date?: string;
  readonly deciders: readonly string[];
  readonly drivers: readonly string[];
  readonly affects: readonly string[];
  readonly supersedes: readonly string[];
  readonly supersededBy: readonly string[];
  readonly refines: readonly string[];
  readonly conflicts: readonly string[];
  /** The body as HTML, made safe. */
  readonly html: string;
  readonly file: string;
}

/** A diagnostic in the shape of `check --format json`. */
export interface FindingData {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly hint?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly related: readonly { readonly file: string; readonly line: number; readonly column: number; readonly message: string }[];
  /** The element it concerns, where there is one. */
  readonly element?: string;
  /** Some lines of the text around it, with the number of the first. */
  readonly excerpt?: { readonly line: number; readonly lines: readonly string[] };
}

export type ArtifactState = "not-started" | "incomplete" | "complete" | "verified" | "stale" | "approved";
export type DriverState = "unstated" | "unanswered" | "holds" | "fails" | "undecided";

/** The shape of `status --format json`: thirty-five artifacts and thirty-two drivers, always. */
export interface StatusData {
  readonly artifacts: readonly {
    readonly id: string; readonly name: string; readonly phase: number; readonly state: ArtifactState; readonly origin: "derived" | "drafted" | "authored";
    readonly missing: readonly string[]; readonly files: readonly string[];
    /** `stale`: it has judged other content than there is now. */
    readonly judges: readonly { readonly name: string; readonly result: "passed" | "failed" | "skipped"; readonly stale?: true; readonly detail: string }[];
    /** What speaks for it, and how far that goes. */
    readonly evidence?: readonly string[];
  }[];
  readonly drivers: readonly { readonly id: string; readonly name: string; readonly state: DriverState; readonly evidence: readonly string[] }[];
}

/** A drawing that is no view of elements: the technology radar, a decision matrix, the decision timeline. */
export interface ChartData {
  readonly id: string;
  readonly title: string;
  readonly artifact: string;
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** A flow, to be played step by step over a picture of what takes part in it. */
export interface FlowData {
  /** The flow's name; its sequence diagram is the view `sequence/<id>`. */
  readonly id: string;
  readonly title: string;
  /** From left to right, as in the sequence diagram. */
  readonly participants: readonly string[];
  readonly steps: readonly FlowStepData[];
}

export interface FlowStepData {
  readonly is: "call" | "message" | "reply";
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly timing?: string;
  /** The relation of the model that it follows. */
  readonly relation?: string;
  /** A reply that tells of an error. */
  readonly error?: boolean;
  /** The fragments that it stands in, from the outside in. */
  readonly within: readonly { readonly operator: "alt" | "opt" | "loop" | "par" | "break" | "failure"; readonly guard: string }[];
}

/** A screen of the prototype. Its picture is the view `screen/<id>`: in it stand `data-frame` (`desktop`, `phone`, `state <name>`), `data-element` of each widget, and `data-opens` of those that lead to another screen. */
export interface ScreenData {
  readonly id: string;
  readonly title: string;
  /** The application that shows it. */
  readonly of?: string;
  /** People may come here from outside. */
  readonly entry: boolean;
  /** Names of its states: `empty`, `loading`, `error`. */
  readonly states: readonly string[];
  readonly calls: readonly { readonly widget: string; readonly operation: string }[];
}

/** A way over screens: its storyboard is the view `journey/<id>`. */
export interface JourneyData {
  readonly id: string;
  readonly title: string;
  /** Screens, in the order in which they are seen. */
  readonly way: readonly string[];
  /** How many steps it may take at most. */
  readonly goal?: number;
  readonly by: readonly string[];
}

/** What the server sends on `/api/events` (server-sent events) when the workspace has changed on disk. */
export interface ChangeEvent {
  readonly revision: number;
  /** Views whose picture is another one now; `*` for all. */
  readonly views: readonly string[] | "*";
}
