import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { catalogue } from "../src/catalogue/index.ts";
import { spdxLicences as spdxIds, unknownLicences } from "../src/catalogue/spdx.ts";
import { DATA_MODELS } from "../src/catalogue/technology.ts";
import type { ReleaseCycle, Technology, TechnologyCategory } from "../src/catalogue/technology.ts";

const require = createRequire(import.meta.url);
const spdxLicences = new Set(require("spdx-license-ids") as string[]);
const spdxExceptions = new Set(require("spdx-exceptions") as string[]);

const byId = new Map(catalogue.map((each) => [each.id, each]));

/** The names of the entries for which a rule does not hold: an empty list is what every test wants. */
function offenders(rule: (technology: Technology) => readonly string[]): readonly string[] {
  return catalogue.flatMap((each) => rule(each).map((fault) => `${each.id}: ${fault}`));
}

describe("the catalogue", () => {
  it("holds at least 150 technologies, sorted by id", () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(150);
    const ids = catalogue.map((each) => each.id);
    expect(ids).toEqual([...ids].sort());
  });

  it("has an entry in every category", () => {
    const categories: Record<TechnologyCategory, true> = {
      language: true, runtime: true, "web-framework": true, "ui-framework": true, library: true, orm: true, database: true,
      cache: true, search: true, "object-storage": true, broker: true, gateway: true, protocol: true, format: true,
      specification: true, "container-platform": true, "cloud-service": true, processing: true,
      "infrastructure-as-code": true, "ci-cd": true, observability: true, logging: true, "quality-tool": true,
      packaging: true, identity: true, documentation: true, practice: true,
    };
    expect([...new Set(catalogue.map((each) => each.category))].sort()).toEqual(Object.keys(categories).sort());
  });

  it("gives each id, name and alias to one technology only", () => {
    const owners = new Map<string, string>();
    const clashes: string[] = [];
    for (const { id, name, aliases } of catalogue) {
      for (const word of new Set([id, name, ...(aliases ?? [])].map((each) => each.toLowerCase().replace(/[\s_-]+/g, "-")))) {
        const owner = owners.get(word);
        if (owner) clashes.push(`"${word}" is ${owner} and ${id}`);
        owners.set(word, id);
      }
    }
    expect(clashes).toEqual([]);
  });

  it("writes ids so that they stand in plan text without quotes, and aliases in lower case", () => {
    expect(
      offenders(({ id, aliases }) => [
        ...(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) ? [] : ["id"]),
        ...(aliases ?? []).filter((each) => each !== each.toLowerCase().trim() || each === "" || /[\s_]/.test(each)),
        ...(new Set(aliases).size === (aliases ?? []).length ? [] : ["an alias twice"]),
      ]),
    ).toEqual([]);
  });

  it("describes each technology in one plain sentence", () => {
    expect(
      offenders(({ summary, name }) => [
        ...(/^[A-Z].{10,158}\.$/.test(summary) ? [] : [summary]),
        ...(/\. [A-Z]/.test(summary) ? ["two sentences"] : []),
        ...(name.trim() === name && name !== "" ? [] : ["name"]),
      ]),
    ).toEqual([]);
    expect(new Set(catalogue.map((each) => each.summary)).size).toBeGreaterThan(catalogue.length * 0.97);
  });

  it("says of every store how it lays out what it keeps", () => {
    const stores: readonly TechnologyCategory[] = ["database", "cache", "search", "object-storage"];
    expect(offenders(({ category, dataModels }) => (stores.includes(category) && (dataModels ?? []).length === 0 ? ["no data model"] : []))).toEqual([]);
    expect(offenders(({ dataModels }) => [...(new Set(dataModels).size === (dataModels ?? []).length ? [] : ["a data model twice"]), ...(dataModels ?? []).filter((each) => !DATA_MODELS.includes(each))])).toEqual([]);
    const main = Object.fromEntries(catalogue.map(({ id, dataModels }) => [id, dataModels?.[0]]));
    expect(main).toMatchObject({ postgresql: "relational", mongodb: "document", valkey: "key-value", cassandra: "wide-column", neo4j: "graph", opensearch: "search", influxdb: "time-series", qdrant: "vector", s3: "object", efs: "file", python: undefined });
  });

  it("refers only to technologies that it holds, of the right category", () => {
    const must = (id: string, category?: TechnologyCategory) => {
      const target = byId.get(id);
      if (!target) return [`no "${id}"`];
      return category && target.category !== category ? [`"${id}" is a ${target.category}`] : [];
    };
    expect(
      offenders(({ id, language, protocols, ports, standsInFor }) => [
        ...(language ? must(language, "language") : []),
        ...(protocols ?? []).flatMap((each) => must(each, "protocol")),
        ...(ports ?? []).flatMap((each) => must(each.protocol, "protocol")),
        ...(standsInFor ?? []).flatMap((each) => must(each)),
        ...((standsInFor ?? []).includes(id) ? ["stands in for itself"] : []),
        ...[protocols, standsInFor].flatMap((list) => (new Set(list).size === (list ?? []).length ? [] : ["twice in a list"])),
      ]),
    ).toEqual([]);
  });

  it("names ports that exist, each once", () => {
    expect(
      offenders(({ ports }) => {
        const keys = (ports ?? []).map(({ port, protocol, transport }) => `${port}/${transport ?? "tcp"}/${protocol}`);
        return [
          ...(ports ?? []).filter(({ port }) => !Number.isInteger(port) || port < 1 || port > 65535).map(({ port }) => `${port}`),
          ...(new Set(keys).size === keys.length ? [] : ["a port twice"]),
        ];
      }),
    ).toEqual([]);
  });

  it("states a licence as SPDX or as one of the special words", () => {
    expect(offenders(({ licence }) => (isLicence(licence) ? [] : [licence]))).toEqual([]);
  });

  it("knows the licences that changed", () => {
    const licences = Object.fromEntries(catalogue.map((each) => [each.id, each.licence]));
    expect(licences).toMatchObject({
      redis: "LicenseRef-RSALv2 OR SSPL-1.0 OR AGPL-3.0-only",
      valkey: "BSD-3-Clause",
      elasticsearch: "AGPL-3.0-only OR SSPL-1.0 OR Elastic-2.0",
      opensearch: "Apache-2.0",
      terraform: "BUSL-1.1",
      opentofu: "MPL-2.0",
      vault: "BUSL-1.1",
      openbao: "MPL-2.0",
      mongodb: "SSPL-1.0",
      grafana: "AGPL-3.0-only",
      loki: "AGPL-3.0-only",
      minio: "AGPL-3.0-only",
      rabbitmq: "MPL-2.0",
      postgresql: "PostgreSQL",
      sentry: "FSL-1.1-ALv2",
    });
  });

  it("gives an address on https", () => {
    expect(
      offenders(({ homepage, support }) =>
        [homepage, support?.source].flatMap((each) => (each === undefined || isAddress(each) ? [] : [each])),
      ),
    ).toEqual([]);
  });

  it("has exactly one of support and policy", () => {
    expect(offenders(({ support, policy }) => ((support === undefined) === (policy === undefined) ? ["both or none"] : []))).toEqual([]);
    expect(offenders(({ policy }) => (policy === undefined || /^[A-Z].{20,}\.$/.test(policy) ? [] : [policy]))).toEqual([]);
  });

  it("has well-formed dates, in order, newest line first, with their origin", () => {
    expect(offenders(({ support }) => (support ? [...support.cycles.flatMap(faultsOfDates), ...faultsOfSeries(support.cycles)] : []))).toEqual([]);
    expect(offenders(({ support }) => (support && !isDate(support.asOf) ? [support.asOf] : []))).toEqual([]);
    expect(
      offenders(({ support }) =>
        (support?.cycles ?? []).flatMap(({ cycle, released }) =>
          released && support && released > support.asOf ? [`${cycle} released after it was read`] : [],
        ),
      ),
    ).toEqual([]);
  });

  it("keeps dates for most of what has a life cycle", () => {
    const dated = catalogue.filter((each) => each.support).length;
    expect(dated).toBeGreaterThanOrEqual(150);
    for (const id of ["postgresql", "python", "django", "kubernetes", "nodejs", "kafka", "rabbitmq", "redis", "valkey", "terraform"]) {
      expect(byId.get(id)?.support?.cycles.some((each) => each.endOfLife !== undefined), id).toBe(true);
    }
  });
});

