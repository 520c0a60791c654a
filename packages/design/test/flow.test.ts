import { createWorkspace, type Model } from "@groundplan/model";
import { expect, it } from "vitest";
import { callsOf, readFlow, type FlowStep } from "../src/index.ts";

const SHOP = `
actor shopper "Shopper"
webapp frontend "Web shop" { -> checkout "places the order" { timeout: 2s } }
service checkout "Checkout" {
  api CheckoutService grpc { PlaceOrder }
  component preparing "Preparing" { -> cart "reads" }
  component placing "Placing" { -> payment.PaymentService "charges" { retries: 2 }; ->> events.orders "announces" }
}
service cart "Cart" { api CartService grpc { GetCart } }
service payment "Payment" { api PaymentService grpc { Charge } }
broker events "Events" { topic orders "Orders" }
flow PlaceOrder "A shopper places an order" {
  shopper -> frontend "confirms the cart"
  frontend -> checkout.CheckoutService.PlaceOrder {
    time: p50 2ms, p99 9ms
    checkout.preparing -> cart.CartService.GetCart { time: mean 3ms }
    parallel {
      branch "prices" { loop "each item" 1..20 mean 2.4 { checkout.preparing -> cart.CartService.GetCart "again" } }
      branch "quote" { checkout.preparing -> cart "counts" }
    }
    charge: checkout.placing -> payment.PaymentService.Charge
    on charge fails 2% with CardDeclined { reply 402 CardDeclined }
    checkout.placing ->> events.orders
    alt "mail works" 99.5% { checkout -> cart "confirms" } else "not" { note "Tried again later." over cart, checkout }
    opt "a gift" { -> cart "wraps" }
    break "none" 1% { reply 409 "nothing left" }
    reply 201 "the order"
  }
}
`;

it("reads a flow as a tree of steps", () => {
  const model = open(SHOP);
  const flow = readFlow(model, "PlaceOrder")!;
  expect(flow.participants).toEqual(["shopper", "frontend", "checkout", "checkout.preparing", "cart", "checkout.placing", "payment", "events"]);
  expect(tell(flow.steps)).toEqual([
    "call shopper > frontend: confirms the cart",
    "call frontend > checkout: places the order",
    "  call checkout.preparing > cart: reads",
    "  parallel",
    "    prices",
    "      loop each item 1..20 mean 2.4",
    "        call checkout.preparing > cart: again",
    "    quote",
    "      call checkout.preparing > cart: counts",
    "  call checkout.placing > payment: charges",
    "  failure of PlaceOrder.#2.charge 0.02 with CardDeclined",
    "    reply checkout > frontend: 402 CardDeclined (error)",
    "  message checkout.placing > events: announces",
    "  alt",
    "    mail works 0.995",
    "      call checkout > cart: confirms",
    "    not",
    "      note Tried again later. over cart checkout",
    "  opt a gift",
    "    call checkout > cart: wraps",
    "  break none",
    "    reply checkout > frontend: 409 nothing left (error)",
    "  reply checkout > frontend: 201 the order",
  ]);
  const charge = callsOf(flow.steps).find(({ name }) => name === "charge")!;
  expect(charge).toMatchObject({ target: "payment.PaymentService.Charge", retries: 2 });
  expect(charge.relations[0]?.label).toBe("charges");
  expect(callsOf(flow.steps)[1]).toMatchObject({ timeout: { base: 2 }, time: { text: "p50 2ms, p99 9ms", points: [{ at: 50, seconds: 0.002 }, { at: 99, seconds: 0.009 }] } });
});

it("leaves out what names nothing, and reads nothing where no flow is", () => {
  const model = open('service a "A"\nflow F { a -> nowhere "x"\n a -> a "thinks" }', false);
  expect(tell(readFlow(model, "F")!.steps)).toEqual(["call a > a: thinks"]);
  expect(readFlow(model, "a")).toBeUndefined();
  expect(readFlow(model, "nowhere")).toBeUndefined();
});

function open(text: string, sound = true): Model {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  if (sound) expect([...workspace.faults()].flatMap(([, faults]) => faults.map(({ message, from }) => `${from}: ${message}`))).toEqual([]);
  return workspace.model;
}

function tell(steps: readonly FlowStep[], indent = ""): string[] {
  return steps.flatMap((step): string[] => {
    switch (step.is) {
      case "call":
      case "message":
        return [`${indent}${step.is} ${step.from} > ${step.to}: ${step.label}`, ...tell(step.steps, `${indent}  `)];
      case "reply":
        return [`${indent}reply ${step.from} > ${step.to}: ${step.label}${step.error ? " (error)" : ""}`];
      case "alt":
        return [`${indent}alt`, ...step.cases.flatMap((one) => [`${indent}  ${one.title}${one.chance === undefined ? "" : ` ${one.chance}`}`, ...tell(one.steps, `${indent}    `)])];
      case "parallel":
        return [`${indent}parallel`, ...step.branches.flatMap((one) => [`${indent}  ${one.title}`, ...tell(one.steps, `${indent}    `)])];
      case "loop":
        return [`${indent}loop ${step.title} ${step.low}..${step.high} mean ${step.mean}`, ...tell(step.steps, `${indent}  `)];
      case "failure":
        return [`${indent}failure of ${step.of} ${step.chance} with ${step.with}`, ...tell(step.steps, `${indent}  `)];
      case "note":
        return [`${indent}note ${step.text} over ${step.over.join(" ")}`];
      default:
        return [`${indent}${step.is} ${step.title}`, ...tell(step.steps, `${indent}  `)];
    }
  });
}

it("knows failures of which nobody has said how often they come, with an error or without one", () => {
  const model = open('service a\nservice b\nflow F { a -> b { x: a -> b "asks"\n on x fails with CardDeclined { reply 402 }\n on x fails { reply 500 }\n on x fails "late" with Timeout { reply 504 }\n on x fails 2% { reply 503 } } }');
  const [outer] = readFlow(model, "F")!.steps;
  expect(outer?.is === "call" ? outer.steps.flatMap((step) => (step.is === "failure" ? [[step.of, step.with, step.title, step.chance]] : [])) : []).toEqual([
    ["F.#1.x", "CardDeclined", undefined, undefined], ["F.#1.x", undefined, undefined, undefined], ["F.#1.x", "Timeout", "late", undefined], ["F.#1.x", undefined, undefined, 0.02],
  ]);
});
