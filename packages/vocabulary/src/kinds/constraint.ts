import type { Kind } from "../kind.ts";
import { illustrative, owner, tags } from "../settings.ts";

export const constraint: Kind = {
  name: "constraint", group: "requirement", title: "Constraint", plural: "Constraints",
  summary: "What the team may not decide otherwise: a technology, a licence, a rule of the house or of the law.",
  doc: "What `requires`, `forbids` and `licences` say is checked against every technology of the elements in `on`, or of the whole workspace.",
  example: 'constraint open-source "Only free software in what we ship" strength must {\n  licences: AGPL-3.0-only, BUSL-1.1, SSPL-1.0\n  because: "Customers run it themselves."\n}',
  within: ["workspace", "@system", "@container", "@group"],
  clauses: [{ keyword: "strength", setting: { name: "strength", grammar: { type: "word", values: ["must", "should"] }, doc: "`must`: breaking it is an error. `should`: a preference.", example: "strength must" } }],
  settings: [
    { name: "requires", grammar: { type: "technology" }, many: true, doc: "Technologies of which the elements in `on` use at least one.", example: "requires: kubernetes" },
    { name: "forbids", grammar: { type: "technology" }, many: true, doc: "Technologies that may not be used.", example: "forbids: mongodb" },
    { name: "licences", grammar: { type: "licence" }, many: true, doc: "Licences that may not be used.", example: "licences: AGPL-3.0-only" },
    { name: "on", grammar: { type: "reference", to: ["@system", "@container", "@component", "@group"] }, many: true, doc: "Where it holds, with everything inside; everywhere where nothing is said.", example: "on: shop" },
    { name: "because", grammar: { type: "text" }, doc: "Where it comes from.", example: 'because: "Contract with the host."' },
    owner, tags, illustrative,
  ],
  style: { shape: "document", swatch: "neutral" },
};
