import { describe, expect, it } from "vitest";
import { emitters, statusOf } from "../src/index.ts";
import { inputOf } from "./workspace.ts";

const PLAN = `system shop "Shop" {
  service front "Front" { api Api rest { auth oauth2; place: POST /orders (NewOrder) -> 201 Receipt }; -> orders "writes"; -> mail "sends" { protocol: smtp; data: "letters" }; -> bank "charges" { protocol: https; data: Card } }
  database orders "Orders" { entity Order { id: uuid key; email: email personal; hash: string secret per hash; retention 7y }; access save "Save" { writes: Order; by: front } }
}
actor shopper "Shopper" { -> shop.front.Api.place "orders" { protocol: http } }
external mail "Mail"
external bank "Bank"
type Card { number: string payment }
type NewOrder { email: email personal; card: Card }
type Receipt { text: string }
`;
const input = inputOf({ "a.plan": PLAN });
const filesOf = (of = input): ReturnType<(typeof emitters)[number]["emit"]> extends Iterable<infer F> ? readonly F[] : never => emitters.filter(({ artifact }) => artifact === "3.3").flatMap((emitter) => [...emitter.emit(of)]);
const status = (of = input) => statusOf(of, () => []);

describe("the document of data flows", () => {
  const text = String(filesOf().find(({ format }) => format === "markdown")!.content());

  it("tells of each class where it comes from, where it is kept, how long, where it goes and where it is taken away", () => {
    expect(text).toContain("| personal | Shopper | Orders | Mail (assumed) |   |");
    expect(text).toContain("| payment | Shopper |   | Bank, Mail (assumed) |   |");
    expect(text).toContain("| secret |   |   |   | Order.hash (hash) |");
    expect(text).toContain("- Orders keeps Order, for 7y.");
    expect(text).toContain("| Mail | external entity | assumed | Shopper → Front → Mail |");
  });

  it("lists what crosses trust boundaries, what is spoken there and who may call", () => {
    expect(text).toContain("| Shopper | Front | Outside → Shop | NewOrder | personal, payment | HTTP | no | oauth2 |");
    expect(text).toContain("| Front | Bank | Shop → Outside | Card | payment | HTTPS | yes | not said |");
    expect(text).toContain("| Front | Mail | Shop → Outside | letters | personal (assumed), payment (assumed) | SMTP | not said | not said |");
  });

  it("lists every flow once, and says whether it is stated", () => {
    expect(text).toContain("| Front | Receipt |   | Shopper | stated | orders |");
    expect(text).toContain("| Front | letters | personal (assumed), payment (assumed) | Mail | assumed | sends |");
    expect(text.split("\n").filter((line) => line.startsWith("| Front | Order |"))).toEqual(["| Front | Order | personal | Orders | stated | writes |"]);
  });

  it("stands beside its pictures, to which it links", () => {
    const paths = filesOf().map(({ path }) => path.replace("3-data/3.3-data-flows/", ""));
    for (const match of text.matchAll(/\]\(([^)]+\.svg)\)/g)) expect(paths).toContain(match[1]);
    expect(paths).toEqual(expect.arrayContaining(["dataflow-0/shop.light.svg", "dataflow/shop.dark.svg", "dataflow/shop.mmd", "dataflow/shop.puml", "dataflow/shop.d2", "data-flows.md"]));
  });

  it("escapes what a plan says", () => {
    const hostile = inputOf({ "a.plan": 'system s "a | b" { service x "<i>x</i>" { -> e "c | d" { data: "p | q" } } }\nexternal e "*e*"\ntype T { f: string personal }' });
    const said = String(filesOf(hostile).find(({ format }) => format === "markdown")!.content());
    expect(said).toContain("| \\<i\\>x\\</i\\> | p \\| q |   | \\*e\\* | assumed | c \\| d |");
  });
});

describe("the state of data flows", () => {
  const state = (plan: string): unknown => {
    const { state: found, missing } = status(inputOf({ "a.plan": plan })).artifacts.find(({ id }) => id === "3.3")!;
    return [found, missing];
  };

  it("is not started where nothing is known of data", () => expect(state('system s { service a { -> b "asks" }; service b }')).toEqual(["not-started", expect.anything()]));

  it("is incomplete where classes, data or the way across a boundary are not said", () => {
    expect(state('type T { f: string }\nsystem s { service a "A" { -> b "asks" { data: T }; -> c "asks" }; service b "B"; service c "C" }')).toEqual(["incomplete", [
      "No field bears a class: nothing says which data is personal, payment or secret.", "Nothing says what data goes from A to C.",
    ]]);
    expect(state('type T { f: string personal }\nsystem s { service a "A" { -> b "asks" { data: T } } }\nexternal b "B"\nsystem t "T" { service c }\ns.a -> t "hands on" { data: T }')).toEqual(["incomplete", [
      "Nothing says over what classified data goes from A to B, across a trust boundary.", "Nothing says which part of T takes what A sends.", "Nothing says over what classified data goes from A to T, across a trust boundary.",
    ]]);
  });

  it("is whole where all of that is said", () => expect(state(PLAN)).toEqual(["verified", []]));
});

describe("the answer on data security", () => {
  const answer = (plan: string): { readonly state: string; readonly evidence: readonly string[] } => status(inputOf({ "a.plan": plan })).drivers.find(({ id }) => id === "3.d")!;

  it("fails where classified data crosses unprotected, or may go outside undeclared", () => {
    const { state, evidence } = answer(PLAN);
    expect(state).toBe("fails");
    expect(evidence).toContain("Shopper sends personal and payment data (NewOrder) to Front, into Shop, over HTTP, which is not encrypted.");
    expect(evidence.some((line) => line.startsWith("Mail may be sent personal and payment data by Front"))).toBe(true);
  });

  it("holds where it does not, and says how far data gets", () => {
    const { state, evidence } = answer(PLAN.replace("protocol: http }", "protocol: https }").replace('data: "letters"', "data: Receipt"));
    expect(state).toBe("holds");
    expect(evidence).toContain("personal data comes from Shopper and is held by 3 elements");
    expect(evidence).toContain("2 flows of classified data across trust boundaries, 2 of them encrypted as said, 2 declared in types");
  });

  it("is unstated where nothing is classified or kept for a time", () => expect(answer('service a { -> b "asks" }\nservice b').state).toBe("unstated"));
});
