import type { DataFlow, DataFlows } from "@groundplan/analysis";
import type { Model } from "@groundplan/model";
import { bearing, dataFlows, placeOf, READS_OF_DATA_FLOWS, titleOf } from "../data-flows.ts";
import type { Rule } from "../rule.ts";
import { listed } from "../words.ts";

export const dataCrossesUnprotected: Rule = {
  code: "data/crosses-unprotected",
  severity: "warning",
  title: "Classified data crosses a trust boundary unprotected",
  what: "Personal, sensitive, payment or secret data goes, as the types of the model say, from one zone of trust to another over a protocol that is not encrypted, or of which nothing says that it is. Zones are what `trust` names; without it each system is one, and people and external systems are outside. What is only assumed to travel is not told of here.",
  why: "Between two zones others may listen. Personal data is to be protected on its way (GDPR, article 32), and card data encrypted over open networks (PCI DSS, requirement 4).",
  fix: "Speak a protocol that encrypts, as https; or where one may and may not, say what protects it: encryption: tls. Where both ends are in one zone, name that zone at both: trust: internal.",
  good: 'type Card { number: string payment }\nsystem shop "Shop" { service pay "Pay" { -> bank "charges" { protocol: https; data: Card } } }\nexternal bank "Bank"',
  bad: 'type Card { number: string payment }\nsystem shop "Shop" { service pay "Pay" { -> bank "charges" { protocol: http; data: Card } } }\nexternal bank "Bank"',
  scope: "model",
  missing: ["here"],
  reads: READS_OF_DATA_FLOWS,
  check(context) {
    const { model, technologies, report } = context;
    const flows = dataFlows(context);
    if (!flows) return;
    /** One finding for each relation, whichever way data goes on it. */
    const told = new Set<string>();
    for (const flow of [...flows.flows].sort((a, b) => Number(a.back) - Number(b.back))) {
      if (flow.part || flow.wire.encrypted === "yes" || !flows.crosses(flow) || staysOnDevice(model, flows, flow)) continue;
      const classes = PROTECTED.filter((name) => flows.carried(flow).get(name) === "stated");
      if (classes.length === 0) continue;
      const place = placeOf(flow);
      const key = JSON.stringify(place);
      if (told.has(key)) continue;
      told.add(key);
      const { protocol, encrypted } = flow.wire;
      const spoken = protocol === undefined ? "and nothing says what protects it" : `over ${technologies.title(protocol)}, which ${encrypted === "no" ? "is not encrypted" : "is encrypted only where it is set up so"}`;
      const zones = [flow.from, flow.to].map((id) => flows.nodes.get(id)!.zone);
      report(place, `${titleOf(model, flow.from)} sends ${listed(classes)} data (${listed(bearing(flow, classes))}) to ${titleOf(model, flow.to)}, ${zones[1]!.is === "outside" ? "to the outside" : `into ${zones[1]!.title}`}, ${spoken}.`, {
        hint: encrypted === "no" ? "Speak a protocol that encrypts, or say encryption: tls." : "Say encryption: tls, or whatever protects it.",
      });
    }
  },
};

const PROTECTED: readonly string[] = ["personal", "sensitive", "payment", "secret"];

/** What a person types into an application on their own device goes over no network. */
function staysOnDevice(model: Model, flows: DataFlows, { from, to }: DataFlow): boolean {
  const ends = [from, to].map((id) => flows.nodes.get(id)!.element);
  return ends.some(({ kind }) => kind.group === "actor") && ends.some(({ kind }) => model.vocabulary.covers(["mobileapp", "desktopapp"], kind));
}
