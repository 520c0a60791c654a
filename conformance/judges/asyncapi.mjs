// The parser of the AsyncAPI initiative, with its own rules.
import { drive, npmTool } from "./tool.mjs";

const version = "3.6.6";

export const asyncapi = {
  id: "asyncapi", title: "AsyncAPI", version, extension: "asyncapi.yaml",
  install: () => npmTool("asyncapi", version, [`@asyncapi/parser@${version}`]),
  judge: (folder, files) => drive("asyncapi.mjs", folder, files),
  // Well-formed; the message of an operation is not one of its channel's.
  broken: `asyncapi: 3.1.0
info: { title: Broken, version: 1.0.0, description: A., license: { name: MIT }, contact: { name: A, url: "https://example.org", email: a@example.org }, tags: [{ name: a }] }
channels:
  a: { address: a, messages: { one: { payload: { type: string } } } }
  b: { address: b, messages: { two: { payload: { type: string } } } }
operations:
  sendA: { action: send, channel: { $ref: "#/channels/a" }, messages: [{ $ref: "#/channels/b/messages/two" }] }
`,
};
