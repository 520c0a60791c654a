import { callsOf, readFlow } from "@groundplan/design";
import { settingOf, textOf, type Element, type LinkedSetting, type Model } from "@groundplan/model";
import { READS_OF_FLOWS } from "../follows.ts";
import { signatureOf } from "../named.ts";
import type { Rule } from "../rule.ts";

export const flowNonIdempotentRetry: Rule = {
  code: "flow/non-idempotent-retry",
  severity: "warning",
  title: "Retries of what must not happen twice",
  what: "A step of a flow is tried again, and the operation that it calls is not idempotent: it neither says so nor is it one by its method (GET, HEAD, PUT, DELETE, OPTIONS), its root (query) or the verb of its name (get, list, find …).",
  why: "An answer that was lost looks like a call that was lost. The second try does it again: two orders, two charges.",
  fix: "Say how a repeated call is known to be the same one (idempotency: header Idempotency-Key), mark what is idempotent anyway (idempotent), or take the retries away.",
  good: 'service checkout "Checkout"\nservice payment "Payment" { api Payments rest { charge: POST /charges -> 201 { idempotency: header Idempotency-Key } } }\nflow Pay { checkout -> payment.Payments.charge { timeout: 1s; retries: 2 } }',
  bad: 'service checkout "Checkout"\nservice payment "Payment" { api Payments rest { charge: POST /charges -> 201 } }\nflow Pay { checkout -> payment.Payments.charge { timeout: 1s; retries: 2 } }',
  scope: "element",
  missing: ["here"],
  kinds: ["flow"],
  reads: READS_OF_FLOWS,
  check(element, { model, report }) {
    const flow = readFlow(model, element.id);
    for (const call of callsOf(flow?.steps ?? [])) {
      const operation = call.target === undefined ? undefined : model.element(call.target);
      const step = model.element(call.id);
      if (call.is !== "call" || operation?.kind.group !== "operation" || !step || isIdempotent(model, operation)) continue;
      const own = settingOf(step, "retries");
      const again = own ? isAgain(own) : call.relations.some((relation) => isAgain(settingOf(relation, "retries")));
      if (!again) continue;
      report(own ? { element: call.id, setting: "retries" } : { element: call.id }, `${model.element(call.from)?.title ?? call.from} tries ${operation.title} again, which is not idempotent.`, { hint: `Write idempotency: header Idempotency-Key at ${operation.name}, or idempotent where doing it twice is doing it once.`, related: [{ at: { element: operation.id }, message: "the operation" }] });
    }
  },
};

/** Methods that are idempotent (RFC 9110, 9.2.2; QUERY by its draft). */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"]);

function isIdempotent(model: Model, operation: Element): boolean {
  if (settingOf(operation, "idempotent") || settingOf(operation, "idempotency")) return true;
  const signature = signatureOf(operation);
  if (signature?.method !== undefined) return METHODS.has(signature.method);
  if (signature?.root !== undefined) return signature.root === "query";
  const api = operation.parent === undefined ? undefined : model.element(operation.parent);
  // What an interface of another style does is told by its name at best.
  return textOf(api && settingOf(api, "style")) !== "rest" && /^(?:get|list|find|search|read|count|check|lookup|query|fetch|convert|describe)(?=$|[^a-z])/.test(operation.name.replace(/^[A-Z]/, (first) => first.toLowerCase()));
}

function isAgain(retries: LinkedSetting | undefined): boolean {
  const value = retries?.values[0];
  return value?.type === "range" && value.high > 0;
}
