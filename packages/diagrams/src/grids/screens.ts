import { journeysOf, readScreen, screensOf, widgetsOf, type ScreenDesign, type Widget } from "@groundplan/design";
import type { Model } from "@groundplan/model";
import { drawScreen, drawStoryboard } from "../wireframe/paint.ts";
import type { Wireframe, WireWidget } from "../wireframe/wireframe.ts";
import type { Grid } from "./grid.ts";

const SCREEN = "screen/";
const JOURNEY = "journey/";

/** The wireframe of each screen. */
export const wireframes: Grid = {
  name: "screen",
  summary: "What a person sees: each screen on a desktop and on a phone, with its states.",
  views: (model) => screensOf(model).map((screen) => ({ id: SCREEN + screen.id, kind: "screen" as const, title: screen.title, artifact: "2.3", elements: widgetsOf(screen).length })),
  describe: (model, id) => readScreen(model, id.slice(SCREEN.length))?.description ?? "",
  draw(model, id) {
    const screen = readScreen(model, id.slice(SCREEN.length));
    return screen && drawScreen({ id, title: screen.title, description: screen.description ?? "", screen: wireframeOf(model, screen) });
  },
  members(model, id) {
    const screen = readScreen(model, id.slice(SCREEN.length));
    return screen ? [screen.id, ...widgetsOf(screen).flatMap((widget) => [...(widget.leads === undefined ? [] : [widget.leads]), ...(widget.calls === undefined ? [] : [widget.calls])])] : [];
  },
  texts: [],
};

/** Each journey as a storyboard. */
export const journeys: Grid = {
  name: "journey",
  summary: "The way of a person over screens, as a storyboard.",
  views: (model) => journeysOf(model).flatMap((journey) => (journey.way.length === 0 ? [] : [{ id: JOURNEY + journey.id, kind: "journey" as const, title: journey.title, artifact: "2.3", elements: journey.way.length }])),
  describe: (model, id) => journeysOf(model).find((journey) => JOURNEY + journey.id === id)?.description ?? "",
  draw(model, id) {
    const journey = journeysOf(model).find((each) => JOURNEY + each.id === id);
    if (!journey) return undefined;
    const screens = journey.way.map((stop) => readScreen(model, stop)!);
    return drawStoryboard({
      id, title: journey.title, description: journey.description ?? "",
      stops: screens.map((screen, at) => ({ screen: wireframeOf(model, screen), through: wayBetween(screen, screens[at + 1]), opens: SCREEN + screen.id })),
    });
  },
  members: (model, id) => journeysOf(model).find((journey) => JOURNEY + journey.id === id)?.way ?? [],
  texts: [],
};

/** What leads on and does something goes before a button that only leads on, and that before a link or a list. */
function weightOf(widget: Widget): number {
  return (widget.type === "button" ? 2 : 0) + (widget.calls === undefined ? 0 : 4);
}

/** The words of what leads from one screen to the next: of several ways the one that a person goes for the sake of it. */
function wayBetween(screen: ScreenDesign, next: ScreenDesign | undefined): string {
  const ways = next ? widgetsOf(screen).filter((widget) => widget.leads === next.id) : [];
  const through = ways.reduce<Widget | undefined>((best, way) => (best === undefined || weightOf(way) > weightOf(best) ? way : best), undefined);
  return through ? (through.title ?? through.shows ?? "") : "";
}

function wireframeOf(model: Model, screen: ScreenDesign): Wireframe {
  const app = screen.of === undefined ? undefined : model.element(screen.of)?.title;
  return {
    id: screen.id, title: screen.title, address: [app, screen.route ?? screen.title].filter((part) => part !== undefined).join("  ·  "),
    widgets: screen.widgets.map(widgetOf), states: screen.states.map((state) => ({ name: state.name, widgets: state.widgets.map(widgetOf) })),
  };
}

function widgetOf(widget: Widget): WireWidget {
  return { id: widget.id, type: widget.type, title: widget.title ?? "", shows: widget.shows ?? "", hint: widget.hint ?? "", required: widget.required, ...(widget.leads === undefined ? {} : { opens: SCREEN + widget.leads }), widgets: widget.widgets.map(widgetOf) };
}
