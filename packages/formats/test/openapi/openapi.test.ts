import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { ApiDocument } from "../../src/api.ts";
import { readOpenApi } from "../../src/openapi/read.ts";
import { writeOpenApi } from "../../src/openapi/write.ts";
import { mutated, placeless, random } from "./helpers.ts";
import { SHOP } from "./shop.ts";

const again = (document: ApiDocument, format: "yaml" | "json" = "json"): ApiDocument => placeless(readOpenApi(writeOpenApi(document, { format }).text).document);
const minimal = (more: object): string => JSON.stringify({ openapi: "3.0.3", info: { title: "T", version: "1" }, paths: {}, ...more });

describe("writeOpenApi", () => {
  it("is read again as the same document, from JSON and from YAML, without a loss", () => {
    for (const format of ["json", "yaml"] as const) {
      const written = writeOpenApi(SHOP, { format });
      expect(written.losses).toEqual([]);
      const { document, problems, losses } = readOpenApi(written.text);
      expect(problems).toEqual([]);
      expect(losses).toEqual([]);
      expect(placeless(document)).toEqual(SHOP);
    }
  });

  it("gives exactly the change that was made to a document", () => {
    const first = again(SHOP);
    const [rest] = first.interfaces;
    const changed: ApiDocument = { ...first, interfaces: [{ ...rest!, operations: rest!.operations.map((operation) => (operation.name === "getOrder" ? { ...operation, summary: "Another" } : operation)) }] };
    expect(again(changed, "yaml")).toEqual(changed);
    const types = first.types.map((type) => (type.kind === "record" && type.name === "OrderLine" ? { ...type, fields: [...type.fields, { name: "gift", type: { is: "scalar", scalar: "boolean" } as const, required: false }] } : type));
    expect(again({ ...first, types }, "yaml")).toEqual({ ...first, types });
  });

  it("tells what OpenAPI cannot say", () => {
    const { losses } = writeOpenApi({
      ...SHOP, package: "shop.v1",
      interfaces: [...SHOP.interfaces, { name: "Orders", style: "grpc", operations: [] }],
      security: [...SHOP.security, { name: "scram", kind: "other", word: "scramSha256" }],
      types: [...SHOP.types, { kind: "record", name: "Proto", role: "input", reserved: { numbers: [[1, 2]], names: [] }, fields: [{ name: "a", type: { is: "map", key: "int32", of: { is: "scalar", scalar: "string" } }, required: false, number: 3, choice: "one" }] }],
    });
    expect(losses.map(({ what }) => what)).toEqual([
      "the interface Orders, which is grpc", "the package shop.v1", "reserved numbers and names of Proto", "that Proto is an input",
      "keys of type int32 of Proto.a", "number 3 of Proto.a", "oneof one of Proto.a", "the security scheme scram",
    ]);
  });

  it("gives the same bytes for the same document", () => {
    expect(writeOpenApi(SHOP).text).toBe(writeOpenApi(structuredClone(SHOP)).text);
  });
});

