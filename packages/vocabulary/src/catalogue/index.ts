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
import { testTool } from "./data/test-tool.ts";
import { uiFramework } from "./data/ui-framework.ts";
import { webFramework } from "./data/web-framework.ts";
import type { ReleaseCycle, Technology } from "./technology.ts";

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
  ...testTool,
  ...uiFramework,
  ...webFramework,
].sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * The technology of that id, name or alias, in any case: `k8s`, `Postgres`, `Node.js`. White space round it is ignored;
 * a version (`postgresql@18`) is not part of the name.
 */
export function findTechnology(nameOrAlias: string): Technology | undefined {
  byName ??= indexByName(catalogue);
  return byName.get(nameOrAlias.trim().toLowerCase());
}

/**
 * The release line that a version belongs to: 18.4 of PostgreSQL to 18, 3.12.4 of Python to 3.12. It is the longest line
 * whose name is the version or a beginning of it that ends before `.`, `-` or `+`, so that an image's tag (`18.4-alpine`)
 * finds its line too; a leading `v` is ignored. Undefined where the catalogue has no dates for the technology, where the
 * line is older than the ones it keeps, newer than `asOf`, or where the version says too little (8 of MySQL, whose lines
 * are 8.0 and 8.4).
 */
export function cycleOf(technology: Technology, version: string): ReleaseCycle | undefined {
  const cycles = technology.support?.cycles ?? [];
  let rest = version.trim();
  if (/^v[0-9]/i.test(rest)) rest = rest.slice(1);
  while (rest !== "") {
    const found = cycles.find((each) => each.cycle === rest);
    if (found) return found;
    rest = rest.slice(0, Math.max(rest.lastIndexOf("."), rest.lastIndexOf("-"), rest.lastIndexOf("+"), 0));
  }
  return undefined;
}

/** Made on the first look-up: most runs of the program look nothing up. */
let byName: ReadonlyMap<string, Technology> | undefined;

function indexByName(technologies: readonly Technology[]): ReadonlyMap<string, Technology> {
  const map = new Map<string, Technology>();
  for (const technology of technologies) {
    for (const alias of technology.aliases ?? []) map.set(alias, technology);
    map.set(technology.name.toLowerCase(), technology);
    map.set(technology.id, technology);
  }
  return map;
}
