import type { DataType } from "@groundplan/design";
import type { StorageClass } from "@groundplan/formats";
import { settingOf, type Element, type Model } from "@groundplan/model";

/** To which class of storage the objects of an entity go, and why. */
export interface ChosenClass {
  /** Undefined: they stay in S3 Standard. */
  readonly transition: { readonly days: number; readonly storageClass: StorageClass } | undefined;
  readonly reason: string;
  /** What would have to be said to choose, in sentences. */
  readonly missing: readonly string[];
}

/** How a class is chosen, in sentences for a reader. */
export const STORAGE_CLASS_METHOD: readonly string[] = [
  "The numbers are those of the Amazon S3 user guide, \"Understanding and managing Amazon S3 storage classes\": Standard-IA is for what is read less than once a month, kept for 30 days there at least; Glacier Instant Retrieval for what is read about once a quarter, 90 days; Glacier Flexible Retrieval gives it back within 5 hours, 90 days; Glacier Deep Archive within 12 hours, 180 days. None is for objects below 128 kB.",
  "How often one object is read = the rates of the access patterns that ask for it, at the peak, over how many there are. Archives are chosen only where each of these patterns may wait as long.",
  "Objects move after 30 days, or after 90 to an archive, and only where they are kept for the least time of the class after that.",
];

const MONTH = 2_592_000;
const HOUR = 3600;
/** Objects below this size are not moved, and would be paid for as if they had it. */
const SMALLEST = 128 * 1024;

/** `days` is how long one is kept, `rows` how many there are, `questions` the access patterns that ask for it. */
export function storageClassOf(model: Model, entity: DataType, days: number | undefined, rows: number | undefined, questions: readonly Element[]): ChosenClass {
  const title = entity.title ?? entity.name;
  const stays = (reason: string, ...missing: readonly string[]): ChosenClass => ({ transition: undefined, reason: `Standard: ${reason}`, missing });
  const size = settingOf(model.element(entity.id)!, "size")?.values[0];
  const rates = questions.map((access) => settingOf(access, "rate")?.values[0]);
  if (days !== undefined && days < 60) return stays("it is gone before it would pay to move it.");
  if (questions.length === 0) return stays("nothing says how often it is read.", `No access pattern says how often ${title} is read: it stays in S3 Standard.`);
  if (rows === undefined || rows === 0) return stays("nothing says how many there are.", `Nothing says how many of ${title} there are: it stays in S3 Standard.`);
  if (rates.some((rate) => rate?.type !== "quantity")) return stays("nothing says how often it is read.", `Not every access pattern of ${title} has a rate: it stays in S3 Standard.`);
  if (size?.type !== "quantity") return stays("nothing says how large it is.", `Nothing says how large one ${title} is: it stays in S3 Standard.`);
  if (size.quantity.base < SMALLEST) return stays("it is smaller than 128 kB.");
  const monthly = (rates.reduce((sum, rate) => sum + (rate?.type === "quantity" ? rate.quantity.base : 0), 0) * MONTH) / rows;
  /** How long the most impatient of those who ask may wait; who says nothing does not wait. */
  const patience = Math.min(...questions.map((access) => {
    const bound = settingOf(access, "time")?.values[0];
    return bound?.type === "bound" && bound.quantity.dimension === "duration" ? bound.quantity.base : 0;
  }));
  const choices: readonly { readonly storageClass: StorageClass; readonly name: string; readonly after: number; readonly least: number; readonly fits: boolean }[] = [
    { storageClass: "DEEP_ARCHIVE", name: "Glacier Deep Archive", after: 90, least: 180, fits: patience >= 12 * HOUR && monthly <= 1 / 6 },
    { storageClass: "GLACIER", name: "Glacier Flexible Retrieval", after: 90, least: 90, fits: patience >= 5 * HOUR && monthly <= 1 / 3 },
    { storageClass: "GLACIER_IR", name: "Glacier Instant Retrieval", after: 90, least: 90, fits: monthly <= 1 / 3 },
    { storageClass: "STANDARD_IA", name: "Standard-IA", after: 30, least: 30, fits: monthly < 1 },
  ];
  const chosen = choices.find(({ fits, after, least }) => fits && (days === undefined || days >= after + least));
  if (!chosen) return stays(monthly < 1 ? "it is not kept long enough for another class." : "it is read once a month or more.");
  return { transition: { days: chosen.after, storageClass: chosen.storageClass }, reason: `${chosen.name} after ${chosen.after} days: each is read ${monthly < 0.005 ? "hardly ever" : `${Number(monthly.toPrecision(2))} times a month`}.`, missing: [] };
}
