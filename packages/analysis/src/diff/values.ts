import type { LinkedSetting, LinkedValue } from "@groundplan/model";
import { writeQuantity, type Value } from "@groundplan/vocabulary";

/** Values that are kept in parts beside the text as it was written: what counts are the parts. */
const IN_PARTS: ReadonlySet<string> = new Set(["type", "signature", "path", "volume", "query", "index", "literal"]);

/**
 * What a value says, whatever it is written like: equal texts say the same. Names count by what they mean (`idOf` tells what to call
 * that), and quantities by their amount in the base unit.
 */
export function meaningOf(value: LinkedValue, idOf: (target: string) => string): string {
  return JSON.stringify(value, function (this: unknown, key: string, part: unknown): unknown {
    if (key === "from" || key === "to" || key === "grammar") return undefined;
    if (typeof part !== "object" || part === null || Array.isArray(part)) {
      const holder = this as { readonly type?: unknown; readonly target?: unknown };
      if (key === "text" && IN_PARTS.has(String(holder.type))) return undefined;
      if (key === "name" && typeof holder.target === "string") return undefined;
      return key === "target" && typeof part === "string" ? idOf(part) : part;
    }
    const quantity = part as { readonly dimension?: unknown; readonly base?: unknown };
    return quantity.dimension !== undefined && quantity.base !== undefined ? { dimension: quantity.dimension, base: quantity.base } : part;
  });
}

/** What a setting says. The order of a list counts only where it means something. */
export function settingMeaning({ setting, values }: LinkedSetting, idOf: (target: string) => string): string {
  const meanings = values.map((value) => meaningOf(value, idOf));
  return (setting.many && !setting.ordered ? meanings.sort() : meanings).join("\n");
}

/** A setting as people read it: as it is written, or in full where `full` and that would not tell two apart. */
export function showSetting(setting: LinkedSetting, text: string | undefined, full: boolean): string {
  return setting.values.map((value) => showValue(value, text, full)).join(", ");
}

function showValue(value: LinkedValue, text: string | undefined, full: boolean): string {
  if (full && value.type === "reference") return value.target ?? `${value.name} (there is none)`;
  if (full && value.target !== undefined) return value.target;
  if (value.type === "flag") return "yes";
  const written = text?.slice(value.from, value.to).replace(/\s+/g, " ").trim() ?? "";
  return written === "" ? spelled(value) : written;
}

function spelled(value: Value & { readonly target?: string }): string {
  switch (value.type) {
    case "word":
      return value.word;
    case "date":
      return value.date;
    case "reference":
      return value.target ?? value.name;
    case "technology":
      return value.version === undefined ? value.id : `${value.id}@${value.version}`;
    case "range":
      return value.low === value.high ? String(value.low) : `${value.low}..${value.high}`;
    case "flag":
      return "yes";
    case "quantity":
      return writeQuantity(value.quantity);
    case "bound":
      return `${value.metric} ${value.comparator} ${writeQuantity(value.quantity)}`;
    case "weighted":
      return `${spelled(value.value)} ${value.weight}`;
    case "distribution":
      return value.points.map(({ at, quantity }) => `${typeof at === "number" ? `p${at}` : at} ${writeQuantity(quantity)}`).join(", ");
    default:
      return value.text;
  }
}
