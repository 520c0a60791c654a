import { settingOf, textOf } from "@groundplan/model";
import { signatureOf } from "../named.ts";
import type { Rule } from "../rule.ts";

export const apiNoSuccess: Rule = {
  code: "api/no-success",
  severity: "warning",
  title: "Operation that can only fail",
  what: "An operation of a REST interface says what it answers, and no answer is a success: no status from 200 to 399, and no type without a status.",
  why: "Whoever calls it does not know what comes back when all goes well, which is what they call it for.",
  fix: "Say what comes back: -> 200 Order | 404, or 204 where nothing does.",
  good: 'service cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Cart | 404 } }',
  bad: 'service cart "Cart" { api Carts rest { find: GET /carts/{id} -> 404 } }',
  scope: "element",
  missing: ["here"],
  kinds: ["@operation"],
  check(element, { model, report }) {
    const signature = signatureOf(element);
    const api = element.parent === undefined ? undefined : model.element(element.parent);
    if (!signature || signature.gives.length === 0 || textOf(api && settingOf(api, "style")) !== "rest") return;
    if (signature.gives.some(({ status }) => status === undefined || /^[123]/.test(status))) return;
    report({ element: element.id, setting: "signature" }, `Nothing says what ${element.title} answers when all goes well.`, { hint: "Add it in front, as in -> 200 Order | 404; 204 where nothing comes back." });
  },
};
