import { inheritedSetting, settingOf, textOf, type Element } from "@groundplan/model";
import type { Technology } from "@groundplan/vocabulary";
import { runningOf } from "../graph.ts";
import { at, type Rule, type RuleContext } from "../rule.ts";
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
  check(element, context) {
    const { model, technologies, report } = context;
    for (const relation of model.outgoing(element.id)) {
      const named = technologiesIn(settingOf(relation, "protocol"))[0];
      const protocol = named && technologies.find(named.id);
      if (!protocol || protocol.category !== "protocol") continue;
      const style = styleOf(relation.target, context);
      const target = runningOf(model, relation.target);
      if (!target) continue;
      const speaking = technologiesIn(inheritedSetting(model, target, "tech")).flatMap(({ id }) => technologies.find(id) ?? []).filter((technology) => (technology.protocols?.length ?? 0) > 0);
      if (style !== undefined && !fitsStyle(protocol.id, style)) {
        report(at(relation, "protocol"), `${model.element(relation.target)!.title} is ${style === "grpc" ? "a gRPC" : `a ${style}`} interface; ${protocol.name} does not carry that.`, { hint: `Write ${STYLES[style]![0]}, or name the interface that speaks ${protocol.name}.` });
        continue;
      }
      if (style !== undefined || speaking.length === 0 || !speaksAlone(target, speaking)) continue;
      const spoken = new Set(speaking.flatMap((technology) => technology.protocols!));
      if ([...spoken].some((each) => isCarriedBy(protocol.id, each))) continue;
      report(at(relation, "protocol"), `${speaking.map((technology) => technology.name).join(" and ")} does not speak ${protocol.name}.`, { hint: `It speaks ${listed([...spoken].map((id) => technologies.find(id)?.id ?? id))}.`, related: [{ at: { element: target.id, setting: "tech" }, message: "its technology" }] });
    }
  },
};

/** Protocols that carry an interface of each style; styles that anything may carry are absent. */
const STYLES: Readonly<Record<string, readonly string[]>> = {
  grpc: ["grpc", "grpc-web", "connect-rpc", "http2", "mtls", "tls"],
  rest: ["http", "https", "http2", "http3", "rest", "mtls", "tls", "json-rpc", "webhook"],
  graphql: ["graphql", "http", "https", "http2", "http3", "websocket", "sse", "mtls", "tls"],
  soap: ["soap", "http", "https", "mtls", "tls"],
};

/** The style of the interface that a relation leads to. */
function styleOf(id: string, { model }: RuleContext): string | undefined {
  const target = model.element(id);
  const api = target?.kind.group === "operation" && target.parent !== undefined ? model.element(target.parent) : target;
  const style = api?.kind.group === "interface" ? textOf(settingOf(api, "style")) : undefined;
  return style !== undefined && STYLES[style] ? style : undefined;
}

function fitsStyle(protocol: string, style: string): boolean {
  return STYLES[style]!.includes(protocol);
}

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
