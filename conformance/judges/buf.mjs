// Buf: builds and lints proto files with its standard rules, and says whether a later build breaks those who know an earlier one.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { npmTool, run, verdicts } from "./tool.mjs";

const version = "1.75.0";
const install = async () => npmTool("buf", version, [`@bufbuild/buf@${version}`]);
const env = { BUF_BETA_SUPPRESS_WARNINGS: "1" };
const program = (folder) => join(folder, "node_modules/.bin/buf");

/** Files by the module that they are in: the folder `proto` around them, or their own where there is none. */
function modules(files) {
  const found = new Map();
  for (const file of files) {
    const at = file.lastIndexOf("/proto/");
    const root = at < 0 ? dirname(file) : file.slice(0, at + "/proto".length);
    found.set(root, [...(found.get(root) ?? []), file]);
  }
  return found;
}

/** A copy of a module that holds nothing else; a `buf.yaml` that was written beside the files counts. */
async function inCopy(root, files, use) {
  const copy = mkdtempSync(join(tmpdir(), "groundplan-buf-"));
  try {
    for (const file of files) {
      const target = join(copy, relative(root, file));
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(file, target);
    }
    if (existsSync(join(root, "buf.yaml"))) copyFileSync(join(root, "buf.yaml"), join(copy, "buf.yaml"));
    else writeFileSync(join(copy, "buf.yaml"), "version: v2\nlint:\n  use:\n    - STANDARD\n");
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

export const buf = {
  id: "buf", title: "Buf, lint and build", version, extension: "proto", install,
  async judge(folder, files) {
    const answers = [];
    for (const [root, own] of modules(files)) {
      await inCopy(root, own, async (copy) => {
        const found = new Map();
        for (const args of [["build", "-o", "image.json"], ["lint"]]) {
          const { stdout, stderr, status } = await run(program(folder), [...args, "--error-format", "json"], { cwd: copy, env, seconds: 120 });
          const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.startsWith("{"));
          if (status !== 0 && lines.length === 0) throw new Error((stderr || stdout).trim().slice(0, 600));
          for (const { path, start_line: line, type, message } of lines.map((text) => JSON.parse(text))) found.set(path, [...(found.get(path) ?? []), `${type} at ${line}: ${message}`]);
          if (status !== 0) break;
        }
        const image = existsSync(join(copy, "image.json")) ? JSON.parse(readFileSync(join(copy, "image.json"), "utf8")) : { file: [] };
        for (const file of own) {
          const path = relative(root, file);
          const services = image.file.find(({ name }) => name === path)?.service ?? [];
          if (found.has(path)) answers.push({ file, error: `${found.get(path).length} problems: ${found.get(path).slice(0, 6).join("; ")}` });
          else answers.push({ file, services: services.length, methods: services.reduce((count, service) => count + (service.method?.length ?? 0), 0) });
        }
      });
    }
    return verdicts(files, answers.map((answer) => JSON.stringify(answer)).join("\n"));
  },
  // Well-formed; the type of a field is not there.
  broken: 'syntax = "proto3";\n\npackage broken.v1;\n\nmessage A {\n  Nowhere b = 1;\n}\n',
};

export const bufBreaking = {
  id: "buf-breaking", title: "Buf, breaking", version, extension: "evolution.json", install,
  async judge(folder, files) {
    const answers = [];
    for (const file of files) {
      const scratch = mkdtempSync(join(tmpdir(), "groundplan-buf-"));
      try {
        const builds = JSON.parse(readFileSync(file, "utf8"));
        for (const [when, texts] of Object.entries(builds)) {
          for (const [path, text] of Object.entries(texts)) {
            mkdirSync(dirname(join(scratch, when, path)), { recursive: true });
            writeFileSync(join(scratch, when, path), text);
          }
          // What goes over the wire and in JSON: a field may go where its number and its name are reserved.
          writeFileSync(join(scratch, when, "buf.yaml"), "version: v2\nbreaking:\n  use:\n    - WIRE_JSON\n");
        }
        const { stdout, stderr, status } = await run(program(folder), ["breaking", "after", "--against", "before"], { cwd: scratch, env, seconds: 120 });
        answers.push(status === 0 ? { file } : { file, error: (stdout || stderr).trim().slice(0, 600) });
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    }
    return verdicts(files, answers.map((answer) => JSON.stringify(answer)).join("\n"));
  },
  // Both are well-formed; in the later one a field is gone, and its number free to be given to another.
  broken: JSON.stringify({ before: { "a/v1/a.proto": 'syntax = "proto3";\npackage a.v1;\nmessage A {\n  string a = 1;\n  string b = 2;\n}\n' }, after: { "a/v1/a.proto": 'syntax = "proto3";\npackage a.v1;\nmessage A {\n  string a = 1;\n}\n' } }),
};
