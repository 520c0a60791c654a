/** A small generator with a fixed seed (mulberry32), so that a failure can be repeated. */
export function randomSource(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const NAMES = ["cart", "shop", "orders", "web", "pay", "mail", "`odd one`", "books"];

/** A random plan text: few names, so that they collide, go missing and become ambiguous. */
export function randomPlan(random: (below: number) => number): string {
  const name = (): string => NAMES[random(NAMES.length)]!;
  const path = (): string => (random(3) === 0 ? `${name()}.${name()}` : name());
  const lines: string[] = [];
  const setting = (): string => ["tech: go", `owner: ${name()}`, `tags: a, b`, "replicas: 2", "onwer: x", `consumes: ${path()}`, '"Says what it is."', `data: ${path()}, "words"`, `data: ${name()}`][random(9)]!;
  const item = (depth: number): string => {
    switch (random(depth > 2 ? 4 : 10)) {
      case 0:
        return `${path()} -> ${path()} "calls"`;
      case 1:
        return `-> ${path()} "uses" { timeout: ${1 + random(3)}s${random(2) === 0 ? "" : `; data: ${path()}`} }`;
      case 2:
        return setting();
      case 3:
        return `${name()}: ${path()} ->> ${path()} "tells"`;
      case 4:
        return `extend ${path()} {\n${block(depth)}\n${random(3) === 0 ? `${name()}: GET /${random(3)} -> 200` : ""}\n}`;
      case 5:
        return `system ${name()} "S" {\n${block(depth)}\n}`;
      case 6:
        return `broker ${name()} { topic ${name()} }`;
      case 7:
        return random(2) === 0 ? `team ${name()} { people: 3 }` : `type ${name()} { id: uuid }`;
      case 8:
        return `service ${name()} { api ${name()} grpc { ${random(2) === 0 ? "" : name()} } }`;
      default:
        return `service ${name()} "T" {\n${block(depth)}\n}`;
    }
  };
  const block = (depth: number): string => Array.from({ length: random(4) }, () => item(depth + 1)).join("\n");
  for (let count = 1 + random(5); count > 0; count--) lines.push(item(0));
  if (random(12) === 0) lines.push(`kind ${["ledger", "gizmo"][random(2)]} like database { setting depth: duration }`);
  if (random(8) === 0) lines.push(`ledger ${name()} { depth: 3s }`);
  if (random(10) === 0) lines.push("service broken {");
  return lines.join("\n");
}

/** One edit of a text: an item more, a line less, two lines swapped, a name replaced, or all of it anew. */
export function randomEdit(text: string, random: (below: number) => number): string {
  const lines = text.split("\n");
  switch (random(6)) {
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
    default:
      return randomPlan(random);
  }
}
