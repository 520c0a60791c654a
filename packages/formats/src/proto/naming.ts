/** The words of a name, whatever its case: `orderID`, `order-id` and `order_id` are `order`, `id`. */
export function wordsOf(name: string): string[] {
  const split = name.normalize("NFKD").replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2");
  return split.split(/[^A-Za-z0-9]+/).filter((word) => word !== "").map((word) => word.toLowerCase());
}

/** `order_id`: fields, oneofs and packages of the style guide (https://protobuf.dev/programming-guides/style). */
export function snakeCase(name: string): string {
  return startsWell(wordsOf(name).join("_"), "field_");
}

/** `OrderItem`: messages, enums, services and methods. */
export function pascalCase(name: string): string {
  const words = /^[A-Z][A-Za-z0-9]*$/.test(name) ? [name] : wordsOf(name).map((word) => word[0]!.toUpperCase() + word.slice(1));
  return startsWell(words.join(""), "Type");
}

/** `ORDER_STATUS_PAID`: values of enums. */
export function upperSnakeCase(name: string): string {
  return wordsOf(name).join("_").toUpperCase();
}

/** The name of a field in JSON where nothing else is said: `order_id` as `orderId` ("JSON Mapping"). */
export function jsonName(field: string): string {
  return field.replace(/_+([A-Za-z0-9])?/g, (_, next?: string) => (next ?? "").toUpperCase());
}

export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** The name, or the first of `name_2`, `name_3`, … that is free; it is taken then. */
export function freeName(name: string, taken: Set<string>, joint = "_"): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}${joint}${count}`;
  taken.add(free);
  return free;
}

function startsWell(name: string, prefix: string): string {
  return /^[A-Za-z]/.test(name) ? name : name === "" ? prefix.replace(/_$/, "") : prefix + name;
}
