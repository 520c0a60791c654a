import type { Kind } from "../kind.ts";
import { illustrative, tags } from "../settings.ts";

export const team: Kind = {
  name: "team", group: "team", title: "Team", plural: "Teams",
  summary: "People who own elements, with what they know.",
  example: 'team ordering "Ordering" { people: 5; skills: go 3, dotnet 2, kafka 1; oncall: weekly }',
  within: ["workspace"],
  settings: [
    { name: "people", grammar: { type: "range" }, doc: "How many they are.", example: "people: 5" },
    { name: "skills", grammar: { type: "weighted", of: { type: "technology" }, min: 0, max: 1000 }, many: true, doc: "How many of them know a technology well.", example: "skills: go 3, kafka 1" },
    { name: "oncall", grammar: { type: "word", values: ["none", "business-hours", "daily", "weekly", "follow-the-sun"] }, doc: "How the duty to answer alarms goes round.", example: "oncall: weekly" },
    { name: "contact", grammar: { type: "text" }, doc: "Where to reach them: a channel or an address.", example: 'contact: "#ordering"' },
    tags, illustrative,
  ],
  style: { shape: "person", swatch: "neutral" },
};
