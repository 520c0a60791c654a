// Texts that have broken readers, and a workspace of interfaces and entities that has each of them in every place that takes words.

export const words = [
  `"><script>alert(1)</script>`, `' onload='alert(1)`, "]]>", "<!-- -->", "&amp; &#0; &unknown;", "a\u0000b\u0007c\ufffed", "\ud800 alone", "\u202e reversed", "${7*7} {{x}} `rm` $(id)",
  "\n\r\t \u2028 \u0085", "", " ", "__proto__", "constructor", "end", "graph", "e\u0301".repeat(40), "👩‍👩‍👧‍👦 🇩🇪", "客户关系管理系统", "x".repeat(3000), "%%{init: {}}%%", "%% comment", "---", "```",
  "style a fill:#fff;", "classDef x fill:#000;stroke:#111;", "#quot; #35;", "\\", "\\n", "\\\\\"", "@startuml\n@enduml", "!include /etc/passwd", "!$x = 1", "/' comment '/", "' comment", "<img:/etc/passwd>", "[[http://example.org]]",
  "|md # x |", "a: {b: c}", "a -> b", "***", "* list", "# heading", "= title", "//italic//", "~~wave~~", "..", ";", "; end", ")", "])", "\")", "}", "{", "(", "<b>bold", "|x|", "\"|x|\"", "o", "x", "1", "-1", "null", "*", "_", "&", "!",
];

/** As a string of the plan language. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replace(/[\u0000-\u001f\u2028\u0085]/g, " ")}"`;
}

export function hostileWorkspace(): string {
  const said = words.filter((word) => !/\ud800|\ufffe|\uffff/.test(word) && word.length < 200);
  // `__proto__` and `constructor` as names are left to our own tests: several of the judges keep names as properties of plain objects.
  // A name stands on one line, in backquotes, and is none of those that are written already.
  const names = [...new Set(said.map((word) => word.replace(/[`\u0000-\u001f\u2028\u0085]/g, "").trim()).filter((word) => word !== "" && word !== "__proto__" && word !== "constructor"))];
  const fields = names.map((name, at) => `\`${name}\`: string? { ${quoted(said[at % said.length]!)} }`).join("\n    ");
  const raw = (name: string): string => `\`${name}\``;
  return `system \`h "s"\` ${quoted("Hostile \"names\" & <b>")} {
  ${quoted(said.join(" "))}
  owner: people
  service s "S" {
    "Serves."
    api Rest ${quoted("R: # \" ' \\ {x}")} rest { auth bearer
    ${names.map((name, at) => `${raw(name)}: POST /op${at} (All) -> 200 All | 404 { ${quoted(said[at % said.length]!)} }`).join("\n    ")}
    }
    api Rpc ${quoted("*/ // /* \"")} grpc {
    ${names.map((name, at) => `${raw(name)}: (All) -> Kind${at % 2 ? "s" : ""} { ${quoted(said[at % said.length]!)} }`).join("\n    ")}
    }
    api Graph ${quoted('\\"\\"\\" # "')} graphql {
    ${names.map((name, at) => `${raw(name)}: ${at % 2 ? "query" : "mutation"} x${at}(of: All?, text: string = ${quoted(said[at % said.length]!)}) -> All { ${quoted(said[at % said.length]!)} }`).join("\n    ")}
    }
    ${names.map((name) => `->> events.${raw(name)} ${quoted(name)}`).join("\n    ")}
  }
  broker events "Events" { tech: kafka
    ${names.map((name, at) => `topic ${raw(name)} ${quoted(said[at % said.length]!)} of All { ${quoted(said[at % said.length]!)}; key: ${quoted(name)} }`).join("\n    ")}
  }
  database d "D" { tech: postgresql@18
    entity \`All of "them"\` ${quoted(said[3]!)} { ${quoted(said.join(" "))}
    id: uuid key
    ${fields}
    kind: Kind?
    }
    ${names.map((name, at) => `entity ${raw(`E ${name}`)} ${quoted(said[at % said.length]!)} { id: uuid key; all: \`All of "them"\`; ${raw(name)}: string(200) = ${quoted(said[at % said.length]!)} { ${quoted(said[at % said.length]!)} }; kind: Kind = ${raw(name)} }`).join("\n    ")}
  }
}
team people ${quoted("P \"<b>\"")} { people: 2; contact: ${quoted("<script>alert(1)</script>")} }
enum Kind ${quoted(said[5]!)} {
  ${names.map((name, at) => `${raw(name)} ${quoted(said[at % said.length]!)}`).join("\n  ")}
}
type Kinds { kinds: list<Kind>; of: map<string, All> }
type All ${quoted(said[2]!)} { ${quoted(said.join(" "))}
    ${fields}
    kind: Kind?
}
flow f ${quoted(said[1]!)} {
  ${names.map((name, at) => `\`h "s"\`.s -> \`h "s"\`.d ${quoted(said[at % said.length]!)} { note ${quoted(name)} over \`h "s"\`.s; reply ${quoted(name)} }`).join("\n  ")}
  ${names.map((name) => `alt ${quoted(name)} { \`h "s"\`.s -> \`h "s"\`.d ${quoted(name)} } else ${quoted(name)} { \`h "s"\`.s -> \`h "s"\`.s ${quoted(name)} }`).join("\n  ")}
}
`;
}
