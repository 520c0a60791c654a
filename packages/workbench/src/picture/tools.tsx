import { useEffect, useState } from "react";
import type { RefObject } from "react";
import { tidy, update, useIndex, useStore } from "../data/store.ts";
import type { Stage } from "./stage.ts";

interface Props {
  readonly stage: RefObject<Stage | undefined>;
  readonly cameras: Set<() => void>;
  readonly view: string;
  readonly legend: boolean;
  readonly onLegend: () => void;
  readonly down: string | undefined;
  readonly onClear: () => void;
}

/** The picture's own tools: all that floats over it. */
export function Tools({ stage, cameras, view, legend, onLegend, down, onClear }: Props) {
  const index = useIndex();
  const live = useStore((state) => state.live);
  const alone = useStore((state) => state.alone);
  const [percent, setPercent] = useState(100);
  useEffect(() => {
    const listen = (): void => setPercent(Math.round((stage.current?.camera().zoom ?? 1) * 100));
    cameras.add(listen);
    return () => void cameras.delete(listen);
  }, [cameras, stage]);
  return (
    <div className="tools" role="toolbar" aria-label="Picture">
      <div className="tool-group">
        <button type="button" className="button" aria-label="Zoom out" onClick={() => stage.current?.zoom(0.8)}>−</button>
        <span className="zoom-level" aria-live="off">{percent} %</span>
        <button type="button" className="button" aria-label="Zoom in" onClick={() => stage.current?.zoom(1.25)}>+</button>
      </div>
      <button type="button" className="button" onClick={() => stage.current?.fit()}>Fit</button>
      <button type="button" className="button legend-button" aria-pressed={legend} onClick={onLegend}>Legend</button>
      <button type="button" className="button alone-button" aria-pressed={alone} title="The picture alone (F)" onClick={() => update({ alone: !alone })}>Alone</button>
      {live ? <button type="button" className="button tidy-button" title="Draw it anew, without regard to how it was" onClick={() => void tidy(view)}>Tidy</button> : null}
      {down === undefined ? null : (
        <div className="down-note" role="status"><span><b>{index.title(down)}</b> is down</span><button type="button" className="link" onClick={onClear}>Clear</button></div>
      )}
    </div>
  );
}
