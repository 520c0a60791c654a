import type { Setting } from "./kind.ts";

/** Settings that several kinds share. */
export const owner: Setting = { name: "owner", grammar: { type: "reference", to: ["team"] }, inherited: true, doc: "The team that answers for it.", example: "owner: ordering" };
export const tech: Setting = { name: "tech", grammar: { type: "technology" }, many: true, ordered: true, inherited: true, doc: "What it is built with; the first is the main one.", example: "tech: python, fastapi" };
export const domain: Setting = { name: "domain", grammar: { type: "reference", to: ["domain"] }, inherited: true, doc: "The domain that it belongs to, where the capabilities it realises do not say so.", example: "domain: ordering-domain" };
export const realises: Setting = { name: "realises", grammar: { type: "reference", to: ["capability"] }, many: true, doc: "The capabilities that it makes real.", example: "realises: take-orders" };
export const responsibilities: Setting = { name: "responsibilities", grammar: { type: "text" }, many: true, doc: "What it answers for, one sentence each.", example: 'responsibilities: "Prices the cart", "Charges the card"' };
export const availability: Setting = { name: "availability", grammar: { type: "quantity", dimension: "ratio" }, doc: "The share of time in which it works, as promised or measured.", example: "availability: 99.95%" };
export const time: Setting = { name: "time", grammar: { type: "distribution", dimension: "duration" }, doc: "Its own time to serve one call, calls to others excluded.", example: "time: p50 3ms, p99 12ms" };
export const replicas: Setting = { name: "replicas", grammar: { type: "range" }, doc: "How many of it run.", example: "replicas: 2..6" };
/** What is measured of a component: see `coupling.ts` of the analysis. */
export const COMPONENT_METRICS = ["fanIn", "fanOut", "instability", "level"] as const;
export const limits: Setting = { name: "limits", grammar: { type: "bound", metrics: COMPONENT_METRICS }, many: true, inherited: true, doc: "Goals for the coupling of a component, or of each component in it: how many depend on it (`fanIn`), on how many it depends (`fanOut`), the share of the second in both (`instability`), and how many stand below it (`level`).", example: "limits: fanOut <= 8, instability <= 0.8" };
export const source: Setting = { name: "source", grammar: { type: "text" }, many: true, doc: "Where its code or its definition is: a folder or an address.", example: 'source: "src/checkout"' };
export const status: Setting = { name: "status", grammar: { type: "word", values: ["planned", "live", "deprecated", "removed"] }, doc: "Where it stands in its life.", example: "status: planned" };
export const tags: Setting = { name: "tags", grammar: { type: "word" }, many: true, doc: "Words to find and filter by.", example: "tags: critical, pci" };
export const illustrative: Setting = { name: "illustrative", grammar: { type: "flag" }, bare: true, doc: "Made up to show something: no source says it.", example: "illustrative" };
export const consumes: Setting = { name: "consumes", grammar: { type: "reference", to: ["topic", "broker"] }, many: true, doc: "Topics whose messages come here: a message relation from the topic.", example: "consumes: events.orders" };
export const drivers: Setting = { name: "drivers", grammar: { type: "reference", to: ["driver"] }, many: true, doc: "The drivers that it serves or is weighed against.", example: "drivers: always-open" };
/** A zone of trust: whoever is in it is trusted alike (Microsoft's threat modelling calls its edge a trust boundary). */
export const trust: Setting = { name: "trust", grammar: { type: "text", words: true }, inherited: true, doc: "The zone of trust that it lies in, by a name of the team's own: `public`, `internal`, `cardholder data environment`. What bears the same name lies in one zone. Without it each system is a zone, and people and external systems are outside.", example: 'trust: "cardholder data environment"' };
export const declassifies: Setting = { name: "declassifies", grammar: { type: "phrase" }, many: true, doc: "Classes of data that it takes away from what it sends on, and how: `personal per token`. The ways are hash, token, aggregate, mask, encrypt and drop.", example: "declassifies: personal per token, payment per mask" };

export const elementSettings: readonly Setting[] = [owner, status, tags, source, illustrative];
export const containerSettings: readonly Setting[] = [tech, owner, domain, realises, responsibilities, availability, time, replicas, consumes, declassifies, limits, status, tags, source, illustrative];
/** What holds others, or stands for itself, may lie in a zone of trust of its own. */
export const zonedSettings: readonly Setting[] = [...containerSettings, trust];
