import { DATA_MODELS } from "../catalogue/technology.ts";
import type { Kind } from "../kind.ts";
import { tags } from "../settings.ts";

export const technology: Kind = {
  name: "technology", group: "technology", title: "Technology", plural: "Technologies",
  summary: "An entry of the workspace's own technology catalogue; it adds to the catalogue that comes with Groundplan, or replaces an entry of it.",
  example: 'technology ledgerdb "LedgerDB" {\n  "The house\'s own ledger store."\n  category: database\n  licence: proprietary\n  homepage: "https://ledger.example"\n  ends: 2030-06-30\n}',
  within: ["workspace"],
  settings: [
    { name: "category", grammar: { type: "word" }, doc: "What it is for: a category of the catalogue.", example: "category: database" },
    { name: "dataModels", grammar: { type: "word", values: DATA_MODELS }, many: true, doc: "Of what keeps data: how it lays that out, the main way first. Schemas are written accordingly; without it, as for what it stands in for.", example: "dataModels: relational" },
    { name: "licence", grammar: { type: "licence" }, doc: "An SPDX identifier, or proprietary, service, standard.", example: "licence: Apache-2.0" },
    { name: "homepage", grammar: { type: "text" }, doc: "Its page.", example: 'homepage: "https://ledger.example"' },
    { name: "language", grammar: { type: "technology" }, doc: "The language it is written for.", example: "language: python" },
    { name: "aliases", grammar: { type: "word" }, many: true, doc: "Other names for it.", example: "aliases: ldb" },
    { name: "ports", grammar: { type: "range" }, many: true, doc: "Ports it listens on.", example: "ports: 7777" },
    { name: "protocols", grammar: { type: "technology" }, many: true, doc: "What is spoken to it.", example: "protocols: grpc" },
    { name: "standsInFor", grammar: { type: "technology" }, many: true, doc: "What it may take the place of.", example: "standsInFor: postgresql" },
    { name: "ends", grammar: { type: "date" }, doc: "The end of its support.", example: "ends: 2030-06-30" },
    { name: "icon", grammar: { type: "word" }, doc: "An icon of Simple Icons.", example: "icon: postgresql" },
    tags,
  ],
};
