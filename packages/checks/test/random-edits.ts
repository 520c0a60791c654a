/** A small generator with a fixed seed (mulberry32), so that a failure can be repeated. */
export function randomSource(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

export type Random = (below: number) => number;

const NAMES = ["cart", "shop", "orders", "web", "pay", "mail", "`odd one`", "books", "quick", "open"];
const TECHNOLOGIES = ["go", "python@3.8", "postgresql", "postgrsql@18", "kafka@3.9", "mongodb", "resp", "https", "ledgerdb", "rust@1.50"];
const TYPES = ["Order", "Line", "Money", "Oder"];
const FIELDS = ["id", "total", "status"];
const OPERATIONS = ["find", "place", "Get"];
const SCREENS = ["Home", "Basket"];
const CONTAINERS = ["service", "service", "webapp", "worker", "database", "cache", "broker", "gateway"];

/** A random plan text that uses every kind: few names, so that they collide, go missing and become ambiguous. */
export function randomPlan(random: Random): string {
  const pick = (list: readonly string[]): string => list[random(list.length)]!;
  const name = (): string => pick(NAMES);
  const path = (): string => (random(3) === 0 ? `${name()}.${name()}` : name());
  const paths = (): string => Array.from({ length: 1 + random(3) }, path).join(", ");
  const maybe = (text: string): string => (random(2) === 0 ? text : "");
  const setting = (): string =>
    pick([
      `tech: ${pick(TECHNOLOGIES)}, ${pick(TECHNOLOGIES)}`, `tech: ${pick(TECHNOLOGIES)}`, `owner: ${name()}`, `owner: ${name()}`, "tags: scheduled", "status: removed", "status: deprecated", "onwer: x",
      `consumes: ${path()}`, '"Says what it is."', `realises: ${paths()}`, `domain: ${path()}`,
      "trust: inner", "declassifies: personal per hash",
    ]);
  const relationSettings = (): string => pick(["", "", " { timeout: 2s }", " { retries: 2 }", ` { protocol: ${pick(TECHNOLOGIES)} }`, " { access: reads }", ` { tech: ${pick(TECHNOLOGIES)} }`, ` { data: ${pick(TYPES)} }`, ` { data: ${pick(TYPES)}, "words"; protocol: http }`, " { declassifies: personal per token, secret per hsah }"]);
  const item = (depth: number): string => {
    switch (random(depth > 2 ? 4 : 12)) {
      case 0:
        return `${path()} -> ${path()} ${maybe('"calls"')}${relationSettings()}`;
      case 1:
        return `-> ${path()} "uses"${relationSettings()}`;
      case 2:
        return setting();
      case 3:
        return `${maybe(`${name()}: `)}${path()} ->> ${path()} "tells"`;
      case 4:
        return `extend ${path()} {\n${block(depth)}\n}`;
      case 5:
        return `system ${name()} "S" {\n${block(depth)}\n}`;
      case 6:
        return `broker ${name()} { topic ${name()} }`;
      case 7:
        return `component ${name()} "C" {\n${maybe(`limits: ${pick(["fanOut", "fanIn", "level"])} <= ${random(2)}`)}\n${block(depth)}\n}`;
      case 8:
        return `${pick(["actor", "external"])} ${name()} {\n${block(depth + 1)}\n}`;
      case 9:
        return `group ${name()} {\n${block(depth)}\n}`;
      default:
        return `${pick(CONTAINERS)} ${name()} ${pick(['"T"', '"U"', ""])} {\n${maybe(api())}\n${maybe(entity())}\n${maybe(access())}\n${block(depth)}\n}`;
    }
  };
  const block = (depth: number): string => Array.from({ length: random(4) }, () => item(depth + 1)).join("\n");
  const type = (): string => pick(["string", "uuid", "integer?", pick(TYPES), `list<${pick(TYPES)}>`, pick(TYPES)]);
  const field = (): string => `${pick(FIELDS)}: ${type()}${pick(["", "", " key", " unique", " personal", " secret", " secret per hash", ` number ${1 + random(3)}`])}`;
  const fields = (): string => Array.from({ length: random(4) }, field).join("\n");
  const result = (): string => pick(["200", `200 ${pick(TYPES)}`, "404", `409 ${pick(TYPES)} | 404`]);
  const operation = (): string => pick(["Get", `${pick(OPERATIONS)}: ${pick(["GET", "POST", "PUT"])} ${pick(["/a", "/a/{id}", "/a/{x}"])} ${maybe(`(${pick(TYPES)})`)} -> ${result()}${pick(["", "", " { idempotent }", " { auth: none }"])}`]);
  const api = (): string => `api ${name()} ${pick(["rest", "grpc"])} { ${maybe("auth oauth2")}\n${Array.from({ length: 1 + random(3) }, operation).join("\n")}\n}`;
  const entity = (): string => `entity ${pick(TYPES)} ${maybe(`extends ${pick(TYPES)}`)} {\n${fields()}\n${maybe(`index (${pick(FIELDS)}, ${pick(FIELDS)} desc)`)}\n${maybe("retention 1y")}\n${maybe(`key (${pick(FIELDS)})`)}\n}`;
  const access = (): string => `access ${name()} { query: ${pick(TYPES)} where ${pick(FIELDS)} = ? ${maybe(`order by ${pick(FIELDS)} limit 3`)}; ${maybe("rate: 1/s")} }`;
  const end = (): string => (random(2) === 0 ? pick(OPERATIONS) : path());
  const step = (depth: number): string =>
    pick([
      `${maybe(`${pick(FIELDS)}: `)}${path()} -> ${end()}${pick(["", ' "asks"', " { timeout: 1s }", " { retries: 2 }"])}`, `${path()} ->> ${end()}`, `reply ${pick(["200", "404", pick(TYPES)])}`,
      depth > 2 ? "reply 409" : `${pick(["opt", "loop", "alt"])} "x" {\n${steps(depth + 1)}\n}`, depth > 2 ? "reply 409" : `${path()} -> ${end()} {\n${steps(depth + 1)}\n}`, `on ${pick(FIELDS)} fails 2% { reply 404 }`,
    ]);
  const steps = (depth: number): string => Array.from({ length: random(4) }, () => step(depth)).join("\n");
  const widget = (depth: number): string => pick([`button ${maybe('"Go"')} -> ${pick(SCREENS)}`, "image", `link "L" -> ${pick(SCREENS)}`, `button "B" calls ${end()}`, 'text "T"', depth > 1 ? "divider" : `form { ${widget(depth + 1)} }`]);
  const lines: string[] = [];
  for (let count = 2 + random(5); count > 0; count--) lines.push(item(0));
  for (let count = random(4); count > 0; count--) lines.push(declared());
  if (random(3) === 0) for (let count = 1 + random(3); count > 0; count--) lines.push(designed());
  if (random(14) === 0) lines.push(`kind ${pick(["ledger", "gizmo"])} like ${pick(["database", "worker"])} { setting depth: duration }`);
  if (random(10) === 0) lines.push("service broken {");
  return lines.join("\n");

  function designed(): string {
    switch (random(9)) {
      case 0:
        return `type ${pick(TYPES)} ${maybe(`extends ${pick(TYPES)}`)} {\n${fields()}\n}`;
      case 1:
        return `enum ${pick(TYPES)} { open; shut }`;
      case 2:
      case 7:
        return `flow ${name()} "F" {\n${steps(0)}\n}`;
      case 3:
      case 6:
        return `screen ${pick(SCREENS)} { ${maybe("entry")}\n${Array.from({ length: random(4) }, () => widget(0)).join("\n")}\n}`;
      case 4:
        return `journey ${name()} "J" {\n${maybe("first: ")}${pick(SCREENS)} -> ${pick(SCREENS)} -> ${pick(SCREENS)}\n${maybe(`second: ${pick(SCREENS)} -> ${pick(SCREENS)}`)}\n${maybe("goal: 2 steps")}\n}`;
      default:
        return entity();
    }
  }

  function declared(): string {
    switch (random(14)) {
      case 0:
        return `team ${name()} { people: ${1 + random(3)}; ${maybe(`skills: ${pick(TECHNOLOGIES)} ${random(3)}, go 2`)} }`;
      case 1:
        return `driver ${name()} "D" quality performance ${maybe("priority high")} { ${maybe(`artifact: ${path()}`)}; ${maybe('stimulus: "x"')} }`;
      case 2:
        return `risk ${name()} "R" likelihood high impact high { ${maybe("status: accepted")}; ${maybe(`owner: ${name()}`)} }`;
      case 3:
        return `constraint ${name()} "K" ${maybe("strength should")} { ${pick(["forbids", "requires"])}: ${pick(TECHNOLOGIES)}; ${maybe(`on: ${path()}`)}; ${maybe("licences: SSPL-1.0, MIT")} }`;
      case 4:
        return `choice ${name()} "W" {\n weights: ${name()} 3\n for: ${path()}\n ${maybe(`final: ${pick(TECHNOLOGIES)}`)}\n candidate postgresql { pros: "x"; scores: ${name()} 2; ${maybe("status: chosen")} }\n candidate ${pick(["mongodb", "kafka"])} { cons: "y"; scores: ${name()} 4 }\n}`;
      case 5:
        return `domain ${name()} {\n capability ${name()} { ${maybe('shared: "s"')} }\n ${maybe(`domain ${name()}`)}\n}`;
      case 6:
        return `layers ${name()} { ${maybe("strict")}\n layer top { members: ${paths()} }\n layer middle { members: ${paths()} }\n layer low { members: ${paths()} }\n}`;
      case 7:
        return `forbid ${name()} { from: ${paths()}; ${maybe(`to: ${paths()}`)} }`;
      case 8:
        return `only ${name()} { from: ${paths()}; to: ${paths()} }`;
      case 9:
        return `view ${name()} of ${path()} { ${maybe(`include ${paths()}`)}; ${maybe(`exclude ${paths()}`)} }`;
      case 10:
        return `term ${name()} ${pick(['"Cart"', '"Shop"'])} { ${maybe('"Means it."')}; ${maybe('synonyms: "shop"')} }`;
      case 11:
        return `technology ledgerdb "LedgerDB" { category: ${pick(["database", "language"])}; licence: ${pick(["MIT", "SSPL-1.0"])}; ${maybe("ends: 2026-12-31")} }`;
      case 12:
        return `goal ${name()} "G" { drivers: ${name()} }`;
      default:
        return `capability ${name()} "Do"`;
    }
  }
}

/** A random decision: whole or not, of any status, linked to others. */
export function randomDecision(random: Random): string {
  const fields = [
    `status: ${["accepted", "accepted", "proposed", "superseded", "rejected", "draft"][random(6)]}`,
    ...(random(2) === 0 ? ["date: 2026-01-02"] : []),
    ...(random(3) === 0 ? [`deciders: [${NAMES[random(6)]!}]`] : []),
    ...(random(3) === 0 ? [`drivers: [${NAMES[random(6)]!}]`] : []),
    ...(random(3) === 0 ? [`affects: [${NAMES[random(6)]!}]`] : []),
    ...(random(3) === 0 ? [`review: 202${random(9)}-01-01`] : []),
    ...(random(2) === 0 ? [`supersedes: [${1 + random(4)}]`] : []),
    ...(random(4) === 0 ? [`conflicts: [${1 + random(4)}]`] : []),
  ];
  const options = Array.from({ length: random(3) }, (_, index) => `* option ${index}`);
  return `---\n${fields.join("\n")}\n---\n# Title ${random(3)}\n\n## Considered Options\n\n${options.join("\n")}\n\n### Consequences\n\n${random(2) === 0 ? "* Good, because x" : ""}\n`;
}

/** One edit of a text: more of it, a line less, lines moved or swapped, a name or a word replaced, or all of it anew. */
export function randomEdit(text: string, random: Random): string {
  const lines = text.split("\n");
  switch (random(9)) {
    case 7: {
      const list = [TYPES, FIELDS, OPERATIONS, SCREENS][random(4)]!;
      return text.replaceAll(list[random(list.length)]!, list[random(list.length)]!);
    }
    case 0:
      return `${text}\n${randomPlan(random)}`;
    case 1:
      lines.splice(random(lines.length), 1);
      return lines.join("\n");
    case 2:
      lines.splice(random(lines.length), 0, "", "// moved");
      return lines.join("\n");
    case 3:
      return text.replaceAll(NAMES[random(NAMES.length)]!, NAMES[random(NAMES.length)]!);
    case 4:
      return text.replace('"T"', '"Other"');
    case 5: {
      const at = random(Math.max(1, lines.length - 1));
      lines.splice(at, 2, ...lines.slice(at, at + 2).reverse());
      return lines.join("\n");
    }
    case 6:
      return text.replaceAll(TECHNOLOGIES[random(TECHNOLOGIES.length)]!, TECHNOLOGIES[random(TECHNOLOGIES.length)]!);
    default:
      return randomPlan(random);
  }
}
