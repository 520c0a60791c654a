import { settingOf, textOf, type Element, type Model } from "@groundplan/model";

/** Protocols that carry an interface of each style, the plainest first; styles that anything may carry are absent. */
export const CARRIERS: Readonly<Record<string, readonly string[]>> = {
  grpc: ["grpc", "grpc-web", "connect-rpc", "http2", "mtls", "tls"],
  rest: ["http", "https", "http2", "http3", "rest", "mtls", "tls", "json-rpc", "webhook"],
  graphql: ["graphql", "http", "https", "http2", "http3", "websocket", "sse", "mtls", "tls"],
  soap: ["soap", "http", "https", "mtls", "tls"],
};

/** The style of an interface, or of that which an operation belongs to. */
export function styleOf(model: Model, target: Element): string | undefined {
  const api = target.kind.group === "operation" && target.parent !== undefined ? model.element(target.parent) : target;
  return api?.kind.group === "interface" ? textOf(settingOf(api, "style")) : undefined;
}
