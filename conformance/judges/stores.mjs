// Stores of documents, of values behind keys and of objects.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { debianTool } from "./databases.mjs";
import { asServer, debianProgram, drive, must, npmTool, pythonTool, run, verdicts } from "./tool.mjs";

const ajvVersion = "8.20.0";
const draft4Version = "1.0.0";
const bsonVersion = "7.3.4";
const cfnLintVersion = "1.58.0";

export const mongodb = {
  id: "mongodb", title: "MongoDB's rules, with Ajv", version: ajvVersion, extension: "mongodb.js",
  install: () => npmTool("mongodb", `${ajvVersion}-${bsonVersion}`, [`ajv@${ajvVersion}`, `ajv-draft-04@${draft4Version}`, `bson@${bsonVersion}`]),
  judge: (folder, files) => drive("mongodb.mjs", folder, files),
  // Well-formed; what is to end by itself has no date to end by.
  broken: 'db.createCollection("a", { "validator": { "$jsonSchema": { "bsonType": "object", "properties": { "_id": { "bsonType": "objectId" }, "at": { "bsonType": "string" } } } } });\n\ndb.getCollection("a").createIndex({ "at": 1 }, { "expireAfterSeconds": 60 });\n',
};

export const s3 = {
  id: "s3", title: "cfn-lint and botocore", version: cfnLintVersion, extension: "bucket-policy.json",
  install: () => pythonTool("cfn-lint", cfnLintVersion, [`cfn-lint==${cfnLintVersion}`, "botocore==1.44.8"]),
  judge: (folder, files) => drive("s3.py", folder, files, { command: join(folder, "bin/python") }),
  // Well-formed; S3 has no such action.
  broken: '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Principal":{"AWS":"${ReaderRoleArn}"},"Action":"s3:FetchObject","Resource":"arn:aws:s3:::${BucketName}/*"}]}\n',
};

const server = "/usr/bin/redis-server";
/** How many keys of each form are made to measure what one takes: so many that what the server itself needs does not count, in 20 MB at most. */
const manyOf = ({ bytesEach }) => Math.min(20_000, Math.max(500, Math.floor(20e6 / bytesEach)));
/** How far an estimate may lie from what was measured, of the key and all behind it. */
const OFF = 0.15;

export const redis = {
  id: "redis", title: "Redis", version: "7.0", extension: "keys.json",
  install: () => debianTool(() => debianProgram([server], ["redis-server"]), [server, "--version"]),
  judge: (_, files) =>
    asServer(async (folder, user) => {
      // One server measures; one of a cluster knows the slots of keys.
      const [plain, cluster] = [await start(join(folder, "plain"), folder, user, []), await start(join(folder, "cluster"), folder, user, ["--cluster-enabled", "yes", "--cluster-config-file", join(folder, "nodes")])];
      try {
        const answers = [];
        for (const file of files) {
          try {
            const plan = JSON.parse(readFileSync(file, "utf8"));
            const policy = await plain.ask(["CONFIG", "SET", "maxmemory-policy", plan.maxmemoryPolicy]);
            if (policy !== "OK") throw new Error(policy);
            for (const key of plan.keys) {
              await keepsItsWord(key, plain);
              await liesInItsSlot(key, cluster);
            }
            const bytes = Math.round(plan.keys.reduce((sum, { count, bytesEach }) => sum + (count ?? 0) * bytesEach, 0));
            if (bytes !== plan.memory.bytes) throw new Error(`its keys take ${bytes} bytes, and it says ${plan.memory.bytes}`);
            answers.push({ file });
          } catch (error) {
            answers.push({ file, error: error.message });
          }
        }
        return verdicts(files, answers.map((answer) => JSON.stringify(answer)).join("\n"));
      } finally {
        await Promise.all([plain.stop(), cluster.stop()]);
      }
    }),
  // Well-formed; what stands in braces is not what it says.
  broken: '{"store":"a","technology":"redis","keys":[{"entity":"a.E","role":"value","pattern":"e:{<a>}:<b>","type":"string","holds":{"what":"nothing","as":"text","bytes":1},"hashTag":"<b>","ttlSeconds":60,"count":null,"keyBytes":20,"bytesEach":140}],"memory":{"bytes":0,"bytesInAYear":0},"maxmemoryPolicy":"noeviction"}\n',
};

