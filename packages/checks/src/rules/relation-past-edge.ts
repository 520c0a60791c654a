import type { Element } from "@groundplan/model";
import { withArticle } from "@groundplan/vocabulary";
import { containerOf } from "../graph.ts";
import { isBroker, isFront, isStore, isWorker } from "../kinds.ts";
import { at, type Rule, type RuleContext } from "../rule.ts";

export const relationPastEdge: Rule = {
  code: "relation/past-edge",
  severity: "warning",
  title: "Somebody outside reaches past the system's edge",
  what: "A person uses something that has no face for people (a store, a worker, a broker, a part of a service), or an external system calls a store, a worker or a part directly.",
  why: "What stands at the edge checks who comes and what they may do; what is reached behind it trusts everyone. Often the arrow only leaves out the app in between.",
  fix: "Lead the relation to the web app, mobile app, desktop app, gateway or interface through which it really goes.",
  good: 'actor shopper "Shopper" { -> storefront "buys" }\nexternal courier "Courier" { -> shipping.Tracking "reports" }\nwebapp storefront "Storefront" { -> shipping "asks" }\nservice shipping "Shipping" { api Tracking rest; -> orders "writes" }\ndatabase orders "Orders"',
  bad: 'actor clerk "Clerk" { -> orders "corrects" }\ndatabase orders "Orders"',
  scope: "element",
  kinds: ["@actor", "@external"],
  outgoing: true,
  check(element, context) {
    for (const relation of context.model.outgoing(element.id)) {
      const target = context.model.element(relation.target);
      if (!target || relation.implied) continue;
      const reached = element.kind.group === "actor" ? reachedByPeople(target, context) : reachedByExternals(target, context);
      if (!reached) continue;
      context.report(at(relation), `${element.title} reaches ${reached.what} past the edge of the system.`, {
        hint: reached.hint, related: [{ at: { element: target.id }, message: withArticle(target.kind.title.toLowerCase()) }],
        ...(reached.mild ? { severity: "info" as const } : {}),
      });
    }
  },
};

interface Reached {
  readonly what: string;
  readonly hint: string;
  readonly mild?: boolean;
}

function reachedByPeople(target: Element, { model }: RuleContext): Reached | undefined {
  const container = containerOf(model, target.id);
  if (!container || isFront(model, container)) return undefined;
  if (isStore(model, container) || isBroker(model, container)) return { what: `the ${container.kind.title.toLowerCase()} ${container.title}`, hint: "Name the app or gateway through which people come to it." };
  if (target.kind.group === "interface" || target.kind.group === "operation") return undefined;
  if (isWorker(model, container)) return { what: `the worker ${container.title}, which nobody calls,`, hint: "Name the app through which people give it work." };
  if (target.kind.group === "component") return { what: `${target.title}, a part of ${container.title},`, hint: "Name the app, or the interface of the container, through which people come to it." };
  if (model.children(container.id).some((child) => child.kind.group === "interface")) return undefined;
  return { what: `${container.title}, which offers no interface,`, hint: "Give it an api, or name the app through which people come to it.", mild: true };
}

function reachedByExternals(target: Element, { model }: RuleContext): Reached | undefined {
  const container = containerOf(model, target.id);
  if (!container) return undefined;
  if (isStore(model, container)) return { what: `the ${container.kind.title.toLowerCase()} ${container.title}`, hint: "Let it call an interface of the container that owns the data." };
  if (isFront(model, container) || isBroker(model, container) || target.kind.group !== "component") return undefined;
  return { what: `${target.title}, a part of ${container.title},`, hint: "Let it call an interface of the container." };
}
