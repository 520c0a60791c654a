#!/usr/bin/env node
// A synthetic system of any size, as plan text or as LikeC4 text: the same model from the same seed.
//   node bench/generate.mjs N FOLDER [--notation plan|likec4] [--index star|sparse] [--seed 1]
// Systems hold eight containers of eight components. There are 1.5 relations to an element: 60 of 100 stay in the container, 25 in the system, 15 go anywhere.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "./measure/random.mjs";

const CONTAINERS = 8;
const COMPONENTS = 8;
const RATIO = 1.5;

/** The model: systems with their containers and components, and the relations by the system where they begin. */
export function generateModel(count, seed = 1) {
  const random = createRandom(seed);
  const systems = [];
  let left = count;
  while (left > 0) {
    const system = { name: `sys${systems.length}`, containers: [], relations: [] };
    systems.push(system);
    left--;
    for (let c = 0; c < CONTAINERS && left > 0; c++) {
      const container = { name: `cont${c}`, components: [] };
      system.containers.push(container);
      left--;
      for (let p = 0; p < COMPONENTS && left > 0; p++, left--) container.components.push(`comp${p}`);
    }
  }
  const components = systems.flatMap((system, s) => system.containers.flatMap((container, c) => container.components.map((name) => ({ name: `${system.name}.${container.name}.${name}`, s, c }))));
  const seen = new Set();
  let wanted = components.length > 1 ? Math.round(count * RATIO) : 0;
  for (let tries = 0; wanted > 0 && tries < count * 40; tries++) {
    const from = components[random.below(components.length)];
    const where = random.next();
    let to;
    if (where < 0.6) to = memberOf(systems[from.s], from.c);
    else if (where < 0.85) to = memberOf(systems[from.s], random.below(systems[from.s].containers.filter((container) => container.components.length > 0).length));
    else to = components[random.below(components.length)].name;
    const key = `${from.name} ${to}`;
    if (from.name === to || seen.has(key)) continue;
    seen.add(key);
    systems[from.s].relations.push({ from: from.name, to });
    wanted--;
  }
  return systems;

  function memberOf(system, c) {
    const container = system.containers[c];
    return `${system.name}.${container.name}.${container.components[random.below(container.components.length)]}`;
  }
}

/** The files of a model in plan text: one for each system. */
export function writePlan(systems) {
  return systems.map((system, s) => {
    const lines = [`system ${system.name} "System ${s}" {`, `  "Synthetic system ${s}"`];
    for (const [c, container] of system.containers.entries()) {
      lines.push(`  service ${container.name} "Container ${s}.${c}" {`, "    tech: nodejs");
      for (const [p, name] of container.components.entries()) {
        lines.push(`    component ${name} "Component ${s}.${c}.${p}" {`, ...(p === 0 ? ["      tags: critical"] : []), `      "Does thing ${p}"`, "    }");
      }
      lines.push("  }");
    }
    lines.push("}", "");
    for (const [k, { from, to }] of system.relations.entries()) lines.push(k % 5 === 0 ? `${from} ->> ${to} "publishes"` : `${from} -> ${to} "calls"`);
    return { path: `${system.name}.plan`, text: `${lines.join("\n")}\n` };
  });
}

/** The files of a model in LikeC4 text, with the views that Groundplan draws without being asked. */
export function writeLikeC4(systems, { index = "star" } = {}) {
  const files = [
    { path: "likec4.config.json", text: `${JSON.stringify({ name: "bench" })}\n` },
    { path: "spec.c4", text: "specification {\n  element system\n  element container\n  element component\n  relationship async\n  tag critical\n}\n" },
    { path: "views-index.c4", text: `views {\n  view index {\n    title 'Landscape'\n    include ${index === "star" ? "*" : "sys0"}\n  }\n}\n` },
  ];
  for (const [s, system] of systems.entries()) {
    const lines = ["model {", `  system ${system.name} 'System ${s}' {`, `    description 'Synthetic system ${s}'`];
    for (const [c, container] of system.containers.entries()) {
      lines.push(`    container ${container.name} 'Container ${s}.${c}' {`, "      technology 'Node.js'");
      for (const [p, name] of container.components.entries()) lines.push(`      component ${name} 'Component ${s}.${c}.${p}' {`, ...(p === 0 ? ["        #critical"] : []), `        description 'Does thing ${p}'`, "      }");
      lines.push("    }");
    }
    lines.push("  }");
    for (const [k, { from, to }] of system.relations.entries()) lines.push(k % 5 === 0 ? `  ${from} -[async]-> ${to} 'publishes'` : `  ${from} -> ${to} 'calls'`);
    lines.push("}");
    const views = [system.name, ...system.containers.map((container) => `${system.name}.${container.name}`)].map((name) => `  view v_${name.replaceAll(".", "_")} of ${name} {\n    include *\n  }`);
    files.push({ path: `${system.name}.c4`, text: `${lines.join("\n")}\n` }, { path: `views-${system.name}.c4`, text: `views {\n${views.join("\n")}\n}\n` });
  }
  return files;
}

/** Writes files into a folder that is made anew. */
export function writeFolder(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of files) writeFileSync(join(folder, path), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count, folder, ...rest] = process.argv.slice(2);
  const option = (name, fallback) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : fallback);
  if (!(Number(count) > 0) || !folder) {
    process.stderr.write("usage: node bench/generate.mjs N FOLDER [--notation plan|likec4] [--index star|sparse] [--seed 1]\n");
    process.exit(2);
  }
  const systems = generateModel(Number(count), Number(option("--seed", "1")));
  writeFolder(folder, option("--notation", "plan") === "likec4" ? writeLikeC4(systems, { index: option("--index", "star") }) : writePlan(systems));
  process.stdout.write(`${systems.length} systems, ${systems.reduce((sum, system) => sum + system.relations.length, 0)} relations\n`);
}
