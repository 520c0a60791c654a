import { useMemo } from "react";
import type { Impact } from "@groundplan/analysis";
import type { ElementData } from "@groundplan/artifacts";
import type { SiteIndex } from "../data/index-site.ts";
import { isWithin } from "../data/index-site.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { impactsOf } from "../picture/impact-marks.ts";
import { Mark } from "../shell/mark.tsx";
import { ElementLink, Section } from "./parts.tsx";

const CAN_BE_DOWN = new Set(["container", "external", "component", "system", "topic", "interface"]);
/** What is told of: the rest are parts of these. */
const TOLD = new Set(["actor", "external", "system", "container"]);

/** What breaks when the element is down, with the reason for each. */
export function ImpactSection({ element, view, down }: { readonly element: ElementData; readonly view: string | undefined; readonly down: string | undefined }) {
  const index = useIndex();
  const impacts = useMemo(() => impactsOf(index, element.id).filter((impact) => TOLD.has(index.element(impact.element)?.group ?? "")), [index, element.id]);
  if (!CAN_BE_DOWN.has(element.group)) return null;
  const fails = impacts.filter((impact) => impact.effect === "fails");
  const degrades = impacts.filter((impact) => impact.effect === "degrades");
  const shown = down === element.id;
  return (
    <Section title="When it is down">
      {impacts.length === 0 ? <p className="muted">Nothing else in the model depends on it.</p> : (
        <>
          <ul className="rows">
            {[...fails, ...degrades].map((impact) => (
              <li className="impact" key={impact.element}>
                <Mark shape={impact.effect === "fails" ? "cross" : "half"} />
                <div><ElementLink id={impact.element} /> <span className={impact.effect === "fails" ? "is-bad" : "muted"}>{effectWord(index, impact)}</span><p className="reason">{reasonOf(index, element.id, impact)}</p></div>
              </li>
            ))}
          </ul>
          {view === undefined ? null : (
            <p className="actions"><a className="button" href={hrefOf({ page: "view", id: view, select: element.id, ...(shown ? {} : { down: element.id }) })} role="button" aria-pressed={shown}>{shown ? "Hide in the picture" : "Show in the picture"}</a></p>
          )}
        </>
      )}
    </Section>
  );
}

/** A person does not fail. */
function effectWord(index: SiteIndex, impact: Impact): string {
  if (index.element(impact.element)?.group !== "actor") return impact.effect;
  return impact.effect === "fails" ? "is cut off" : "notices";
}

/** The way in words: `calls Payment, which has failed`. */
function reasonOf(index: SiteIndex, down: string, impact: Impact): string {
  const steps = impact.path.filter((step) => step.by.type === "relation");
  const last = steps.at(-1);
  if (last === undefined || last.by.type !== "relation") return "It is a part of what fails.";
  const relation = index.relation(last.by.relation);
  const of = holderTitle(index, last.because);
  const direct = isWithin(index, last.because, down);
  const verb = last.by.starves ? `hears nothing more from ${of}` : `${relation?.label ?? (relation?.style === "message" ? "sends to" : "calls")}: ${of}`;
  const how = relation?.style === "call" ? ` (${relation.dependency})` : "";
  const chain = steps.slice(0, -1).map((step) => holderTitle(index, step.element));
  const via = [...new Set(chain)].filter((title) => title !== holderTitle(index, impact.element));
  return `${verb}${how}${direct || via.length === 0 ? "" : `, by way of ${via.join(", ")}`}`;
}

function holderTitle(index: SiteIndex, id: string): string {
  const chain = [index.element(id), ...index.ancestors(id)];
  return chain.find((element) => element !== undefined && TOLD.has(element.group))?.title ?? index.title(id);
}
