import type { Kind } from "../kind.ts";
import { actor } from "./actor.ts";
import { access, entity } from "./entity.ts";
import { api, operation } from "./api.ts";
import { capability } from "./capability.ts";
import { candidate, choice } from "./choice.ts";
import { component } from "./component.ts";
import { constraint } from "./constraint.ts";
import { containers } from "./containers.ts";
import { decision } from "./decision.ts";
import { domain } from "./domain.ts";
import { driver } from "./driver.ts";
import { external } from "./external.ts";
import { flow, steps } from "./flow.ts";
import { goal } from "./goal.ts";
import { group } from "./group.ts";
import { migration, migrationParts } from "./migration.ts";
import { relation } from "./relation.ts";
import { risk } from "./risk.ts";
import { forbid, layer, layers, only } from "./rules.ts";
import { journey, leg, screen, widgets } from "./screen.ts";
import { schema, source } from "./source.ts";
import { system } from "./system.ts";
import { team } from "./team.ts";
import { technology } from "./technology.ts";
import { term } from "./term.ts";
import { topic } from "./topic.ts";
import { enumeration, field, literal, type } from "./type.ts";
import { view } from "./view.ts";

/** Every kind of the language, in the order of the language reference. */
export const kinds: readonly Kind[] = [
  system, actor, external, group, ...containers, component, api, operation, topic, relation,
  type, enumeration, entity, field, literal, access, migration, ...migrationParts, flow, ...steps, screen, ...widgets, journey, leg, source, schema,
  domain, capability, goal, driver, constraint, risk, choice, candidate, decision,
  team, term, layers, layer, forbid, only, view, technology,
];
