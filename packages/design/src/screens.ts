import { settingOf, type Element, type Model } from "@groundplan/model";

/** What a person sees at one time. */
export interface ScreenDesign {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  /** The application that shows it: what it says itself, or the container in whose block it stands. */
  readonly of: string | undefined;
  readonly route: string | undefined;
  /** People may come here from outside. */
  readonly entry: boolean;
  readonly widgets: readonly Widget[];
  /** How it looks when it is empty, loads or fails. */
  readonly states: readonly { readonly id: string; readonly name: string; readonly widgets: readonly Widget[] }[];
}

export interface Widget {
  readonly id: string;
  /** The kind's name: `button`. */
  readonly type: string;
  /** What is written on it. */
  readonly title: string | undefined;
  /** The data that it shows or takes. */
  readonly shows: string | undefined;
  /** The screen that it leads to. */
  readonly leads: string | undefined;
  /** The operation that it calls. */
  readonly calls: string | undefined;
  /** Its name for those who do not see it, where that is not what is written on it. */
  readonly label: string | undefined;
  readonly hint: string | undefined;
  readonly required: boolean;
  readonly widgets: readonly Widget[];
}

/** The way of a person over screens. */
export interface JourneyDesign {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Screens in the order in which they are seen; one may be seen twice. */
  readonly way: readonly string[];
  /** How many steps it may take at most. */
  readonly goal: number | undefined;
  readonly by: readonly string[];
}

/** Widgets nested deeper than this are not read. */
const DEEPEST = 16;

/** Every screen, in the order of the text. */
export function screensOf(model: Model): readonly ScreenDesign[] {
  return model.elements("screen").map((element) => readScreen(model, element.id)!);
}

export function readScreen(model: Model, id: string): ScreenDesign | undefined {
  const element = model.element(id);
  if (element?.kind.group !== "screen") return undefined;
  const inner = widgetsIn(model, element, 0);
  const route = settingOf(element, "route")?.values[0];
  return {
    id, name: element.name, title: element.title, description: element.description, of: settingOf(element, "of")?.values[0]?.target ?? model.ancestors(id).find(({ kind }) => kind.group === "container")?.id,
    route: route?.type === "text" ? route.text : undefined, entry: settingOf(element, "entry") !== undefined,
    widgets: inner.filter((widget) => widget.type !== "state"),
    states: inner.filter((widget) => widget.type === "state").map((state) => ({ id: state.id, name: state.shows ?? state.title ?? "", widgets: state.widgets })),
  };
}

function widgetsIn(model: Model, holder: Element, depth: number): readonly Widget[] {
  if (depth > DEEPEST) return [];
  return model.children(holder.id).filter(({ kind }) => kind.group === "widget").map((element): Widget => {
    const text = (name: string): string | undefined => {
      const value = settingOf(element, name)?.values[0];
      return value && "text" in value ? value.text : undefined;
    };
    return {
      id: element.id, type: element.kind.name, title: element.titled ? element.title : element.description, shows: text("shows"), leads: settingOf(element, "leads")?.values[0]?.target, calls: settingOf(element, "calls")?.values[0]?.target,
      label: text("label"), hint: text("hint"), required: settingOf(element, "required") !== undefined, widgets: widgetsIn(model, element, depth + 1),
    };
  });
}

/** Every widget of a screen, those in its states too, outer ones before what they hold. */
export function widgetsOf(screen: ScreenDesign): readonly Widget[] {
  const all: Widget[] = [];
  const walk = (list: readonly Widget[]): void => {
    for (const widget of list) {
      all.push(widget);
      walk(widget.widgets);
    }
  };
  walk(screen.widgets);
  for (const state of screen.states) walk(state.widgets);
  return all;
}

export function journeysOf(model: Model): readonly JourneyDesign[] {
  return model.elements("journey").filter(({ kind }) => kind.name === "journey").map((element) => {
    const goal = settingOf(element, "goal")?.values[0];
    const steps = goal?.type === "phrase" ? /^(\d+)\b/.exec(goal.text) : null;
    const way: string[] = [];
    for (const leg of model.children(element.id)) {
      const value = settingOf(leg, "way")?.values[0];
      if (value?.type !== "path") continue;
      for (const stop of value.stops) if (stop.target !== undefined && !(way[way.length - 1] === stop.target)) way.push(stop.target);
    }
    return { id: element.id, title: element.title, description: element.description, way, goal: steps ? Number(steps[1]) : undefined, by: (settingOf(element, "by")?.values ?? []).flatMap((value) => value.target ?? []) };
  });
}
