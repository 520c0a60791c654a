/** What is measured; each dimension has one base unit in which quantities are compared. */
export type Dimension = "duration" | "ratio" | "rate" | "count" | "size" | "throughput" | "money" | "cores";

export interface Quantity {
  readonly dimension: Dimension;
  /** The amount in the dimension's base unit: seconds, 1 (a ratio), per second, 1 (a count), bytes, bytes per second, currency units per month or at once, cores. */
  readonly base: number;
  /** The amount as written. */
  readonly amount: number;
  /** The unit as written; empty for a bare count. */
  readonly unit: string;
  /** The currency of money: `USD`. */
  readonly currency?: string;
}

/** Every unit with its factor to the base unit. Days are 24 hours, months 30 days, years 365 days. */
const UNITS: Readonly<Record<Exclude<Dimension, "money">, Readonly<Record<string, number>>>> = {
  duration: { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86_400, w: 604_800, mo: 2_592_000, month: 2_592_000, months: 2_592_000, y: 31_536_000 },
  ratio: { "%": 0.01 },
  rate: per(""),
  count: { "": 1, k: 1e3, M: 1e6, G: 1e9 },
  size: { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40, PiB: 2 ** 50 },
  throughput: Object.assign({}, ...["B", "kB", "MB", "GB", "KiB", "MiB", "GiB"].map((unit) => per(unit, { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }[unit]!))) as Record<string, number>,
  cores: { m: 1e-3, "": 1 },
};

function per(prefix: string, factor = 1): Record<string, number> {
  const units: Record<string, number> = {};
  for (const [unit, seconds] of [["s", 1], ["min", 60], ["h", 3600], ["d", 86_400], ["month", 2_592_000], ["y", 31_536_000]] as const) {
    units[`${prefix}/${unit}`] = factor / seconds;
    if (prefix === "") for (const [multiple, by] of [["k", 1e3], ["M", 1e6]] as const) units[`${multiple}/${unit}`] = by / seconds;
  }
  return units;
}

const EXAMPLE: Readonly<Record<Dimension, string>> = {
  duration: "400ms, 2s, 5min, 7d", ratio: "99.95%", rate: "300/s", count: "40, 10k, 2M", size: "16GiB", throughput: "10MiB/s", money: "120 USD/month", cores: "500m, 2",
};

/** How a quantity of this dimension is written, for messages and the language reference. */
export function exampleOf(dimension: Dimension): string {
  return EXAMPLE[dimension];
}

const numeric = /^(-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)(.*)$/s;

/** Splits `400ms` into 400 and `ms`; undefined where it does not begin with a number. */
export function splitNumber(text: string): { readonly amount: number; readonly unit: string } | undefined {
  const match = numeric.exec(text);
  if (!match) return undefined;
  return { amount: Number(match[1]!.replaceAll("_", "")), unit: match[2]! };
}

/** Reads a number with its unit glued on; undefined where the unit does not belong to the dimension. */
export function readQuantity(text: string, dimension: Dimension): Quantity | undefined {
  const split = splitNumber(text);
  if (!split || dimension === "money") return undefined;
  const factor = UNITS[dimension][split.unit];
  if (factor === undefined) return undefined;
  // Powers of ten are divided rather than multiplied, so that 400ms is 0.4 and not 0.4000000000000001.
  const base = factor < 1 && Number.isInteger(1 / factor) ? split.amount / (1 / factor) : split.amount * factor;
  return { dimension, amount: split.amount, unit: split.unit, base };
}

/** The dimension that a unit belongs to, for the message about a mismatch. */
export function dimensionOf(unit: string): Dimension | undefined {
  for (const dimension of Object.keys(UNITS) as (keyof typeof UNITS)[]) if (unit !== "" && UNITS[dimension][unit] !== undefined) return dimension;
  return undefined;
}

/** Writes a quantity as it was written. */
export function writeQuantity(quantity: Quantity): string {
  const number = String(quantity.amount);
  return quantity.dimension === "money" ? `${number} ${quantity.currency ?? ""}${quantity.unit}` : number + quantity.unit;
}
