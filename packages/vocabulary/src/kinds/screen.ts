import type { Kind } from "../kind.ts";
import { illustrative, source, tags } from "../settings.ts";

const IN = ["screen", "@widget"];

export const screen: Kind = {
  name: "screen", group: "screen", title: "Screen", plural: "Screens",
  summary: "What a person sees at one time, and what can be done there.",
  doc: "Its block holds widgets in their order; `state` shows how it looks when it is empty, loads or fails.",
  example: 'webapp shop "Shop" { api Cart rest { remove: DELETE /items -> 204 } }\nscreen Home of shop { heading "Telescopes"; list products -> CartScreen { image "Picture"; text name } }\nscreen CartScreen "Cart" of shop {\n  heading "Your cart"\n  list items { text name; number quantity; button "Remove" calls Cart.remove }\n  state empty { text "Nothing here yet"; button "Look round" -> Home }\n}',
  within: ["workspace", "@system", "@group", "@container"],
  clauses: [{ keyword: "of", setting: { name: "of", grammar: { type: "reference", to: ["@container", "@system", "@external"] }, doc: "The application that shows it.", example: "of frontend" } }],
  settings: [
    { name: "route", grammar: { type: "text" }, doc: "The address under which it is reached.", example: 'route: "/cart"' },
    { name: "entry", grammar: { type: "flag" }, bare: true, doc: "People may come here from outside.", example: "entry" },
    { name: "design", grammar: { type: "text" }, doc: "Where its finished design is, in a design tool.", example: 'design: "https://design.example.com/cart"' },
    source, tags, illustrative,
  ],
  arrows: "link",
};

const arrow = { keyword: "->", setting: { name: "leads", grammar: { type: "reference" as const, to: ["screen"] }, doc: "The screen that it leads to.", example: "-> Home" } };
const calls = { keyword: "calls", setting: { name: "calls", grammar: { type: "reference" as const, to: ["@operation"] }, doc: "The operation that it calls.", example: "calls ShopApi.checkout" } };
const bind = { setting: { name: "shows", grammar: { type: "phrase" as const }, doc: "The data that it shows, or that is put in.", example: "quantity" } };
const widgetSettings = [
  { name: "label", grammar: { type: "text" as const }, doc: "The accessible name, where what is seen does not say it.", example: 'label: "Remove from the cart"' },
  { name: "hint", grammar: { type: "text" as const }, doc: "A line of help below it.", example: 'hint: "As on the card"' },
  { name: "required", grammar: { type: "flag" as const }, bare: true, doc: "It must be filled in.", example: "required" },
  tags,
];

const EXAMPLES: Readonly<Record<string, string>> = { state: 'state empty { text "Nothing here yet" }', list: "list items { text name }", form: 'form { input "E-mail"; button "Send" }', select: 'select "Country"', columns: "columns { card { text \"Left\" } card { text \"Right\" } }" };
const widget = (name: string, title: string, summary: string, holds = false): Kind => ({
  name, group: "widget", title, plural: `${title}s`, summary, within: IN, unnamed: true, clauses: [bind, arrow, calls], settings: widgetSettings, ...(holds ? { arrows: "link" } : {}),
  example: `screen Start { ${EXAMPLES[name] ?? `${name} "${holds ? "Part" : "Words"}"${holds ? ' { text "Words" }' : ""}`} }`,
});

/** Widgets of a low-fidelity wireframe; those that hold others come last. */
export const widgets: readonly Kind[] = [
  widget("heading", "Heading", "A title on the screen."),
  widget("text", "Text", "Words, or a piece of data."),
  widget("image", "Image", "A picture; its text says what it shows."),
  widget("icon", "Icon", "A sign; its text says what it means."),
  widget("button", "Button", "Does something, or leads somewhere."),
  widget("link", "Link", "Leads somewhere."),
  widget("input", "Input", "A line to write into."),
  widget("number", "Number", "A number to see or to change."),
  widget("textarea", "Text area", "Room to write into."),
  widget("password", "Password", "A line whose signs are hidden."),
  widget("date", "Date", "A day to choose."),
  widget("checkbox", "Checkbox", "A thing that is so or not."),
  widget("radio", "Radio group", "One of a few things, all in sight."),
  widget("switch", "Switch", "Something on or off, at once."),
  widget("select", "Select", "One of several things, out of sight until opened."),
  widget("search", "Search", "A line to search with."),
  widget("slider", "Slider", "An amount to slide to."),
  widget("upload", "Upload", "A file to bring."),
  widget("chart", "Chart", "A plot of numbers."),
  widget("map", "Map", "A map."),
  widget("video", "Video", "A film."),
  widget("badge", "Badge", "A word that tells a state."),
  widget("progress", "Progress", "How far something is."),
  widget("divider", "Divider", "A line between parts."),
  widget("pagination", "Pagination", "The way to more of a list."),
  widget("alert", "Alert", "A message about what happened."),
  widget("navigation", "Navigation", "The ways to the main screens.", true),
  widget("tabs", "Tabs", "Parts of which one is in sight.", true),
  widget("list", "List", "Several of the same.", true),
  widget("table", "Table", "Several of the same, in columns.", true),
  widget("form", "Form", "What is filled in and sent together.", true),
  widget("card", "Card", "Things that belong together.", true),
  widget("columns", "Columns", "Parts side by side.", true),
  widget("dialog", "Dialog", "What lies over the screen until it is answered.", true),
  widget("state", "State", "How the screen looks when it is empty, loads or fails.", true),
];

export const journey: Kind = {
  name: "journey", group: "journey", title: "Journey", plural: "Journeys",
  summary: "The way of a person over screens to a goal.",
  example: 'actor shopper "Shopper"\nscreen Home { button "Cart" -> CartScreen }\nscreen CartScreen "Cart" { button "Home" -> Home }\njourney look "Look into the cart" { Home -> CartScreen; goal: 2 steps; by: shopper }',
  within: ["workspace", "@system", "@group", "@container", "@domain"],
  settings: [
    { name: "goal", grammar: { type: "phrase" }, doc: "How many steps it may take at most.", example: "goal: 4 steps" },
    { name: "by", grammar: { type: "reference", to: ["actor"] }, many: true, doc: "Who goes it.", example: "by: shopper" },
    { name: "implements", grammar: { type: "reference", to: ["capability", "goal", "flow"] }, many: true, doc: "What it makes real.", example: "implements: PlaceOrder" },
    source, tags, illustrative,
  ],
  arrows: "leg",
};

export const leg: Kind = {
  name: "leg", group: "journey", title: "Leg", plural: "Legs", within: ["journey"], unnamed: true,
  summary: "A part of a journey: screens in the order in which they are seen.",
  example: 'screen Home { button "Cart" -> CartScreen }\nscreen CartScreen "Cart"\njourney look "Look into the cart" { Home -> CartScreen }',
  clauses: [{ setting: { name: "way", grammar: { type: "path", to: ["screen"] }, doc: "The screens.", example: "Home -> CartScreen" } }],
  settings: [tags],
};
