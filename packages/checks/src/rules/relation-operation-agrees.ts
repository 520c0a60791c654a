import { settingOf, type Element, type Model } from "@groundplan/model";
import { at, type Rule } from "../rule.ts";
import { styleOf } from "../styles.ts";
import { technologiesIn } from "../uses.ts";
import { CARRIERS, withArticle } from "@groundplan/vocabulary";

export const relationOperationAgrees: Rule = {
  code: "relation/operation-agrees",
  severity: "warning",
  title: "Relation that contradicts the interface it leads to",
  what: "A relation leads to an interface or one of its operations over a protocol that does not carry interfaces of that style; or it is a message (->>) to one that answers its caller; or it is a call (->) to a topic.",
  why: "Both ends of a relation must mean the same by it: a client built for the one does not reach the other.",
  fix: "Name the protocol that the interface is spoken over, and write -> for what is answered and ->> for what is not. Who takes messages of a topic names it in consumes.",
  good: 'service cart "Cart" { -> prices.Prices.Get "asks" { protocol: grpc } }\nservice prices "Prices" { api Prices grpc { Get } }',
  bad: 'service cart "Cart" { -> prices.Prices.Get "asks" { protocol: http } }\nservice prices "Prices" { api Prices grpc { Get } }',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component", "@external", "@actor", "@interface", "@operation", "@topic"],
  outgoing: true,
  check(element, { model, technologies, report }) {
    for (const relation of model.outgoing(element.id)) {
      if (relation.implied) continue;
      const target = model.element(relation.target);
      if (!target) continue;
      if (target.kind.group === "topic") {
        if (relation.style === "call" && isHeldByBroker(model, target)) report(at(relation), `${target.title} is a topic, and answers nobody.`, { hint: "Write ->> to send to it; who takes its messages names it in consumes." });
        continue;
      }
      const style = styleOf(model, target);
      if (style === undefined) continue;
      if (relation.style === "message" && ANSWERING.includes(style)) report(at(relation), `${target.title} answers its caller, and a message waits for no answer.`, { hint: "Write -> for a call." });
      const named = technologiesIn(settingOf(relation, "protocol"))[0];
      const protocol = named && technologies.find(named.id);
      const carriers = CARRIERS[style];
      if (!carriers || protocol?.category !== "protocol" || carriers.includes(protocol.id)) continue;
      report(at(relation, "protocol"), `${target.title} is ${style === "grpc" ? "a gRPC" : withArticle(style === "rest" ? "REST" : style === "graphql" ? "GraphQL" : style.toUpperCase())} ${target.kind.group === "operation" ? "operation" : "interface"}; ${protocol.name} does not carry that.`, { hint: `Write ${carriers[0]}, or name the interface that speaks ${protocol.name}.` });
    }
  },
};

/** Styles whose operations answer each request. */
const ANSWERING: readonly string[] = ["rest", "graphql", "soap"];

/** Topics of others may well be asked for what is new. */
function isHeldByBroker(model: Model, topic: Element): boolean {
  return topic.parent !== undefined && model.element(topic.parent)?.kind.group === "container";
}
