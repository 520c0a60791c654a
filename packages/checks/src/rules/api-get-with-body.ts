import { signatureOf } from "../named.ts";
import type { Rule } from "../rule.ts";

export const apiGetWithBody: Rule = {
  code: "api/get-with-body",
  severity: "warning",
  title: "Body in a request that has none",
  what: "An operation takes a body with GET, HEAD or TRACE.",
  why: "Content of such a request has no meaning (RFC 9110, 9.3.1): caches leave it out, proxies drop it, and many clients cannot send it.",
  fix: "Take what narrows the answer as parameters (status: string in query), or use POST or QUERY.",
  good: 'service cart "Cart" { api Carts rest { find: GET /carts (status: string in query) -> 200 Carts } }',
  bad: 'service cart "Cart" { api Carts rest { find: GET /carts (Filter) -> 200 Carts } }',
  scope: "element",
  kinds: ["@operation"],
  check(element, { report }) {
    const signature = signatureOf(element);
    if (signature?.method === undefined || !["GET", "HEAD", "TRACE"].includes(signature.method) || !signature.takes.some((part) => part.in === "body")) return;
    report({ element: element.id, setting: "signature" }, `A ${signature.method} has no body, and ${element.title} takes one.`, { hint: "Take parameters instead, as in (status: string in query), or use POST." });
  },
};
