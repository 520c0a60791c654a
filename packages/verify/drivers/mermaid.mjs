// Reads paths from standard input, one a line; tells of each file, as a line of JSON, what Mermaid found in it or why it refused it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const require = createRequire(join(folder, "package.json"));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<!doctype html><html><body></body></html>");
for (const name of ["window", "document", "DOMParser", "Element", "HTMLElement", "SVGElement", "Node", "NodeFilter", "Text", "Option"]) globalThis[name] = window[name];

const { default: mermaid } = await import(pathToFileURL(join(folder, "node_modules", "mermaid", "dist", "mermaid.esm.mjs")).href);
mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxEdges: 2000, maxTextSize: 1_000_000 });

for (const file of readFileSync(0, "utf8").split("\n").filter((line) => line !== "")) {
  try {
    const text = readFileSync(file, "utf8");
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    if (db.getEntities) {
      console.log(JSON.stringify({ file, entities: db.getEntities().size, links: db.getRelationships().length }));
      continue;
    }
    if (db.getActors) {
      // Messages have a sender and a receiver; ends of fragments have none.
      const messages = db.getMessages().filter(({ from, to, placement }) => from !== undefined && to !== undefined && placement === undefined);
      console.log(JSON.stringify({ file, participants: db.getActors().size, messages: messages.length }));
      continue;
    }
    const vertices = db.getVertices();
    const groups = db.getSubGraphs();
    // A name that is used and never declared becomes a box of its own: those count too.
    const ids = new Set(vertices instanceof Map ? vertices.keys() : Object.keys(vertices));
    for (const group of groups) ids.delete(group.id);
    console.log(JSON.stringify({ file, nodes: ids.size, groups: groups.length, edges: db.getEdges().length }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error?.message ?? error).slice(0, 400) }));
  }
}
