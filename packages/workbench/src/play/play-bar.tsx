/** A flow step by step, over the picture. */
import { useEffect, useState } from "react";
import type { FlowData } from "@groundplan/artifacts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { withinWords } from "./flow.ts";

interface Props {
  readonly flow: FlowData;
  /** From 1. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly onStop: () => void;
}

/** How long a step stands when the flow plays by itself, in ms. */
const PACE = 1800;

const ARROWS = { call: "→", message: "⇢", reply: "⇠" } as const;

export function PlayBar({ flow, step, onStep, onStop }: Props) {
  const index = useIndex();
  const [running, setRunning] = useState(false);
  const last = step >= flow.steps.length;
  const now = flow.steps[step - 1];
  useEffect(() => {
    if (!running) return;
    if (last) {
      setRunning(false);
      return;
    }
    const timer = setTimeout(() => onStep(step + 1), PACE);
    return () => clearTimeout(timer);
  }, [running, step, last]);
  useEffect(() => setRunning(false), [flow.id]);
  return (
    <section className="play" aria-label={`The flow ${flow.title}`}>
      <div className="play-head">
        <a href={hrefOf({ page: "view", id: `sequence/${flow.id}` })} title="The sequence diagram">{flow.title}</a>
        <span className="muted">{flow.steps.length === 0 ? "no steps" : `${step} of ${flow.steps.length}`}</span>
        <button type="button" className="link" onClick={onStop}>Close</button>
      </div>
      {now === undefined ? null : (
        <p className="play-step" role="status">
          <span className="play-ends"><b>{index.title(now.from)}</b> <i aria-label={now.is === "reply" ? "answers" : now.is === "message" ? "sends to" : "calls"}>{ARROWS[now.is]}</i> <b>{index.title(now.to)}</b></span>
          <span className={now.error === true ? "play-words is-error" : "play-words"}>{now.label}{now.timing === undefined ? null : <small> {now.timing}</small>}</span>
          {now.within.map((part, at) => <span className="play-within" key={at}>{withinWords(part)}</span>)}
        </p>
      )}
      <div className="play-tools">
        <button type="button" className="button" disabled={step <= 1} onClick={() => onStep(step - 1)}>Back</button>
        <button type="button" className="button" aria-pressed={running} onClick={() => { if (last) onStep(1); setRunning(!running); }}>{running ? "Pause" : "Play"}</button>
        <button type="button" className="button" disabled={last} onClick={() => onStep(step + 1)}>Next</button>
        <span className="play-track" aria-hidden="true"><i style={{ width: `${flow.steps.length === 0 ? 0 : (100 * step) / flow.steps.length}%` }} /></span>
      </div>
    </section>
  );
}
