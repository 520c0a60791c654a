import { settingOf, textOf, type Element, type Model } from "@groundplan/model";
import type { Technologies } from "./technologies.ts";
import { technologiesIn, weightsIn } from "./uses.ts";

/** A candidate of a technology choice, with what it scores. */
export interface Candidate {
  readonly element: Element;
  /** The technologies that make it up, by the catalogue's ids. */
  readonly technologies: ReadonlySet<string>;
  readonly status: string | undefined;
  readonly scores: ReadonlyMap<string, number>;
  /** The weighted sum; undefined where a score is missing, or where nothing is weighed. */
  readonly total: number | undefined;
}

/** The candidates of a choice, in the order of their names. */
export function candidatesOf(choice: Element, model: Model, technologies: Technologies): readonly Candidate[] {
  const weights = weightsIn(settingOf(choice, "weights"));
  return model.children(choice.id)
    .filter((child) => child.kind.group === "candidate")
    .map((element) => {
      const scores = weightsIn(settingOf(element, "scores"));
      const named = technologiesIn(settingOf(element, "tech")).map(({ id }) => id);
      const ids = named.length > 0 ? named : [plain(element.name)];
      const complete = weights.size > 0 && [...weights.keys()].every((weight) => scores.has(weight));
      return {
        element, scores, status: textOf(settingOf(element, "status")),
        technologies: new Set(ids.map((id) => technologies.idOf(id))),
        total: complete ? [...weights].reduce((sum, [name, weight]) => sum + weight * scores.get(name)!, 0) : undefined,
      };
    })
    .sort((a, b) => (a.element.id < b.element.id ? -1 : 1));
}

/** The technology that was taken, by the catalogue's id, with its version. */
export function finalOf(choice: Element, technologies: Technologies): { readonly id: string; readonly version: string | undefined } | undefined {
  const final = technologiesIn(settingOf(choice, "final"))[0];
  return final && { id: technologies.idOf(final.id), version: final.version };
}

function plain(name: string): string {
  return name.startsWith("`") ? name.slice(1, -1) : name;
}
