import type { Json, Span } from "./reading.ts";
import type { Extensions, Field, TypeDescription, TypeExpression } from "./types.ts";

/** What one OpenAPI, AsyncAPI, proto or GraphQL document describes. */
export interface ApiDocument {
  readonly title: string;
  /** The version of the interface, not of the format. */
  readonly version?: string;
  readonly doc?: string;
  /** The proto package. */
  readonly package?: string;
  readonly servers: readonly { readonly url: string; readonly protocol?: string; readonly doc?: string }[];
  readonly interfaces: readonly Interface[];
  readonly types: readonly TypeDescription[];
  readonly security: readonly SecurityScheme[];
  readonly tags?: readonly { readonly name: string; readonly doc?: string }[];
  readonly licence?: string;
  readonly extensions?: Extensions;
}

/** A set of operations that is offered under one name: a service of proto, the paths of an OpenAPI document, a GraphQL schema, the channels of an AsyncAPI document. */
export interface Interface {
  readonly name: string;
  readonly style: "rest" | "grpc" | "graphql" | "events";
  readonly doc?: string;
  readonly deprecated?: boolean;
  readonly operations: readonly Operation[];
  readonly channels?: readonly Channel[];
  /** What every operation needs that says nothing else: one of these. */
  readonly security?: readonly SecurityNeed[];
  readonly extensions?: Extensions;
  readonly at?: Span;
}

/** Schemes that are needed together, each with the scopes it needs; an empty one means that nothing is needed. */
export type SecurityNeed = Readonly<Record<string, readonly string[]>>;

export interface Operation {
  /** Unique in its interface: `operationId`, the method of a service, the field of a root type. */
  readonly name: string;
  /** One line. */
  readonly summary?: string;
  readonly doc?: string;
  /** REST: the method in capitals, and the path with `{parameters}`. */
  readonly method?: string;
  readonly path?: string;
  /** GraphQL: the root type that it belongs to. */
  readonly root?: "query" | "mutation" | "subscription";
  /** Events: what the described application does, and the channel by name. */
  readonly action?: "send" | "receive";
  readonly channel?: string;
  readonly parameters: readonly Parameter[];
  readonly request?: Body;
  readonly responses: readonly Response[];
  /** One of these; undefined: what the interface says. */
  readonly security?: readonly SecurityNeed[];
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
  /** The header by which a repeated call is known to be the same one. */
  readonly idempotencyHeader?: string;
  /** How long lists are given in pages: `cursor` with `cursor` and `limit`, or `page` with `page` and `size`. */
  readonly pagination?: "cursor" | "page";
  readonly extensions?: Extensions;
  readonly at?: Span;
}

export interface Parameter extends Field {
  readonly in: "path" | "query" | "header" | "cookie" | "argument";
  /** How lists and records are written in a query: the words of OpenAPI. */
  readonly style?: string;
  readonly explode?: boolean;
}

/** What is sent or given back. */
export interface Body {
  readonly type?: TypeExpression;
  readonly nullable?: boolean;
  /** Empty where the format has none. A body of several media types has one type; what differs is a loss. */
  readonly mediaTypes: readonly string[];
  readonly required?: boolean;
  /** A stream of such messages (gRPC, subscriptions). */
  readonly stream?: boolean;
  readonly doc?: string;
  readonly examples?: readonly Json[];
}

export interface Response extends Body {
  /** `200`, `4XX`, `default`; `ok` where the format has no statuses. */
  readonly status: string;
  readonly headers?: readonly Field[];
}

/** A channel of AsyncAPI 3. */
export interface Channel {
  readonly name: string;
  readonly address: string;
  readonly doc?: string;
  readonly parameters?: readonly Field[];
  readonly messages: readonly Message[];
  /** By protocol: `kafka: { partitions: 6 }`. */
  readonly bindings?: Extensions;
  readonly at?: Span;
}

export interface Message {
  readonly name: string;
  readonly title?: string;
  readonly doc?: string;
  readonly type?: TypeExpression;
  readonly mediaType?: string;
  readonly headers?: readonly Field[];
  /** A runtime expression of AsyncAPI: `$message.header#/correlationId`. */
  readonly correlation?: string;
  readonly bindings?: Extensions;
  readonly examples?: readonly Json[];
  readonly at?: Span;
}

export type SecurityScheme = { readonly name: string; readonly doc?: string; readonly at?: Span } & (
  | { readonly kind: "apiKey"; readonly in: "query" | "header" | "cookie" | "user" | "password"; readonly parameter: string }
  | { readonly kind: "http"; readonly scheme: string; readonly bearerFormat?: string }
  | { readonly kind: "oauth2"; readonly flows: Readonly<Record<string, { readonly authorizationUrl?: string; readonly tokenUrl?: string; readonly refreshUrl?: string; readonly scopes: Readonly<Record<string, string>> }>> }
  | { readonly kind: "openIdConnect"; readonly url: string }
  | { readonly kind: "mutualTls" }
  /** What another format has: `scramSha256` of AsyncAPI. */
  | { readonly kind: "other"; readonly word: string }
);