describe("the rules of this test", () => {
  it("refuse what is wrong", () => {
    for (const wrong of ["Apache", "MIT/Apache-2.0", "MIT OR", "GPL-2.0-only WITH MIT", "LicenseRef-", "apache-2.0", "Service", ""]) {
      expect(isLicence(wrong), wrong).toBe(false);
    }
    for (const right of ["MIT", "MIT OR Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "service", "LicenseRef-RSALv2 OR SSPL-1.0"]) {
      expect(isLicence(right), right).toBe(true);
    }
    expect(isDate("2026-02-29")).toBe(false);
    expect(isDate("2028-02-29")).toBe(true);
    expect(faultsOfDates({ cycle: "1", released: "2026-01-02", support: "2026-01-01" })).toHaveLength(1);
    expect(faultsOfDates({ cycle: "1", support: "2027-01-02", endOfLife: "2026-01-01" })).toHaveLength(1);
    expect(faultsOfDates({ cycle: "1", ended: true, endOfLife: "2026-01-01" })).toHaveLength(1);
    expect(faultsOfDates({ cycle: "1", released: "2026-01-02", endOfLife: "never" })).toEqual([]);
    expect(faultsOfSeries([{ cycle: "1", released: "2025-01-01" }, { cycle: "2", released: "2026-01-01" }])).toHaveLength(1);
  });
});

describe("licences", () => {
  it("are those of the SPDX list", () => {
    const listed = [...(require("spdx-license-ids") as string[]), ...(require("spdx-license-ids/deprecated") as string[])];
    expect([...spdxIds].sort()).toEqual(listed.sort());
  });

  it.each([
    ["Apache-2.0", []], ["apache-2.0", []], ["proprietary", []], ["(MIT OR Apache-2.0) AND GPL-2.0-only WITH Classpath-exception-2.0", []], ["GPL-2.0+", []], ["LicenseRef-House", []], ["DocumentRef-x:LicenseRef-y", []],
    ["Apache2", ["Apache2"]], ["MIT OR Apche-2.0 OR GPLv3", ["Apche-2.0", "GPLv3"]], ["", [""]], ["(((", [""]],
  ])("of %s those that nobody lists are %j", (expression, unknown) => {
    expect(unknownLicences(expression)).toEqual(unknown);
  });
});

/** SPDX expressions without parentheses, which no entry needs (SPDX specification 2.3, annex D). */
function isLicence(expression: string): boolean {
  if (["proprietary", "service", "standard"].includes(expression)) return true;
  return expression.split(/ AND | OR /).every((term) => {
    const [id = "", exception, ...rest] = term.split(" WITH ");
    if (rest.length > 0 || (exception !== undefined && !spdxExceptions.has(exception))) return false;
    return spdxLicences.has(id) || /^LicenseRef-[A-Za-z0-9.-]+$/.test(id);
  });
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === "https:" && !/\s|__/.test(text);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function faultsOfDates({ cycle, released, support, endOfLife, ended }: ReleaseCycle): readonly string[] {
  const dates = [released, support, endOfLife === "never" ? undefined : endOfLife].filter((each) => each !== undefined);
  return [
    ...dates.filter((each) => !isDate(each)).map((each) => `${cycle}: ${each} is no date`),
    ...(dates.every((each, i) => i === 0 || (dates[i - 1] ?? "") <= each) ? [] : [`${cycle}: ${dates.join(" > ")}`]),
    ...(ended && endOfLife ? [`${cycle}: ended, and yet has a day`] : []),
    ...(cycle.trim() === cycle && cycle !== "" ? [] : ["a line without a name"]),
  ];
}

function faultsOfSeries(cycles: readonly ReleaseCycle[]): readonly string[] {
  const released = cycles.flatMap((each) => each.released ?? []);
  return [
    ...(cycles.length > 0 ? [] : ["no line"]),
    ...(new Set(cycles.map((each) => each.cycle)).size === cycles.length ? [] : ["a line twice"]),
    ...(released.every((each, i) => i === 0 || (released[i - 1] ?? "") >= each) ? [] : ["not newest first"]),
  ];
}
