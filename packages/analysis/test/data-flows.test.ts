import { createWorkspace } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { dataFlowsOf, type DataFlows } from "../src/index.ts";

function open(text: string): DataFlows {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  expect([...workspace.faults().values()].flat().map(({ message }) => message)).toEqual([]);
  return dataFlowsOf(workspace.model);
}

/** `a > b: Order? personal, payment?`, a star for data without a type. */
function lines(flows: DataFlows): readonly string[] {
  return flows.flows.filter(({ part }) => !part).map((flow) => {
    const data = [...flow.data.map(({ name, certainty }) => `${name}${certainty === "assumed" ? "?" : ""}`), ...(flow.untyped ? ["*"] : [])].join(" ");
    const classes = [...flows.carried(flow)].map(([name, certainty]) => `${name}${certainty === "assumed" ? "?" : ""}`).sort().join(" ");
    return `${flow.from} > ${flow.to}: ${data}${classes === "" ? "" : ` [${classes}]`}`;
  });
}

const TYPES = "type Order { id: uuid; email: email personal; card: Card }\ntype Card { number: string payment writeonly; last: string(4) readonly personal }\ntype Count { many: integer }\n";

describe("what travels along a relation", () => {
  it("to an operation is what it takes, and back what it gives; what is written only does not come back, what is read only does not go there", () => {
    const found = open(`${TYPES}service web { -> shop.Orders.place "places" }\nservice shop { api Orders rest { place: POST /orders (Card) -> 201 Card | 404 } }`);
    expect(lines(found)).toEqual(["shop > web: Card [personal]", "web > shop: Card [payment]"]);
  });

  it("to an interface, or to an element that offers described ones, is assumed to be that of any operation", () => {
    const shop = "service shop { api Orders rest { place: POST /orders (Order) -> 201 Count; count: GET /orders -> 200 Count } }";
    expect(lines(open(`${TYPES}service web { -> shop.Orders "uses" }\n${shop}`))).toEqual(["shop > web: Count?", "web > shop: Order? [payment? personal?]"]);
    expect(lines(open(`${TYPES}service web { -> shop "uses" }\n${shop}`))).toEqual(["shop > web: Count?", "web > shop: Order? [payment? personal?]"]);
    // What speaks something else calls something else.
    expect(lines(open(`${TYPES}service web { -> shop "mails" { protocol: smtp } }\n${shop}`))).toEqual(["shop > web: *", "web > shop: *"]);
    // An operation that says nothing of itself leaves everything open.
    expect(lines(open(`service web { -> shop "uses" }\nservice shop { api Orders grpc { Place } }`))).toEqual(["shop > web: *", "web > shop: *"]);
  });

  it("of a topic is its type, from who publishes to all who consume", () => {
    const found = open(`${TYPES}service shop { ->> events.orders "tells" }\nbroker events { topic orders of Order }\nworker books { consumes: events.orders }`);
    expect(lines(found)).toEqual(["events.orders > books: Order [payment personal]", "shop > events.orders: Order [payment personal]"]);
    expect(found.way("books", "personal")!.map(({ from }) => from)).toEqual(["shop", "events.orders"]);
  });

  it("to a store is what its access patterns say, otherwise all that it keeps, in the directions of the access", () => {
    const store = 'database db { entity Person { id: uuid key; email: email personal; hash: string secret per hash; friend: Enemy? }\nentity Enemy { id: uuid key; name: string sensitive }\naccess all { query: Person order by id; by: shop.reader }\naccess many { query: count Person; by: shop }\naccess save { writes: Enemy; by: shop } }';
    // A reference is no part of what is read; a count tells of nobody; a hash is no secret.
    expect(lines(open(`service shop { component reader { -> db "reads" { access: reads } } }\n${store}`))).toEqual(["db > shop: count of Person Person [personal]", "shop > db: Enemy [sensitive]"]);
    expect(lines(open('service shop\ndatabase db { entity Person { id: uuid key; town: Town }\nentity Town { id: uuid key; name: string personal }\nentity Pet { owner: Person; chip: string secret }\naccess all { query: Person with town, Pet where id = ?; by: shop } }'))).toEqual(["db > shop: Person Pet Town [personal secret]"]);
    expect(lines(open(`service shop { component reader }\nservice other { -> db "reads" { access: reads } }\n${store}`))).toContain("db > other: Enemy? Person? [personal? sensitive?]");
    expect(lines(open(`service shop { component reader }\nservice other { ->> db "puts" }\n${store}`))).toContain("other > db: Enemy? Person? [personal? sensitive?]");
  });

  it("is the data that it names; words alone say nothing of classes", () => {
    const given = `${TYPES}actor shopper { -> shop "gives" { data: Order } }\n`;
    expect(lines(open(`${given}service shop { -> post "sends" { data: Count } }\nexternal post`))).toEqual(["shop > post: Count", "shopper > shop: Order [payment personal]"]);
    expect(lines(open(`${given}service shop { -> post "sends" { data: "letters" } }\nexternal post`))).toEqual(["shop > post: letters? * [payment? personal?]", "shopper > shop: Order [payment personal]"]);
    expect(lines(open(`${given}service shop { -> post "asks" { data: Count; access: reads } }\nexternal post`))[0]).toBe("post > shop: Count");
    expect(lines(open(`${given}service shop { -> post "asks" }\nexternal post`))).toEqual(["post > shop: * [payment? personal?]", "shop > post: * [payment? personal?]", "shopper > shop: Order [payment personal]"]);
  });

  it("is told by the steps that follow it; a gateway passes on what it is called with", () => {
    const found = open(`${TYPES}actor shopper { -> front "orders" }\ngateway front { -> shop "routes" }\nservice shop { api Orders rest { place: POST /orders (Order) -> 201 Count } }
flow Place { shopper -> front "orders" { front -> shop.Orders.place } }`);
    expect(lines(found)).toEqual(["front > shop: Order [payment personal]", "front > shopper: Count", "shop > front: Count", "shopper > front: Order [payment personal]"]);
    expect(found.origins("payment")).toEqual(["shopper"]);
    const carried = open(`${TYPES}service a { -> b "sends" }\nservice b\nflow F { a -> b "sends" { carries: Order } }`);
    expect(lines(carried)).toEqual(["a > b: Order [payment personal]"]);
  });

  it("in the name of a whole may be that of any part", () => {
    const found = open(`${TYPES}system shop { service a; service b; actor who { -> a "gives" { data: Order } } }\nexternal logs\nshop ->> logs "logs" { data: "lines" }`);
    expect(lines(found)).toContain("shop > logs: lines? * [payment? personal?]");
    expect(found.way("logs", "payment")!.map(({ from, to }) => `${from} > ${to}`)).toEqual(["shop.who > shop.a", "shop.a > shop", "shop > logs"]);
  });
});

