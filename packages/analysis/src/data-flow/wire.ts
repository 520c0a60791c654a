import { settingOf, textOf, textsOf, type Element, type Model, type Relation } from "@groundplan/model";
import { findTechnology } from "@groundplan/vocabulary";
import type { Wire } from "./types.ts";

/** What a relation and the interface that it leads to say of the way on which data travels. */
export function wireOf(model: Model, relation: Relation | undefined, interfaces: readonly Element[]): Wire {
  const setting = relation && settingOf(relation, "protocol");
  const protocol = setting?.values.find((value) => value.type === "technology");
  const name = protocol?.type === "technology" ? protocol.id : undefined;
  return { protocol: name, encrypted: encryptionOf(relation, name, interfaces), auth: authOf(model, relation, interfaces) };
}

function encryptionOf(relation: Relation | undefined, protocol: string | undefined, interfaces: readonly Element[]): Wire["encrypted"] {
  const said = relation && textOf(settingOf(relation, "encryption"));
  if (said !== undefined) return said === "none" ? "no" : "yes";
  if (protocol === undefined) {
    const addresses = interfaces.flatMap((each) => textOf(settingOf(each, "at")) ?? []);
    return addresses.length > 0 && addresses.every((address) => /^"?(?:https|wss|grpcs):\/\//.test(address)) ? "yes" : "unknown";
  }
  const technology = findTechnology(protocol);
  if (technology?.encrypted === "always" || technology?.secured?.includes(protocol)) return "yes";
  return technology?.encrypted === "never" ? "no" : "unknown";
}

/** The operation's own word counts before that of its interface. Of several interfaces all must say it. */
function authOf(model: Model, relation: Relation | undefined, interfaces: readonly Element[]): Wire["auth"] {
  const target = relation && model.element(relation.target);
  const own = target?.kind.group === "operation" ? textsOf(settingOf(target, "auth")) : [];
  if (own.length > 0) return own;
  const said = interfaces.map((each) => textsOf(settingOf(each, "auth")));
  return said.length === 0 || said.some((ways) => ways.length === 0) ? undefined : [...new Set(said.flat())];
}
