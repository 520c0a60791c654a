import { broker } from "./data/broker.ts";
import { cache } from "./data/cache.ts";
import { ciCd } from "./data/ci-cd.ts";
import { cloudService } from "./data/cloud-service.ts";
import { containerPlatform } from "./data/container-platform.ts";
import { database } from "./data/database.ts";
import { databaseService } from "./data/database-service.ts";
import { documentation } from "./data/documentation.ts";
import { format } from "./data/format.ts";
import { gateway } from "./data/gateway.ts";
import { identity } from "./data/identity.ts";
import { infrastructureAsCode } from "./data/infrastructure-as-code.ts";
import { language } from "./data/language.ts";
import { library } from "./data/library.ts";
import { logging } from "./data/logging.ts";
import { objectStorage } from "./data/object-storage.ts";
import { observability } from "./data/observability.ts";
import { orm } from "./data/orm.ts";
import { packaging } from "./data/packaging.ts";
import { practice } from "./data/practice.ts";
import { processing } from "./data/processing.ts";
import { protocol } from "./data/protocol.ts";
import { qualityTool } from "./data/quality-tool.ts";
import { runtime } from "./data/runtime.ts";
import { search } from "./data/search.ts";
import { specification } from "./data/specification.ts";
import { storeProtocol } from "./data/store-protocol.ts";
import { testTool } from "./data/test-tool.ts";
import { uiFramework } from "./data/ui-framework.ts";
import { webFramework } from "./data/web-framework.ts";
import type { ReleaseCycle, Technology, TechnologyCategory } from "./technology.ts";

/** Every technology that Groundplan knows, sorted by id. The drawings of the icons are apart, in `icons.ts`. */
export const catalogue: readonly Technology[] = [
  ...broker,
  ...cache,
  ...ciCd,
  ...cloudService,
  ...containerPlatform,
  ...database,
  ...databaseService,
  ...documentation,
  ...format,
  ...gateway,
  ...identity,
  ...infrastructureAsCode,
  ...language,
  ...library,
  ...logging,
  ...objectStorage,
  ...observability,
  ...orm,
  ...packaging,
  ...practice,
  ...processing,
  ...protocol,
  ...qualityTool,
  ...runtime,
  ...search,
  ...specification,
  ...storeProtocol,
  ...testTool,
  ...uiFramework,
  ...webFramework,
].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The categories of the catalogue, sorted. */
export const technologyCategories: readonly TechnologyCategory[] = [...new Set(catalogue.map(({ category }) => category))].sort();

/**
 * The technology of that id, name or alias: `k8s`, `Postgres`, `Node.js`. Case does not matter, nor whether words are parted
 * by blanks, `-` or `_`; a version (`postgresql@18`) is not part of the name.
 */
export function findTechnology(nameOrAlias: string): Technology | undefined {
  byName ??= indexByName(catalogue);
  return byName.get(lookupKey(nameOrAlias));
}

/**
 * The release line that a version belongs to: 18.4 of PostgreSQL to 18, 3.12.4 of Python to 3.12. It is the longest line
 * whose name is the version or a beginning of it that ends before `.`, `-` or `+`, so that an image's tag (`18.4-alpine`)
 * finds its line too; a leading `v` is ignored. Undefined where the catalogue has no dates for the technology, where the
 * line is older than the ones it keeps, newer than `asOf`, or where the version says too little (8 of MySQL, whose lines
 * are 8.0 and 8.4).
 */
export function cycleOf(technology: Technology, version: string): ReleaseCycle | undefined {
  const asked = version.trim().replace(/^v(?=[0-9])/i, "");
  let longest: ReleaseCycle | undefined;
  for (const each of technology.support?.cycles ?? []) {
    const { cycle } = each;
    const begins = asked === cycle || (asked.startsWith(cycle) && /[-.+]/.test(asked.charAt(cycle.length)));
    if (begins && cycle.length > (longest?.cycle.length ?? 0)) longest = each;
  }
  return longest;
}

/**
 * Whether a version is older than every line that the catalogue keeps of the technology, and has therefore ended: Python
 * 2.7, PostgreSQL 9.6. Every line that had not ended is kept, so that what is older than an ended one has ended too. False
 * where the lines are not plain numbers, or where the oldest one kept is still alive.
 */
export function endedEarlier(technology: Technology, version: string): boolean {
  const asked = numbersOf(version);
  const support = technology.support;
  if (!asked || !support) return false;
  let oldest: { readonly numbers: readonly number[]; readonly line: ReleaseCycle } | undefined;
  for (const line of support.cycles) {
    const numbers = numbersOf(line.cycle);
    if (!numbers) return false;
    if (!oldest || compareNumbers(numbers, oldest.numbers) < 0) oldest = { numbers, line };
  }
  if (!oldest || compareNumbers(asked, oldest.numbers) >= 0) return false;
  const { ended, endOfLife } = oldest.line;
  return ended === true || (endOfLife !== undefined && endOfLife < support.asOf);
}

/** Made on the first look-up: most runs of the program look nothing up. */
let byName: ReadonlyMap<string, Technology> | undefined;

function indexByName(technologies: readonly Technology[]): ReadonlyMap<string, Technology> {
  const map = new Map<string, Technology>();
  for (const technology of technologies) {
    for (const word of [technology.id, technology.name, ...(technology.aliases ?? [])]) map.set(lookupKey(word), technology);
  }
  return map;
}

function lookupKey(word: string): string {
  return word.trim().toLowerCase().replace(/[\s_-]+/g, "-");
}

/** The numbers that a version begins with: 3, 12, 4 of `v3.12.4-rc1`. */
function numbersOf(version: string): readonly number[] | undefined {
  const digits = /^v?(\d+(?:\.\d+)*)(?:$|[-+.])/i.exec(version.trim())?.[1];
  return digits?.split(".").map(Number);
}

/** Compares as far as both go: 9.6 comes before 13, and 3 is neither before nor after 3.12. */
function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
