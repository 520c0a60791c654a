import { inheritedSetting, settingOf, targetsOf, type Element } from "@groundplan/model";
import type { Technology, TechnologyCategory } from "@groundplan/vocabulary";
import type { RuleContext } from "./rule.ts";
import type { Technologies } from "./technologies.ts";
import { technologiesIn, technologyUses } from "./uses.ts";

/** Technologies that take people who know them; a protocol or a small library is learnt on the way. */
const LEARNT: ReadonlySet<TechnologyCategory> = new Set<TechnologyCategory>(["language", "web-framework", "ui-framework", "database", "search", "broker", "processing"]);

export function takesSkill(technology: Technology): boolean {
  return LEARNT.has(technology.category);
}

/** How many of a team know each technology, by the catalogue's id; undefined where the team does not say. */
export function skillsOf(team: Element, technologies: Technologies): ReadonlyMap<string, number> | undefined {
  const skills = settingOf(team, "skills");
  if (!skills) return undefined;
  const known = new Map<string, number>();
  for (const { id, weight } of technologyUses({ settings: [skills] })) {
    const name = technologies.idOf(id);
    known.set(name, Math.max(known.get(name) ?? 0, weight ?? 0));
  }
  return known;
}

/** How many know a technology; who knows its language finds a way into a framework for it. */
export function knowing(skills: ReadonlyMap<string, number>, technology: Technology): number {
  return Math.max(skills.get(technology.id) ?? 0, technology.language === undefined ? 0 : (skills.get(technology.language) ?? 0));
}

/** The technologies of an element, its own or inherited, that the catalogue knows. */
export function technologiesOfElement(element: Element, { model, technologies }: Pick<RuleContext, "model" | "technologies">): readonly Technology[] {
  return technologiesIn(inheritedSetting(model, element, "tech")).flatMap(({ id }) => technologies.find(id) ?? []);
}

/** The team that answers for an element. */
export function ownerOf(element: Element, { model }: Pick<RuleContext, "model">): Element | undefined {
  const target = targetsOf(inheritedSetting(model, element, "owner"))[0];
  return target === undefined ? undefined : model.element(target);
}
