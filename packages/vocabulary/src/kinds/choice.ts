import type { Kind } from "../kind.ts";
import { illustrative, owner, tags } from "../settings.ts";

const weighing = { type: "reference", to: ["driver", "constraint", "goal"] } as const;

export const choice: Kind = {
  name: "choice", group: "choice", title: "Technology choice", plural: "Technology choices",
  summary: "A question of technology: the candidates, weighed against drivers and constraints, and what was taken.",
  doc: "The weights and scores are judgement, and people write them; the totals are computed.",
  example: 'choice messaging "How orders travel" {\n  "Accounting must see each order without slowing the checkout."\n  weights: loses-nothing 5\n  final: kafka@4.1\n  candidate kafka "Apache Kafka" { pros: "Keeps a log"; cons: "Another thing to run"; scores: loses-nothing 5 }\n  candidate rabbitmq "RabbitMQ" { status: rejected; pros: "Small"; cons: "No replay"; scores: loses-nothing 3 }\n}\ndriver loses-nothing "No order is lost" quality reliability.faultTolerance',
  within: ["workspace", "@system", "@group", "@container"],
  settings: [
    { name: "for", grammar: { type: "reference", to: ["@container", "@system", "@component", "@topic", "@external"] }, many: true, doc: "The elements that it decides for.", example: "for: shop.events" },
    { name: "weights", grammar: { type: "weighted", of: weighing, min: 1, max: 5 }, many: true, doc: "What counts, and how much: 1 to 5.", example: "weights: loses-nothing 5, low-cost 2" },
    { name: "final", grammar: { type: "technology" }, doc: "What was taken, with its version.", example: "final: kafka@4.1" },
    { name: "decision", grammar: { type: "reference", to: ["decision"] }, doc: "The decision that records it.", example: "decision: adr-0003" },
    owner, tags, illustrative,
  ],
  style: { shape: "document", swatch: "neutral" },
};

export const candidate: Kind = {
  name: "candidate", group: "candidate", title: "Candidate", plural: "Candidates",
  summary: "One of the technologies that a choice weighs.",
  doc: "Its name is the technology's, unless `tech` says otherwise.",
  example: 'choice store "Where orders are kept" {\n  candidate postgresql "PostgreSQL" { status: chosen; pros: "Known to all"; cons: "One writer" }\n}',
  within: ["choice"],
  settings: [
    { name: "tech", grammar: { type: "technology" }, many: true, doc: "The technologies that make it up, where the name is not one.", example: "tech: postgresql@18, pgbouncer" },
    { name: "status", grammar: { type: "word", values: ["assess", "trial", "chosen", "rejected", "hold"] }, doc: "How far the team has come with it; the rings of the radar.", example: "status: trial" },
    { name: "pros", grammar: { type: "text" }, many: true, doc: "What speaks for it.", example: 'pros: "Keeps a log", "Known to the team"' },
    { name: "cons", grammar: { type: "text" }, many: true, doc: "What speaks against it.", example: 'cons: "Another thing to run"' },
    { name: "scores", grammar: { type: "weighted", of: weighing, min: 0, max: 5 }, many: true, doc: "How well it does on each weight of the choice: 0 to 5.", example: "scores: loses-nothing 5" },
    illustrative,
  ],
};
