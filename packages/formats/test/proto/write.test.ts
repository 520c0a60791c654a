import { describe, expect, it } from "vitest";
import { readProto, writeProto, type ApiDocument, type Scalar, type TypeExpression } from "../../src/index.ts";

const s = (scalar: Scalar): TypeExpression => ({ is: "scalar", scalar });
const n = (name: string): TypeExpression => ({ is: "named", name });

/** As an OpenAPI document would be read. */
const shop: ApiDocument = {title:"Shop API",version:"2.1.0",doc:"Sells things.\n\nAnd more.",servers:[{url:"https://x"}],security:[],interfaces:[{name:"orders",style:"rest",operations:[
 {name:"getOrder",summary:"Gets an order",method:"GET",path:"/orders/{orderId}",parameters:[{name:"orderId",in:"path",type:s("uuid"),required:true},{name:"X-Trace",in:"header",type:s("string"),required:false}],responses:[{status:"200",type:n("order"),mediaTypes:["application/json"]},{status:"404",mediaTypes:[]}]},
 {name:"create-order",method:"POST",path:"/orders",parameters:[],request:{type:n("order"),mediaTypes:[]},responses:[{status:"201",mediaTypes:[]}]},
 {name:"listOrders",method:"GET",path:"/orders",parameters:[{name:"status",in:"query",type:n("OrderStatus"),required:false}],responses:[{status:"200",type:{is:"list",of:n("order")},mediaTypes:[]}]}]}],
 types:[{kind:"record",name:"order",doc:"An order.",fields:[{name:"orderId",type:s("uuid"),required:true,doc:"Its identifier."},{name:"placedAt",type:s("datetime"),required:false},{name:"note",type:s("string"),required:false,nullable:true},{name:"tags",type:{is:"list",of:{is:"list",of:s("string")}},required:true},{name:"pay",type:n("Payment"),required:true},{name:"meta",type:{is:"map",of:s("json")},required:true},{name:"total",type:s("decimal"),required:true,constraints:{minimum:0}},{name:"price",type:n("Money"),required:false}]},
 {kind:"enum",name:"OrderStatus",values:[{name:"placed"},{name:"inTransit",doc:"On its way."},{name:"done",deprecated:true}]},{kind:"union",name:"Payment",of:[n("Card"),s("string")]},{kind:"record",name:"Card",fields:[]},{kind:"alias",name:"Money",type:s("double")}]};

describe("a document of another format", () => {
  it("is written as the style guide has it", () => {
    const { text, losses } = writeProto(shop);
    expect(text).toBe(`syntax = "proto3";

// Sells things.
//
// And more.
package shop_api.v2;

import "google/api/annotations.proto";
import "google/protobuf/empty.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";

service OrdersService {
  // Gets an order
  rpc GetOrder(GetOrderRequest) returns (Order) {
    option (google.api.http) = {get: "/orders/{order_id}"};
  }

  rpc CreateOrder(Order) returns (google.protobuf.Empty) {
    option (google.api.http) = {
      post: "/orders"
      body: "*"
    };
  }

  rpc ListOrders(ListOrdersRequest) returns (ListOrdersResponse) {
    option (google.api.http) = {get: "/orders"};
  }
}

// An order.
message Order {
  // Its identifier.
  string order_id = 1;
  google.protobuf.Timestamp placed_at = 2;
  google.protobuf.StringValue note = 3;
  repeated google.protobuf.ListValue tags = 4;
  Payment pay = 5;
  google.protobuf.Struct meta = 6;
  string total = 7;
  optional double price = 8;
}

enum OrderStatus {
  ORDER_STATUS_UNSPECIFIED = 0;
  ORDER_STATUS_PLACED = 1;

  // On its way.
  ORDER_STATUS_IN_TRANSIT = 2;
  ORDER_STATUS_DONE = 3 [deprecated = true];
}

message Payment {
  oneof kind {
    Card card = 1;
    string string_value = 2;
  }
}

message Card {}

message GetOrderRequest {
  string order_id = 1;
}

message ListOrdersRequest {
  optional OrderStatus status = 1;
}

message ListOrdersResponse {
  repeated Order items = 1;
}
`);
    expect(readProto(text).problems).toEqual([]);
    const told = losses.map(({ what }) => what);
    for (const what of [
      "the title Shop API", "the version 2.1.0", "the server https://x", "the response 404 of OrdersService.GetOrder", "the header X-Trace of OrdersService.GetOrder", "the constraints (minimum) of Order.total",
      "the type uuid (it is written as string) of Order.order_id", "that Payment is a union (it is written as a message with a oneof)", "that OrderStatus has no value zero (ORDER_STATUS_UNSPECIFIED is added)", "that Order.pay must be there",
      "the name inTransit of a value of OrderStatus (it is written as ORDER_STATUS_IN_TRANSIT)", "the name Money of a type (what it stands for is written where it is used)",
    ]) expect(told).toContain(what);
  });

  it("may be anything", () => {
    const loop: ApiDocument = {
      ...shop, interfaces: [],
      types: [
        { kind: "alias", name: "A", type: n("B") }, { kind: "alias", name: "B", type: { is: "list", of: n("A") } }, { kind: "record", name: "R", extends: ["R", "S"], fields: [{ name: "", type: n("A"), required: true }, { name: "a b", type: n("Nowhere"), required: true }, { name: "aB", type: { is: "union", of: [] }, required: true }] },
        { kind: "record", name: "S", extends: ["R"], fields: [{ name: "1st", type: s("string"), required: true, number: 4 }] }, { kind: "enum", name: "empty", values: [] }, { kind: "record", name: "R", fields: [] }, { kind: "record", name: "Lost.Inner", fields: [] },
      ],
    };
    const { text, losses } = writeProto(loop);
    expect(readProto(text).problems).toEqual([]);
    expect(losses.map(({ what }) => what)).toContain("what Nowhere is, the type of R.a_b");
  });

  it("tells extensions that are not proto's", () => {
    const { losses } = writeProto({ ...shop, title: "x.v1", version: "v1", package: "x.v1", servers: [], interfaces: [], types: [], extensions: { "x-internal": true, options: { "no option": 1, java_package: "a" } } });
    expect(losses.map(({ what }) => what)).toEqual(["the extension x-internal of the file", "the option no option of the file"]);
  });
});
