import { settingOf, textOf, type Element } from "@groundplan/model";

/** Whether an element is to go or has gone, by its own status. */
export function retirementOf(element: Element): "deprecated" | "removed" | undefined {
  const status = textOf(settingOf(element, "status"));
  if (status === "deprecated" || status === "removed") return status;
  return settingOf(element, "deprecated") ? "deprecated" : undefined;
}
