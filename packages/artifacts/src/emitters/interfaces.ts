import { interfacesOf, numberInterfaces, readEvents, readInterface, snake, topicsOf } from "@groundplan/design";
import { noNumbers, writeAsyncApi, writeAvro, writeGraphql, writeJsonSchema, writeOpenApi, writeProto, type ApiDocument, type NumberLock, type Writing } from "@groundplan/formats";
import type { Element, Model } from "@groundplan/model";
import type { EmitInput, Emitter } from "../artifact.ts";
import { filePaths } from "../file-names.ts";
import { folderOf } from "../folders.ts";
import { lossesOf, namedLosses } from "../losses.ts";
import { inline, page, table } from "../markdown.ts";
import { bufSettings } from "./buf-settings.ts";

/** One text that an interface is written as. */
export interface WrittenInterface {
  readonly of: Element;
  /** Below the artifact's folder. */
  readonly path: string;
  readonly format: string;
  readonly document: ApiDocument;
  readonly writing: Writing;
}

/** Every interface in the format of its field; events in AsyncAPI and their messages in Avro. Written anew at each call. */
export function writeInterfaces(model: Model, numbers: NumberLock = noNumbers): readonly WrittenInterface[] {
  const written: WrittenInterface[] = [];
  const put = (of: Element, path: string, format: string, document: ApiDocument, writing: Writing): void => void written.push({ of, path, format, document, writing });
  const interfaces = interfacesOf(model).map(({ element, style }) => ({ element, style, document: readInterface(model, element.id)! }));
  const brokers = model.elements("broker").flatMap((broker) => {
    const document = readEvents(model, broker.id);
    return document ? [{ broker, document, channels: document.interfaces[0]!.channels ?? [] }] : [];
  });
  const numbered = new Map(numberInterfaces(model, numbers).interfaces.map((each) => [each.element.id, each]));
  const packages = new Map(interfaces.map(({ element, document }) => [element.id, [...(document.package ?? "").split("."), protoFileName(element)]]));
  const name = filePaths([...interfaces.map(({ element }) => element.id), ...brokers.map(({ broker }) => broker.id)]);
  const proto = filePaths(interfaces.flatMap(({ element, style }) => (style === "grpc" ? element.id : [])), (id) => packages.get(id)!);
  const avro = filePaths(brokers.flatMap(({ broker, channels }) => channels.map((channel) => `${broker.id}.${channel.name}`)));
  for (const { element, style, document } of interfaces) {
    switch (style) {
      case "rest":
        put(element, `${name(element.id)}.openapi.yaml`, "openapi", document, writeOpenApi(document));
        if (document.types.length > 0) put(element, `${name(element.id)}.schema.json`, "json-schema", document, writeJsonSchema({ id: `urn:groundplan:${encodeURIComponent(element.id)}`, types: document.types }));
        break;
      case "grpc":
        put(element, `proto/${proto(element.id)}.proto`, "proto", document, writeProto(document, { numbers: numbered.get(element.id)!.numbers }));
        break;
      case "graphql":
        put(element, `${name(element.id)}.graphql`, "graphql", document, writeGraphql(document));
        break;
      case "events":
        put(element, `${name(element.id)}.asyncapi.yaml`, "asyncapi", document, writeAsyncApi(document));
        break;
    }
  }
  for (const { broker, document, channels } of brokers) {
    put(broker, `${name(broker.id)}.asyncapi.yaml`, "asyncapi", document, writeAsyncApi(document));
    const topics = topicsOf(model, broker.id);
    for (const [at, channel] of channels.entries()) {
      const { type } = channel.messages[0]!;
      const id = `${broker.id}.${channel.name}`;
      if (type?.is === "named") put(topics[at] ?? broker, `avro/${avro(id)}.avsc`, "avro", document, writeAvro(document.types, type.name, { namespace: broker.id.replace(/[^A-Za-z0-9_.]/g, "_") }));
    }
  }
  return written;
}

/** `lower_snake_case`, as buf and the style guide have it. */
function protoFileName(element: Element): string {
  const name = snake(element.name).normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return name === "" ? "api" : name;
}

export const apiSpecifications: Emitter = {
  artifact: "2.2", name: "API specifications",
  *emit(input) {
    const folder = folderOf("2.2");
    const written = writeInterfaces(input.model, input.locks.proto);
    if (written.length === 0) return;
    for (const { path, format, writing } of written) yield { path: `${folder}/${path}`, artifact: "2.2", format, ownership: "derived", content: () => writing.text, losses: () => lossesOf([writing]) };
    const settings = bufSettings(written);
    if (settings !== undefined) yield { path: `${folder}/proto/buf.yaml`, artifact: "2.2", format: "buf", ownership: "derived", content: () => settings };
    yield { path: `${folder}/interfaces.md`, artifact: "2.2", format: "markdown", namesLosses: true, ownership: "derived", content: () => overview(input, written) };
  },
};

function overview(input: EmitInput, written: readonly WrittenInterface[]): string {
  const sections = [...new Set(written.map(({ of }) => of))].map((element) => {
    const own = written.filter(({ of }) => of === element);
    const [first] = own;
    const operations = first!.document.interfaces.flatMap((each) => each.operations);
    const rows = operations.map((operation) => [
      inline(operation.method === undefined ? (operation.action ?? operation.root ?? "call") : `${operation.method} ${operation.path}`), inline(operation.name), inline(`${operation.summary ?? operation.doc ?? ""}${operation.deprecated === true ? " (deprecated)" : ""}`.trim()),
      inline([...(operation.request?.type ? [typeName(operation.request.type)] : []), ...operation.parameters.map((parameter) => parameter.name)].join(", ")),
      inline(operation.responses.map((response) => [response.status === "ok" ? "" : response.status, response.type ? typeName(response.type) : ""].filter((part) => part !== "").join(" ")).join(" · ")),
    ]);
    const lost = lossesOf(own.map(({ writing }) => writing));
    return [
      `## ${inline(element.title)}`, inline(element.description ?? ""), `Files: ${own.map(({ path }) => `[${path}](${encodeURI(path)})`).join(", ")}`,
      rows.length === 0 ? "" : table(["call", "name", "what", "takes", "gives"], rows),
      lost.length === 0 ? "" : `What these formats cannot say: ${namedLosses(lost)}.`,
    ].filter((part) => part !== "").join("\n\n");
  });
  return page(`# ${inline(input.name)}: interfaces`, "What each interface offers, and the files that say so to machines.", ...sections);
}

function typeName(type: NonNullable<NonNullable<ApiDocument["interfaces"][number]["operations"][number]["request"]>["type"]>): string {
  switch (type.is) {
    case "named":
      return type.name;
    case "scalar":
      return type.scalar;
    case "list":
      return `list of ${typeName(type.of)}`;
    case "map":
      return `map of ${typeName(type.of)}`;
    case "union":
      return type.of.map(typeName).join(" or ");
  }
}

