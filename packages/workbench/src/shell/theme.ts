/** Light, dark, or what the system has: remembered on this machine. */
import { recall, remember } from "../data/memory.ts";

export type ThemeChoice = "system" | "light" | "dark";

const KEY = "theme";

export function themeChoice(): ThemeChoice {
  const saved = recall<string>(KEY);
  return saved === "light" || saved === "dark" ? saved : "system";
}

/** What is shown now. */
export function themeShown(): "light" | "dark" {
  const choice = themeChoice();
  if (choice !== "system") return choice;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function startTheme(): void {
  apply(themeChoice());
}

export function setTheme(choice: ThemeChoice): void {
  remember(KEY, choice === "system" ? undefined : choice);
  apply(choice);
}

function apply(choice: ThemeChoice): void {
  if (choice === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = choice;
}
