import type { Kind, Setting } from "../kind.ts";
import { illustrative, source, tags } from "../settings.ts";

const STEPS = ["flow", "@step"];
const ENDS = ["@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic", "@screen"];

const time: Setting = { name: "time", grammar: { type: "distribution", dimension: "duration" }, doc: "The callee's own time in this step, calls to others excluded.", example: "time: p50 3ms, p99 12ms" };
const chance: Setting = { name: "chance", grammar: { type: "quantity", dimension: "ratio" }, doc: "How often this is so.", example: "2%" };

export const flow: Kind = {
  name: "flow", group: "flow", title: "Flow", plural: "Flows",
  summary: "What happens in what order: who calls whom, with what, and what comes back.",
  doc: "An item with an arrow is a step. Steps in a step's block happen while it is served; `reply` ends it. Around steps stand `alt` and `else`, `opt`, `loop`, `parallel` with its branches, `break`, and `on … fails`.",
  example: 'actor shopper "Shopper"\nservice checkout "Checkout" { api Orders rest { place: POST /orders -> 201 } }\nservice payment "Payment" { api Payments grpc { Charge } }\nflow PlaceOrder "A shopper places an order" {\n  shopper -> checkout.Orders.place {\n    charge: checkout -> payment.Payments.Charge "charges the card" { time: p50 30ms, p99 200ms }\n    on charge fails 2% { reply 402 "the card was declined" }\n    reply 201 "the order"\n  }\n}',
  within: ["workspace", "@system", "@group", "@container", "@component", "@domain"],
  settings: [
    { name: "rate", grammar: { type: "quantity", dimension: "rate" }, doc: "How often it happens, at the peak.", example: "rate: 300/s" },
    { name: "implements", grammar: { type: "reference", to: ["capability", "@requirement"] }, many: true, doc: "The capabilities or requirements that it makes real.", example: "implements: take-orders" },
    { name: "drivers", grammar: { type: "reference", to: ["driver"] }, many: true, doc: "The drivers that are judged by it.", example: "drivers: quick-checkout" },
    source, tags, illustrative,
  ],
  arrows: "step",
};

export const step: Kind = {
  name: "step", group: "step", title: "Step", plural: "Steps",
  summary: "A call (`->`) or a message (`->>`) of a flow.",
  example: 'service cart "Cart"\nservice prices "Prices"\nflow Show { cart -> prices "asks for prices" { time: mean 5ms; timeout: 1s } }',
  within: STEPS, unnamed: true,
  clauses: [
    { setting: { name: "from", grammar: { type: "reference", to: ENDS }, doc: "Who begins it; the element in whose step it stands, where none is named.", example: "checkout" } },
    { keyword: "->", setting: { name: "to", grammar: { type: "reference", to: ENDS }, doc: "Who is called: an element, or one of its operations.", example: "-> payment.Payments.Charge" } },
    { keyword: "->>", setting: { name: "sends", grammar: { type: "reference", to: ENDS }, doc: "Who is sent a message: a topic, or an element.", example: "->> events.orders" } },
  ],
  settings: [
    time,
    { name: "timeout", grammar: { type: "quantity", dimension: "duration", positive: true }, doc: "How long the caller waits.", example: "timeout: 2s" },
    { name: "retries", grammar: { type: "range" }, doc: "How often the caller tries again.", example: "retries: 2" },
    { name: "carries", grammar: { type: "type", to: ["@type"], orText: true }, doc: "What is sent, where the operation does not say it.", example: "carries: Order" },
    { name: "compensates", grammar: { type: "reference", to: ["step"] }, doc: "The step that it undoes.", example: "compensates: charge" },
    tags,
  ],
  arrows: "step",
};

export const reply: Kind = {
  name: "reply", group: "step", title: "Reply", plural: "Replies", within: STEPS, unnamed: true,
  summary: "What comes back; it ends the step in whose block it stands.",
  example: 'service cart "Cart"\nservice prices "Prices"\nflow Show { cart -> prices "asks" { reply 200 "the prices" } }',
  clauses: [{ setting: { name: "with", grammar: { type: "phrase" }, doc: "A status, a type, or both.", example: "201 Order" } }],
  settings: [tags],
};

const fragment = (name: string, title: string, plural: string, summary: string, example: string, more: Partial<Kind> = {}): Kind => ({ name, group: "step", title, plural, summary, example, within: STEPS, unnamed: true, arrows: "step", settings: [tags], ...more });
const around = (inner: string): string => `service cart "Cart"\nservice prices "Prices"\nflow Show {\n  ${inner}\n}`;

export const alt = fragment("alt", "Alternative", "Alternatives", "What happens in one case; `else` holds the other.", around('alt "prices are old" 5% { cart -> prices "asks" } else { cart -> cart "takes its own" }'), { clauses: [{ setting: chance }] });
export const otherwise = fragment("else", "Else", "Elses", "What happens where no alternative before it does.", around('alt "prices are old" { cart -> prices "asks" } else "prices are fresh" { cart -> cart "takes its own" }'), { clauses: [{ setting: chance }] });
export const opt = fragment("opt", "Option", "Options", "What happens in some cases only.", around('opt "a voucher was given" 8% { cart -> prices "asks for the discount" }'), { clauses: [{ setting: chance }] });
export const loop = fragment("loop", "Loop", "Loops", "What happens several times.", around('loop "each item" 1..20 mean 2.4 { cart -> prices "asks for its price" }'), {
  clauses: [
    { setting: { name: "times", grammar: { type: "range" }, doc: "How often at least and at most.", example: "1..20" } },
    { keyword: "mean", setting: { name: "mean", grammar: { type: "quantity", dimension: "count" }, doc: "How often on average.", example: "mean 2.4" } },
  ],
});
export const parallel = fragment("parallel", "Parallel", "Parallels", "Branches that happen at the same time; all are awaited.", around('parallel { branch "prices" { cart -> prices "asks" } branch "stock" { cart -> cart "counts" } }'));
export const branch = fragment("branch", "Branch", "Branches", "One of the branches of a `parallel`.", around('parallel { branch { cart -> prices "asks" } branch { cart -> cart "counts" } }'), { within: ["parallel"] });
export const interruption = fragment("break", "Break", "Breaks", "What happens instead of all that follows in the step or loop around it.", around('loop "each item" 1..20 { break "none is left" 1% { cart -> cart "stops" } cart -> prices "asks" }'), { clauses: [{ setting: chance }] });
export const failure = fragment("on", "Failure", "Failures", "What happens when a step fails.", around('ask: cart -> prices "asks"\n  on ask fails 1% { cart -> cart "takes the last known prices" }'), {
  clauses: [
    { setting: { name: "step", grammar: { type: "reference", to: ["step"] }, doc: "The step, by its label.", example: "charge" } },
    { keyword: "fails", mayBeEmpty: true, setting: { ...chance, name: "fails", doc: "How often it fails, where that is known.", example: "fails 2%" } },
    { keyword: "with", setting: { name: "with", grammar: { type: "phrase" }, doc: "The error that it fails with.", example: "with CardDeclined" } },
  ],
});
export const note = fragment("note", "Note", "Notes", "A remark in the picture of a flow.", around('cart -> prices "asks"\n  note "Prices hold for ten minutes." over cart, prices'), {
  arrows: undefined,
  clauses: [{ keyword: "over", setting: { name: "over", grammar: { type: "reference", to: ENDS }, many: true, doc: "The elements over whose lines it stands.", example: "over cart, prices" } }],
});

export const steps: readonly Kind[] = [step, reply, alt, otherwise, opt, loop, parallel, branch, interruption, failure, note];
