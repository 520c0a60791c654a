import { useEffect, useRef, useState } from "react";
import type { PointerEvent, RefObject } from "react";
import { visible } from "./camera.ts";
import type { Stage } from "./stage.ts";

const WIDTH = 156;
const HEIGHT = 104;

interface Props {
  readonly stage: RefObject<Stage | undefined>;
  readonly cameras: Set<() => void>;
  readonly drawn: number;
}

/** The whole in small, where the window shows only a part of it. A mouse's tool: the keys have their own ways. */
export function Minimap({ stage, cameras, drawn }: Props) {
  const frame = useRef<SVGRectElement>(null);
  const [partial, setPartial] = useState(false);
  const picture = stage.current?.drawn();
  const content = picture?.content;

  useEffect(() => {
    const listen = (): void => {
      const now = stage.current;
      const whole = now?.drawn()?.content;
      if (now === undefined || whole === undefined) return;
      const view = visible(now.camera(), now.window());
      const slack = 8 / now.camera().zoom;
      setPartial(view.x > whole.x + slack || view.y > whole.y + slack || view.x + view.width < whole.x + whole.width - slack || view.y + view.height < whole.y + whole.height - slack);
      const rect = frame.current;
      if (rect === null) return;
      for (const [name, value] of Object.entries(view)) rect.setAttribute(name, String(value));
    };
    cameras.add(listen);
    listen();
    return () => void cameras.delete(listen);
  }, [cameras, stage, drawn, partial]);

  if (!partial || content === undefined || picture === undefined) return null;
  const pad = Math.max(content.width, content.height) * 0.04;
  const scale = Math.min(WIDTH / (content.width + 2 * pad), HEIGHT / (content.height + 2 * pad));
  const [width, height] = [WIDTH / scale, HEIGHT / scale];
  const x = content.x + content.width / 2 - width / 2;
  const y = content.y + content.height / 2 - height / 2;
  const jump = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.buttons === 0) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    stage.current?.centre(x + (event.clientX - left) / scale, y + (event.clientY - top) / scale);
  };
  return (
    <svg className="minimap" width={WIDTH} height={HEIGHT} viewBox={`${x} ${y} ${width} ${height}`} aria-hidden="true" onPointerDown={jump} onPointerMove={jump}>
      {[...picture.items.values()].map(({ id, box, group }) => (
        <rect key={id} {...box} rx={group ? 12 : 8} className={group ? "minimap-group" : "minimap-node"} />
      ))}
      <rect ref={frame} className="minimap-frame" strokeWidth={1.5 / scale} rx={3 / scale} />
    </svg>
  );
}
