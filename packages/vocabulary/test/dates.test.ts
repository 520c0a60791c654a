import { expect, it } from "vitest";
import { isDay } from "../src/index.ts";

it("knows the days of the calendar", () => {
  for (const day of ["2026-03-01", "2024-02-29", "2000-02-29", "0001-12-31"]) expect({ day, is: isDay(day) }).toEqual({ day, is: true });
  for (const day of ["2026-02-29", "1900-02-29", "2026-99-99", "2026-13-01", "2026-00-10", "2026-04-31", "2026-3-1", "2026-03-01T10:00", "", "tomorrow"]) expect({ day, is: isDay(day) }).toEqual({ day, is: false });
});
