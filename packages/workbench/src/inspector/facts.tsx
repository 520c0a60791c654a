import type { ReactNode } from "react";
import type { DecisionData } from "@groundplan/artifacts";
import { hrefOf } from "../data/route.ts";
import { decisionTone, Pill } from "./parts.tsx";

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div className="fact"><dt>{name}</dt><dd>{children}</dd></div>;
}

export function DecisionLine({ decision }: { readonly decision: DecisionData }) {
  return (
    <a className="row" href={hrefOf({ page: "decisions", id: decision.id })}>
      <span><span className="number">{decision.number}</span> {decision.title}</span>
      <Pill tone={decisionTone(decision.status)}>{decision.status}</Pill>
    </a>
  );
}