/** Makes many keys of a form, as its plan says, and looks at type, end and memory of these. */
async function keepsItsWord(key, { ask, pipe }) {
  await ask(["FLUSHALL"]);
  const before = await memory(ask);
  const index = key.role === "index";
  const many = manyOf(key);
  const made = Array.from({ length: many }, (_, at) => commandsOf(key, index ? "one" : keyText(key, at), at)).flat();
  await pipe(made);
  const first = index ? "one" : keyText(key, 0);
  const type = await ask(["TYPE", first]);
  if (type !== key.type) throw new Error(`${key.pattern} is made as ${type}, and not as ${key.type}`);
  const end = Number(await ask(["TTL", first]));
  if (key.ttlSeconds === null ? end !== -1 : Math.abs(end - key.ttlSeconds) > 60) throw new Error(`${key.pattern} ends after ${end} s, and not after ${key.ttlSeconds}`);
  const each = ((await memory(ask)) - before) / many;
  if (Math.abs(each - key.bytesEach) > OFF * each + 8) throw new Error(`one of ${key.pattern} takes ${Math.round(each)} bytes, and not ${key.bytesEach}`);
}

/** Keys that are alike in what stands in braces lie in one slot; those that are not, in several. */
async function liesInItsSlot({ pattern, hashTag }, { ask }) {
  const filled = (at) => pattern.replace(/<([^>]*)>/g, (whole) => (hashTag?.includes(whole) ? "same" : `v${at}`));
  const slots = new Set(await Promise.all([1, 2, 3, 4, 5, 6].map((at) => ask(["CLUSTER", "KEYSLOT", filled(at)]))));
  const fixed = filled(1) === filled(2);
  if ((hashTag !== undefined || fixed) !== (slots.size === 1)) throw new Error(`${pattern} lies in ${slots.size === 1 ? "one slot" : "several slots"}, and its hash tag is ${hashTag}`);
}

async function memory(ask) {
  return Number(/^used_memory:(\d+)/m.exec(await ask(["INFO", "memory"]))?.[1]);
}

/** A key of the length that the plan has for it, and no other's. */
function keyText({ keyBytes }, at) {
  return String(at).padStart(keyBytes, "k").slice(-keyBytes);
}

function commandsOf({ type, role, fields, holds, ttlSeconds }, key, at) {
  const value = (bytes, nth = 0) => `${at}-${nth}-`.padEnd(bytes, "x").slice(0, bytes);
  const end = ttlSeconds === null ? [] : [["EXPIRE", key, ttlSeconds]];
  const members = Array.from({ length: holds?.members ?? 1 }, (_, nth) => value(holds?.bytes ?? 1, nth));
  switch (type) {
    case "string":
      return [["SET", key, members[0], ...(ttlSeconds === null ? [] : ["EX", ttlSeconds])]];
    case "hash":
      return [["HSET", key, ...(fields ? fields.flatMap(({ name, bytes }, nth) => [name, value(bytes, nth)]) : members.flatMap((member, nth) => [String(nth).padEnd(16, "n"), member]))], ...end];
    case "list":
      return [["RPUSH", key, ...members], ...end];
    case "set":
      return [["SADD", key, ...members], ...end];
    default:
      return [["ZADD", key, at, role === "index" ? value(holds.bytes) : members[0]], ...end];
  }
}

/** A server on a socket in the folder. */
async function start(socket, folder, user, more) {
  const child = spawn(server, ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder, "--logfile", `${socket}.log`, ...more], { cwd: folder, ...user, stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const ask = async (args) => (await must("redis-cli", ["-s", socket, ...args.map(String)])).stdout.trim();
  for (let tries = 0; !existsSync(socket) || (await run("redis-cli", ["-s", socket, "PING"])).status !== 0; tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error("redis-server does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    ask,
    async pipe(commands) {
      const text = commands.map((args) => `*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(String(arg))}\r\n${arg}\r\n`).join("")}`).join("");
      const { stdout } = await must("redis-cli", ["-s", socket, "--pipe"], { input: text });
      if (!/errors: 0/.test(stdout)) throw new Error(stdout.trim().slice(0, 300));
    },
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
