import type { Verb } from "./verb.ts";

const asOf = ["--as-of <date>", "the day for which support dates and exceptions are judged (default: today)"] as const;
const format = (known: string): readonly [string, string] => ["--format <format>", known];

/** Every verb of the command line, in the order of the help. A verb without `load` is not in this version yet. */
export const verbs: readonly Verb[] = [
  { name: "init", arguments: "[folder]", summary: "write a starter workspace", options: [["--from <repository>", "discover one from a repository (not in this version)"]], examples: ["groundplan init", "groundplan init design"], load: () => import("./verbs/init.ts") },
  { name: "check", arguments: "[workspace]", summary: "parse, link and apply the rules", options: [format("text, json, sarif or github"), asOf, ["--limit <count>", "show at most so many findings as text (0: all)", "50"]], examples: ["groundplan check", "groundplan check examples/astronomy-shop --format json"], load: () => import("./verbs/check.ts") },
  { name: "build", arguments: "[workspace]", summary: "write every artifact and the site", options: [["--out <folder>", "the output folder (default: groundplan-out in the workspace)"], ["--only <artifacts>", "only these: 1.2,1.4"], ["--force", "overwrite files that were changed by hand, and remove those that are no longer made"], format("text or json"), asOf], examples: ["groundplan build", "groundplan build --only 1.2 --out docs/design"], load: () => import("./verbs/build.ts") },
  { name: "draw", arguments: "[view] [workspace]", summary: "draw one picture, or list them", options: [["-o, --output <file>", "the file to write: .svg, .png or .pdf (default: SVG on standard output)"], ["--list", "list the views"], ["--theme <theme>", "light or dark", "light"], ["--workspace <folder>", "the workspace, where it is not the last argument (default: the nearest one upwards)"], ["--scale <factor>", "pixels of a PNG for each unit of the picture", "2"], format("text or json: the list, or the picture with what it is of"), asOf], examples: ["groundplan draw --list examples/astronomy-shop", "groundplan draw containers/shop -o shop.png --theme dark"], load: () => import("./verbs/draw.ts") },
  { name: "open", arguments: "[workspace]", summary: "open the live workbench: edits on disk appear at once", options: [["--port <port>", "the port on loopback (default: a free one)"], ["--no-browser", "only print the address"], asOf], examples: ["groundplan open", "groundplan open examples/astronomy-shop --port 4400"], load: () => import("./verbs/open.ts") },
  { name: "status", arguments: "[workspace]", summary: "the thirty-five artifacts and thirty-two drivers, with state and evidence", options: [format("text or json"), ["--strict", "exit with 1 unless every artifact that was begun, of those that this version makes, is whole and no driver fails"], asOf], examples: ["groundplan status", "groundplan status --format json"], load: () => import("./verbs/status.ts") },
  { name: "decide", arguments: "<title> [workspace]", summary: "write the next decision file", options: [["--workspace <folder>", "the workspace, where it is not the last argument (default: the nearest one upwards)"], ["--affects <names>", "elements that it shapes, separated by commas"], ["--drivers <names>", "drivers that it answers"], ["--supersedes <number>", "the decision that it replaces"], asOf], examples: ['groundplan decide "Announce orders over Kafka" --affects shop.kafka --drivers always-open'], load: () => import("./verbs/decide.ts") },
  { name: "query", arguments: "[expression] [workspace]", summary: "ask the model", options: [["--language", "explain the query language"], ["--workspace <folder>", "the workspace, where it is not the last argument (default: the nearest one upwards)"], format("text, table or json")], examples: ["groundplan query 'container where owner = ordering'", "groundplan query 'shop.checkout out*' --format json"], load: () => import("./verbs/query.ts") },
  {
    name: "diff", arguments: "<revisions...>", summary: "what changed between two revisions, and whom a change breaks",
    details: [
      "One revision is compared with the working tree; two with each other, also as A..B; A...B begins where the two went apart. A name that is no revision and that a folder has is that folder: two workspaces can be compared without git.",
      "Interfaces are judged by the rules of their format (OpenAPI, Protocol Buffers with proto.lock, GraphQL), topics by those of their messages (Avro, Protocol Buffers, JSON), entities by their tables. Who relies on what breaks is told: relations, steps of flows, screens and access patterns of the first revision, but for elements that the second does not have.",
      "Exit status: 1 where a change breaks a consumer in the model, or one that names only what holds the thing and so may rely on it; 0 otherwise, also where it breaks a contract that nobody in the model relies on.",
    ],
    options: [format("text, json or markdown (a comment on a pull request)"), ["--breaking", "only changes that break"], ["--workspace <folder>", "the workspace (default: the nearest one upwards)"]],
    examples: ["groundplan diff main", "groundplan diff v1.0 HEAD --breaking", "groundplan diff main...HEAD --format markdown", "groundplan diff ../before ../after --format json"], load: () => import("./verbs/diff.ts"),
  },
  { name: "format", arguments: "[workspace]", summary: "rewrite plan files in canonical form", options: [["--check", "change nothing; exit with 1 where a file would change"], format("text or json")], examples: ["groundplan format", "groundplan format --check"], load: () => import("./verbs/format.ts") },
  { name: "explain", arguments: "[code]", summary: "print the page of a rule, or list them all", options: [format("text or json")], examples: ["groundplan explain container/owner", "groundplan explain"], load: () => import("./verbs/explain.ts") },
  { name: "lsp", summary: "the language server, on standard input and output", options: [["--stdio", "accepted for editors that say so"]], examples: ["groundplan lsp"], load: () => import("./verbs/lsp.ts") },
  { name: "approve", arguments: "<artifact>", summary: "record who approved which content", examples: ["groundplan approve 1.2"] },
  { name: "analyze", arguments: "[scenario]", summary: "every scenario: holds, fails or undecided, with the reason", examples: ["groundplan analyze checkout-latency --set shop.checkout.replicas=4"] },
  { name: "verify", arguments: "[workspace]", summary: "run the judges on what was built", examples: ["groundplan verify --only 6.1,6.3"] },
  { name: "pin", arguments: "[workspace]", summary: "fill the lock of digests and SHAs", examples: ["groundplan pin"] },
  { name: "drift", arguments: "[workspace]", summary: "compare the model with the world", examples: ["groundplan drift"] },
  { name: "import", arguments: "<files...>", summary: "plan text from other descriptions", examples: ["groundplan import compose.yaml -o imported"] },
  { name: "mcp", summary: "the model for coding agents", examples: ["groundplan mcp"] },
  { name: "hub", summary: "the hub of several workspaces", examples: ["groundplan hub ../shop ../payments"] },
];
