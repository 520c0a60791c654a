import type { Rule } from "../rule.ts";
import { containerCycle } from "./container-cycle.ts";
import { containerOwner } from "./container-owner.ts";
import { relationAncestor } from "./relation-ancestor.ts";

/** Every rule, in the order of the rule reference. */
export const rules: readonly Rule[] = [containerOwner, relationAncestor, containerCycle];
