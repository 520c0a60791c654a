/** Licences that interfaces are published under, by their SPDX identifiers (spdx.org/licenses), with the names that people write. */
const LICENCES: Readonly<Record<string, readonly string[]>> = {
  "Apache-2.0": ["Apache 2.0", "Apache License 2.0", "Apache License, Version 2.0"], MIT: ["MIT License", "The MIT License"], "BSD-2-Clause": [], "BSD-3-Clause": ["BSD 3-Clause"], ISC: [], "MPL-2.0": [], Unlicense: [], "0BSD": [],
  "GPL-2.0-only": [], "GPL-2.0-or-later": [], "GPL-3.0-only": [], "GPL-3.0-or-later": [], "LGPL-2.1-only": [], "LGPL-3.0-only": [], "AGPL-3.0-only": [], "AGPL-3.0-or-later": [], "EPL-2.0": [], "EUPL-1.2": [],
  "CC0-1.0": [], "CC-BY-3.0": [], "CC-BY-4.0": [], "CC-BY-SA-4.0": [], "ODbL-1.0": [], "BSL-1.0": [], Zlib: [],
};

/** The SPDX identifier of a licence's name, where it is one of those. */
export function spdxOf(name: string): string | undefined {
  if (Object.hasOwn(LICENCES, name)) return name;
  return Object.keys(LICENCES).find((identifier) => LICENCES[identifier]!.includes(name));
}
