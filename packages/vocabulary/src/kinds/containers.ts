import type { DataModel } from "../catalogue/technology.ts";
import type { Kind, KindStyle } from "../kind.ts";
import { zonedSettings } from "../settings.ts";

const within = ["workspace", "@system", "@group"];

interface ContainerSpec {
  readonly name: string;
  readonly title: string;
  readonly plural: string;
  readonly summary: string;
  readonly example: string;
  readonly style: KindStyle;
}

/** What all container kinds share: they stand in a system, hold components and interfaces, and may begin and end relations. */
function container(spec: ContainerSpec): Kind {
  return { ...spec, group: "container", within, relates: true, settings: zonedSettings };
}

const service = container({
  name: "service", title: "Service", plural: "Services", style: { shape: "card", swatch: "service" },
  summary: "A program that runs on its own and answers calls.",
  example: 'service checkout "Checkout" {\n  "Turns a cart into a paid order."\n  tech: python, fastapi\n}',
});
const webapp = container({
  name: "webapp", title: "Web app", plural: "Web apps", style: { shape: "browser", swatch: "web" },
  summary: "What people use in a browser, with the server part that belongs to it.",
  example: 'webapp storefront "Storefront" { "Pages, cart, checkout."; tech: typescript, nextjs }',
});
const mobileapp = container({
  name: "mobileapp", title: "Mobile app", plural: "Mobile apps", style: { shape: "browser", swatch: "web" },
  summary: "An application on a telephone or tablet.",
  example: 'mobileapp pocket "Pocket shop" { "The shop on a telephone."; tech: react-native }',
});
const desktopapp = container({
  name: "desktopapp", title: "Desktop app", plural: "Desktop apps", style: { shape: "browser", swatch: "web" },
  summary: "An application installed on a computer.",
  example: 'desktopapp till "Till" { "Takes payments in the branch."; tech: csharp }',
});
const worker = container({
  name: "worker", title: "Worker", plural: "Workers", style: { shape: "card", swatch: "service" },
  summary: "A program that nobody calls: it consumes messages or works by the clock.",
  example: 'system shop "Shop" {\n  broker events "Events" { tech: kafka; topic orders "Placed orders" }\n  worker accounting "Accounting" { "Books each order."; consumes: events.orders }\n}',
});
const fn = container({
  name: "function", title: "Function", plural: "Functions", style: { shape: "card", swatch: "service" },
  summary: "Code that a platform runs on an event, without a server of its own.",
  example: 'function thumbnail "Thumbnails" { "Shrinks each uploaded picture."; tech: aws-lambda }',
});
const gateway = container({
  name: "gateway", title: "Gateway", plural: "Gateways", style: { shape: "card", swatch: "web" },
  summary: "What stands before other containers and passes calls on: a reverse proxy, an API gateway, a load balancer.",
  example: 'gateway front "Front door" { "Routes and limits."; tech: envoy }',
});
const database = container({
  name: "database", title: "Database", plural: "Databases", style: { shape: "cylinder", swatch: "data" },
  summary: "A store that is the truth of its data.",
  example: 'database orders "Orders" { "Every order ever placed."; tech: postgresql@18.4 }',
});
const cache = container({
  name: "cache", title: "Cache", plural: "Caches", style: { shape: "cylinder", swatch: "data" },
  summary: "A store that is fast and may forget.",
  example: 'cache carts "Open carts" { "Carts that are not yet ordered."; tech: valkey }',
});
const bucket = container({
  name: "bucket", title: "Bucket", plural: "Buckets", style: { shape: "bucket", swatch: "data" },
  summary: "A store of objects or files.",
  example: 'bucket archive "Archive" { "Invoices, seven years."; tech: s3 }',
});
const searchindex = container({
  name: "searchindex", title: "Search index", plural: "Search indexes", style: { shape: "cylinder", swatch: "data" },
  summary: "A store made for finding: full text, vectors, facets. What it holds is derived from elsewhere.",
  example: 'searchindex products-index "Product index" { "Finds products by word."; tech: opensearch }',
});
const broker = container({
  name: "broker", title: "Broker", plural: "Brokers", style: { shape: "capsule", swatch: "bus" },
  summary: "What carries messages between others: a log, a queue, a bus.",
  example: 'broker events "Events" { "What happened in the shop."; tech: kafka; topic orders "Placed orders" }',
});

export const containers: readonly Kind[] = [service, webapp, mobileapp, desktopapp, worker, fn, gateway, database, cache, bucket, searchindex, broker];

/** Container kinds that keep data, and how they lay it out where their technology does not say. */
export const storeModels: Readonly<Record<string, DataModel>> = { database: "relational", cache: "key-value", bucket: "object", searchindex: "search" };

/** Container kinds that keep data: two services that write one are a finding. */
export const storeKinds: readonly string[] = Object.keys(storeModels);