describe("declassifiers", () => {
  const given = `${TYPES}actor shopper { -> shop "gives" { data: Order } }\nexternal post\n`;
  it("of a relation take away from all that goes along it", () => {
    expect(lines(open(`${given}service shop { -> post "sends" { data: Order; declassifies: personal per token } }`))[0]).toBe("shop > post: Order [payment]");
  });

  it("of an element take away from what leaves it without a type, and not from what types say", () => {
    expect(lines(open(`${given}service shop { declassifies: personal per mask, payment per drop; -> post "sends" { data: "lines" } }`))[0]).toBe("shop > post: lines? *");
    expect(lines(open(`${given}service shop { declassifies: personal per mask; -> post "sends" { data: Order } }`))[0]).toBe("shop > post: Order [payment personal]");
  });

  it("are needed where the class comes", () => {
    const found = open(`${given}service shop { declassifies: personal per mask, secret per hash; -> post "sends" { data: "lines"; declassifies: payment per token } }\nservice lone { declassifies: personal per hash; -> post "asks" { data: Count } }`);
    expect(found.declassifiers.map((each) => `${each.at} ${each.class} ${each.way} ${found.needed(each)}`)).toEqual(["lone personal hash false", "shop personal mask true", "shop secret hash false", "shop payment token true"]);
  });
});

describe("trust boundaries", () => {
  it("lie at the edge of each system, and where zones are named", () => {
    const found = open(`system shop { webapp web { -> vault.pay "pays" { data: Card; protocol: grpc } }\ngroup vault { trust: "cardholder data environment"; service pay { -> bank "charges" { data: Card; protocol: https } } } }
system books { service ledger }\nexternal bank\nshop.vault.pay -> books.ledger "books" { protocol: http; encryption: mtls }\nactor who { -> shop.web "buys" }\ntype Card { number: string payment }`);
    const crossing = found.flows.filter((flow) => !flow.back && found.crosses(flow)).map((flow) => `${found.nodes.get(flow.from)!.zone.title} > ${found.nodes.get(flow.to)!.zone.title}: ${flow.wire.protocol} ${flow.wire.encrypted}`);
    expect(crossing.sort()).toEqual(["Outside > shop: undefined unknown", "cardholder data environment > Outside: https yes", "cardholder data environment > books: http yes", "shop > cardholder data environment: grpc unknown"]);
  });

  it("are not between two that bear one name", () => {
    const found = open('system a { trust: internal; service x { -> b.y "asks" } }\nsystem b { trust: Internal; service y }');
    expect(found.flows.filter((flow) => found.crosses(flow))).toEqual([]);
  });

  it("know who may call: the operation's word before the interface's", () => {
    const found = open('service a { -> b.Api.one "asks"; -> b.Api.two "asks" }\nservice b { api Api rest { auth oauth2; one: GET /one (x: string in query) -> 200; two: GET /two (x: string in query) -> 200 { auth: none } } }');
    expect(found.flows.map(({ wire }) => wire.auth)).toEqual([["oauth2"], ["none"]]);
  });
});

describe("the flows of a model", () => {
  it("do not depend on the order of its text", () => {
    const parts = [
      TYPES, "service shop { api Orders rest { place: POST /orders (Order) -> 201 Count } }", 'actor shopper { -> front "orders" }', 'gateway front { -> shop "routes" { protocol: http }\n-> shop "routes" { protocol: https } }',
      "flow Place { shopper -> front { front -> shop.Orders.place } }", 'shop -> mail "sends"', "external mail",
    ];
    const say = (text: string): unknown => {
      const found = open(text);
      return [lines(found), found.flows.map(({ wire, saidBy }) => [wire, saidBy]), [...found.nodes.keys()], found.origins("personal")];
    };
    expect(say(parts.toReversed().join("\n"))).toEqual(say(parts.join("\n")));
  });

  it("are none where nothing is related", () => expect(open("service a").flows).toEqual([]));
});
