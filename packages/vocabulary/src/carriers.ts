/** Protocols that carry an interface of each style, the plainest first; styles that anything may carry are absent. */
export const CARRIERS: Readonly<Record<string, readonly string[]>> = {
  grpc: ["grpc", "grpc-web", "connect-rpc", "http2", "mtls", "tls"],
  rest: ["http", "https", "http2", "http3", "rest", "mtls", "tls", "json-rpc", "webhook"],
  graphql: ["graphql", "http", "https", "http2", "http3", "websocket", "sse", "mtls", "tls"],
  soap: ["soap", "http", "https", "mtls", "tls"],
};
