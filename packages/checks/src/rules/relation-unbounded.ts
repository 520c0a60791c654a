import { isWithin, settingOf, targetsOf, textOf, type Model } from "@groundplan/model";
import { containerOf, runningOf } from "../graph.ts";
import { isBroker } from "../kinds.ts";
import { at, type Rule, type RuleContext } from "../rule.ts";

export const relationUnbounded: Rule = {
  code: "relation/unbounded",
  severity: "info",
  title: "Call without a timeout where a driver of high priority counts on it",
  what: "A container that a driver of high priority speaks of calls another one, and nothing says how long it waits.",
  why: "A callee that hangs holds its caller as long as the caller waits: without a limit, one slow store stops all that stands before it.",
  fix: "Say how long the caller waits: timeout: 2s in the relation's block.",
  good: 'driver quick "Checkout is quick" quality performance.timeBehaviour priority high { artifact: checkout }\nservice checkout "Checkout" { -> prices "asks" { timeout: 500ms } }\nservice prices "Prices"',
  bad: 'driver quick "Checkout is quick" quality performance.timeBehaviour priority high { artifact: checkout }\nservice checkout "Checkout" { -> prices "asks" }\nservice prices "Prices"',
  scope: "element",
  missing: ["here"],
  kinds: ["@container", "@component"],
  reads: ["requirement"],
  applies: (context) => artifactsOf(context).size > 0,
  outgoing: true,
  check(element, context) {
    const { model, report } = context;
    const artifacts = artifactsOf(context);
    const source = containerOf(model, element.id);
    const driver = source && driverOf(model, element.id, source.id, artifacts);
    if (!driver) return;
    for (const relation of model.outgoing(element.id)) {
      if (relation.style !== "call" || settingOf(relation, "timeout")) continue;
      const target = runningOf(model, relation.target);
      if (!target || target.id === source.id || target.kind.group === "actor" || isBroker(model, target)) continue;
      report(at(relation), `Nothing says how long ${source.title} waits for ${target.title}.`, { hint: `Add { timeout: 2s }; ${driver.title} depends on it.`, related: [{ at: { element: driver.id }, message: "a driver of high priority" }] });
    }
  },
};

/** By the name of an artifact, the first driver by name that speaks of it. */
function artifactsOf({ lookup, memo }: RuleContext): ReadonlyMap<string, string> {
  return memo("artifacts of drivers of high priority", ["requirement"], () => {
    const found = new Map<string, string>();
    for (const driver of lookup.of("requirement")) {
      if (driver.kind.name !== "driver" || textOf(settingOf(driver, "priority")) !== "high") continue;
      for (const artifact of targetsOf(settingOf(driver, "artifact"))) if (!found.has(artifact)) found.set(artifact, driver.id);
    }
    return found;
  });
}

function driverOf(model: Model, id: string, container: string, artifacts: ReadonlyMap<string, string>): { readonly id: string; readonly title: string } | undefined {
  for (const [artifact, driver] of artifacts) {
    // A container answers for an interface or a part that is meant, a part for itself; a whole system says too little of any one call.
    const reaches = isWithin(id, artifact) ? isWithin(artifact, container) : id === container && isWithin(artifact, container);
    if (reaches) return model.element(driver);
  }
  return undefined;
}
