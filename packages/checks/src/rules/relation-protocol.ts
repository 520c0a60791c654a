import { inheritedSetting, settingOf, type Element } from "@groundplan/model";
import { CARRIERS, type Technology } from "@groundplan/vocabulary";
import { runningOf } from "../graph.ts";
import { at, type Rule } from "../rule.ts";
import { styleOf } from "../styles.ts";
import { technologiesIn } from "../uses.ts";
import { listed } from "../words.ts";

export const relationProtocol: Rule = {
  code: "relation/protocol",
  severity: "info",
  title: "Protocol that the target does not speak",
  what: "A relation names a protocol that none of the target's technologies speaks, as far as the catalogue knows.",
  why: "Either the protocol or the target is not what is written, or something in between translates and is not drawn.",
  fix: "Name the protocol that is spoken, or what translates; add protocols to the workspace's own entry of the technology if the catalogue is behind.",
  good: 'service cart "Cart" { -> carts "keeps" { protocol: resp } }\ncache carts "Carts" { tech: valkey }',
  bad: 'service cart "Cart" { -> carts "keeps" { protocol: mqtt } }\ncache carts "Carts" { tech: valkey }',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component", "@external", "@actor", "@interface", "@operation", "@topic"],
  outgoing: true,
  check(element, { model, technologies, report }) {
    for (const relation of model.outgoing(element.id)) {
      const named = technologiesIn(settingOf(relation, "protocol"))[0];
      const protocol = named && technologies.find(named.id);
      if (!protocol || protocol.category !== "protocol") continue;
      const target = runningOf(model, relation.target);
      // What an interface is spoken over follows from its style: see relation/operation-agrees.
      const end = model.element(relation.target);
      if (!target || !end || CARRIERS[styleOf(model, end) ?? ""]) continue;
      const speaking = technologiesIn(inheritedSetting(model, target, "tech")).flatMap(({ id }) => technologies.find(id) ?? []).filter((technology) => (technology.protocols?.length ?? 0) > 0);
      if (speaking.length === 0 || !speaksAlone(target, speaking)) continue;
      const spoken = new Set(speaking.flatMap((technology) => technology.protocols!));
      if ([...spoken].some((each) => isCarriedBy(protocol.id, each))) continue;
      report(at(relation, "protocol"), `${speaking.map((technology) => technology.name).join(" and ")} does not speak ${protocol.name}.`, { hint: `It speaks ${listed([...spoken].map((id) => technologies.find(id)?.id ?? id))}.`, related: [{ at: { element: target.id, setting: "tech" }, message: "its technology" }] });
    }
  },
};

/** A store, a broker or a gateway speaks what its technology speaks; a program may speak anything that its libraries do. */
function speaksAlone(target: Element, technologies: readonly Technology[]): boolean {
  return target.kind.group === "container" && technologies.every((technology) => ["database", "cache", "search", "object-storage", "broker"].includes(technology.category));
}

/** Protocols are the same over an encrypted line and a newer version of what carries them. */
function isCarriedBy(protocol: string, spoken: string): boolean {
  return protocol === spoken || FAMILY[protocol]?.includes(spoken) === true || protocol === "tls" || protocol === "mtls" || protocol === "tcp";
}

const WEB: readonly string[] = ["http", "https", "http2", "http3", "rest", "s3-api", "websocket"];
const FAMILY: Readonly<Record<string, readonly string[]>> = {
  http: WEB, https: WEB, http2: WEB, http3: WEB, rest: WEB, "s3-api": WEB, graphql: WEB,
  amqp: ["amqp-1-0"], "amqp-1-0": ["amqp"], jdbc: ["postgresql-protocol", "mysql-protocol", "tds", "oracle-net", "drda"], odbc: ["postgresql-protocol", "mysql-protocol", "tds", "oracle-net", "drda"],
};