describe("readOpenApi", () => {
  it("takes 3.0: nullable, flags of bounds, references with annotations, examples, made names", () => {
    const { document, problems } = readOpenApi(minimal({
      paths: {
        "/orders/{id}/lines": {
          parameters: [{ $ref: "#/components/parameters/id" }],
          get: { parameters: [{ name: "page", in: "query", schema: { type: "integer" } }, { name: "per_page", in: "query", schema: { type: "integer", minimum: 0, exclusiveMinimum: true } }], responses: { 200: { description: "OK", content: { "application/json": { schema: { type: "array", items: { type: "object", properties: { a: { type: "string", enum: ["x", "y", null], nullable: true } } } } } } } } },
          post: { operationId: "add", parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } }], requestBody: { content: { "application/json": { schema: { type: "object", required: ["b"], properties: { b: { allOf: [{ $ref: "#/components/schemas/Maybe" }], description: "D" } } } } } }, responses: { default: { $ref: "#/components/responses/Fault" } } },
        },
      },
      components: {
        parameters: { id: { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } } },
        responses: { Fault: { description: "A fault" } },
        schemas: { Maybe: { type: "object", nullable: true, properties: { c: { type: "integer", format: "int64", example: 3 } } } },
      },
    }));
    expect(problems).toEqual([]);
    const [get, post] = placeless(document).interfaces[0]!.operations;
    expect(get).toMatchObject({ name: "getOrdersByIdLines", method: "GET", pagination: "page", parameters: [{ name: "id", in: "path" }, { name: "page" }, { name: "per_page", constraints: { exclusiveMinimum: 0 } }] });
    expect(get!.responses[0]).toEqual({ status: "200", type: { is: "list", of: { is: "named", name: "GetOrdersByIdLinesResponseItem" } }, mediaTypes: ["application/json"] });
    expect(post).toMatchObject({ name: "add", idempotencyHeader: "Idempotency-Key", request: { type: { is: "named", name: "AddRequest" } }, responses: [{ status: "default", doc: "A fault" }] });
    const types = placeless(document).types;
    expect(types.find(({ name }) => name === "AddRequest")).toMatchObject({ fields: [{ name: "b", required: true, nullable: true, doc: "D", type: { is: "named", name: "Maybe" } }] });
    expect(types.find(({ name }) => name === "GetOrdersByIdLinesResponseItem")).toMatchObject({ fields: [{ name: "a", nullable: true, constraints: { values: ["x", "y"] } }] });
    expect(again(placeless(document))).toEqual(placeless(document));
  });

  it("takes Swagger 2: definitions, bodies, forms, hosts, schemes", () => {
    const { document, problems } = readOpenApi(JSON.stringify({
      swagger: "2.0", info: { title: "Pets", version: "1", license: { name: "MIT" } }, host: "pets.example", basePath: "/v2", schemes: ["https", "http"], consumes: ["application/json"], produces: ["application/json"],
      securityDefinitions: { basic: { type: "basic" }, login: { type: "oauth2", flow: "accessCode", authorizationUrl: "https://a", tokenUrl: "https://b", scopes: { read: "Read" } } }, security: [{ login: ["read"] }],
      paths: {
        "/pets": {
          get: { operationId: "list", parameters: [{ name: "tags", in: "query", type: "array", items: { type: "string" }, collectionFormat: "multi" }], responses: { 200: { description: "Pets", schema: { type: "array", items: { $ref: "#/definitions/Pet" } }, headers: { "X-Count": { type: "integer", format: "int32" } } } } },
          post: { operationId: "add", parameters: [{ in: "body", name: "body", required: true, schema: { $ref: "#/definitions/Pet" } }], responses: { 405: { description: "No" } } },
        },
        "/pets/{id}/image": { post: { operationId: "upload", consumes: ["multipart/form-data"], parameters: [{ name: "id", in: "path", required: true, type: "integer", format: "int64" }, { name: "file", in: "formData", type: "file", required: true }], responses: { 200: { description: "OK" } } } },
      },
      definitions: { Pet: { type: "object", required: ["name"], properties: { name: { type: "string" }, parent: { $ref: "#/definitions/Pet" } } } },
    }));
    expect(problems).toEqual([]);
    const read = placeless(document);
    expect(read.servers).toEqual([{ url: "https://pets.example/v2" }, { url: "http://pets.example/v2" }]);
    const [list, add, upload] = read.interfaces[0]!.operations;
    expect(list).toMatchObject({ parameters: [{ explode: true, type: { is: "list" } }], responses: [{ doc: "Pets", headers: [{ name: "X-Count", type: { scalar: "int32" } }] }] });
    expect(add!.request).toEqual({ type: { is: "named", name: "Pet" }, mediaTypes: ["application/json"], required: true });
    expect(upload!.request).toEqual({ type: { is: "named", name: "UploadRequest" }, mediaTypes: ["multipart/form-data"], required: true });
    expect(again(read, "yaml")).toEqual(read);
  });

  it("tells what a document does not carry, with its place", () => {
    const text = minimal({
      paths: { "/a": { summary: "S", get: { callbacks: { x: {} }, responses: { 200: { description: "OK", links: { y: {} }, content: { "application/json": { schema: { type: "string" } }, "text/plain": { schema: { type: "integer" } } } } } } } },
      webhooks: { w: {} },
      components: { schemas: { S: { type: "object", properties: {}, patternProperties: {}, not: {}, if: {}, contains: {} } }, parameters: { unused: { name: "u", in: "query" } } },
    });
    const { losses } = readOpenApi(text);
    expect(losses.map(({ what }) => what)).toEqual([
      "summary of the path /a", "callbacks of GET /a", "the schema of text/plain of GetAResponse", "links of the response 200 of getA", "a webhook",
      "patternProperties of S", "not of S", "if of S", "contains of S", "unused of the parameters, to which nothing refers",
    ]);
    for (const { at } of losses) expect(at!.to).toBeGreaterThan(at!.from);
  });

  it("tells references that leave, lead nowhere or turn in circles, names given twice, and unknown versions", () => {
    const { problems } = readOpenApi(minimal({
      openapi: "4.0",
      paths: { "/a": { get: { operationId: "x", responses: {} }, put: { operationId: "x", security: [{ nobody: [] }], responses: {}, parameters: [{ $ref: "https://other.example/p.yaml#/p" }] } }, "/b/{c}": { get: { responses: {} } } },
      components: { schemas: { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" }, C: { $ref: "#/components/schemas/None" } } },
    }));
    expect(problems.map(({ code }) => code)).toEqual(["format/version", "format/duplicate", "format/not-followed", "format/unknown-name", "format/meaning", "format/unknown-name", "format/meaning"]);
  });

  it("gives a document for any text, with places inside it", () => {
    const texts = [writeOpenApi(SHOP, { format: "json" }).text, writeOpenApi(SHOP).text];
    const next = random(7);
    for (let round = 0; round < 1_000; round += 1) {
      const text = mutated(texts[round % 10 === 0 ? 1 : 0]!, next);
      const { document, problems, losses } = readOpenApi(text);
      for (const { from, to } of [...problems, ...losses.flatMap(({ at }) => at ?? [])]) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }
      writeOpenApi(document);
    }
    for (const text of ["", "null", "[]", "openapi: 3.1.0", "\u0000", "[".repeat(10_000), `{"openapi":"3.1.0","components":{"schemas":{"A":${'{"items":'.repeat(300)}{}${"}".repeat(303)}`, `{"openapi":"3.1.0","components":{"schemas":{"A":${'{"allOf":[{"properties":{"a":'.repeat(100)}{}${"}}]}".repeat(100)}}}}`]) {
      const { document } = readOpenApi(text);
      writeOpenApi(document);
      expect(document.interfaces).toHaveLength(1);
    }
  });

  const github = ((): string | undefined => {
    try {
      return createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
    } catch {
      return undefined;
    }
  })();
  it.skipIf(github === undefined)("reads the GitHub REST description, and what is written of it is the same", () => {
    const { document, problems } = readOpenApi(readFileSync(github!, "utf8"));
    expect(problems).toEqual([]);
    expect(document.interfaces[0]!.operations.length).toBeGreaterThan(1_000);
    expect(again(placeless(document))).toEqual(placeless(document));
  }, 120_000);
});
