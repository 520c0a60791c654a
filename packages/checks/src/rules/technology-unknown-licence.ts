import { settingOf } from "@groundplan/model";
import { nearest, spdxLicences, unknownLicences } from "@groundplan/vocabulary";
import type { Rule } from "../rule.ts";

export const technologyUnknownLicence: Rule = {
  code: "technology/unknown-licence",
  severity: "warning",
  title: "Licence that SPDX does not list",
  what: "A licence is named that is no identifier of the SPDX License List, no expression of such, no LicenseRef-… and none of the words proprietary, service and standard.",
  why: "Constraints on licences compare identifiers, and so do the tools that read what is written from the plan: under a name of one's own a licence is ruled out by nothing.",
  fix: "Write the identifier of spdx.org/licenses, as Apache-2.0; what is not listed is called LicenseRef- and a name.",
  good: 'technology ledgerdb "LedgerDB" { category: database; licence: Apache-2.0 }\ndatabase ledger "Ledger" { tech: ledgerdb }',
  bad: 'technology ledgerdb "LedgerDB" { category: database; licence: Apache2 }\ndatabase ledger "Ledger" { tech: ledgerdb }',
  scope: "element",
  kinds: ["technology", "constraint", "api"],
  check(element, { report }) {
    for (const name of ["licence", "licences"]) {
      for (const [value, said] of (settingOf(element, name)?.values ?? []).entries()) {
        if (said.type !== "word") continue;
        const [unknown] = unknownLicences(said.word);
        if (unknown === undefined) continue;
        const near = nearest(unknown, spdxLicences);
        report({ element: element.id, setting: name, value }, `SPDX lists no licence ${unknown}.`, {
          hint: near === undefined ? `If it is on no list, write LicenseRef-${unknown.replace(/[^A-Za-z0-9.-]+/g, "-")}.` : `Did you mean ${near}?`,
          ...(near !== undefined && unknown === said.word ? { replace: near } : {}),
        });
      }
    }
  },
};
