import { useEffect, useRef, useState } from "preact/hooks";
import type { Box } from "../../api";
import { t } from "../../shared/i18n";
import { between, covers, fit } from "./boxes";

interface Props {
  src: string;
  label: string;
  columns: number;
  rows: number;
  frame: number;
  boxes: readonly Box[];
  chosen: number | null;
  /** New boxes are of this frame; -1 for every frame. */
  target: number;
  onChoose: (index: number | null) => void;
  onDraw: (box: Box) => void;
  /** `first` begins a drag: a step that can be taken back. */
  onMove: (index: number, box: Box, first: boolean) => void;
}

interface Point {
  x: number;
  y: number;
}

type Hold = { kind: "draw"; from: Point } | { kind: "move" | "size"; index: number; from: Point; box: Box; began: boolean };

/** The original with its boxes: drawn, moved and sized with a mouse, a pen or a finger. */
export function Picture({ src, label, columns, rows, frame, boxes, chosen, target, onChoose, onDraw, onMove }: Props) {
  const surface = useRef<SVGSVGElement>(null);
  const hold = useRef<Hold | null>(null);
  const [drawn, setDrawn] = useState<Box | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    setBroken(false);
  }, [src]);
  const at = (event: PointerEvent): Point => {
    const area = surface.current?.getBoundingClientRect();
    if (!area) return { x: 0, y: 0 };
    return { x: ((event.clientX - area.left) * columns) / area.width, y: ((event.clientY - area.top) * rows) / area.height };
  };
  const down = (event: PointerEvent, what: "draw" | "move" | "size", index = -1): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    surface.current?.setPointerCapture(event.pointerId);
    const box = boxes[index];
    hold.current = what === "draw" || !box ? { kind: "draw", from: at(event) } : { kind: what, index, from: at(event), box, began: false };
    onChoose(what === "draw" ? null : index);
  };
  const move = (event: PointerEvent): void => {
    const held = hold.current;
    if (!held) return;
    const to = at(event);
    if (held.kind === "draw") {
      setDrawn(between(held.from, to, target, columns, rows));
      return;
    }
    const [dx, dy] = [to.x - held.from.x, to.y - held.from.y];
    const moved =
      held.kind === "move"
        ? { ...held.box, x: held.box.x + dx, y: held.box.y + dy }
        : {
            ...held.box,
            width: Math.min(held.box.width + dx, columns - held.box.x),
            height: Math.min(held.box.height + dy, rows - held.box.y),
          };
    onMove(held.index, fit({ ...moved, why: "person" }, columns, rows), !held.began);
    held.began = true;
  };
  const up = (): void => {
    // A click without a drag draws nothing.
    if (hold.current?.kind === "draw" && drawn && drawn.width > 2 && drawn.height > 2) onDraw(drawn);
    hold.current = null;
    setDrawn(null);
  };
  const handle = Math.max(columns, rows) / 40;
  return (
    <div class="held-picture darkroom" style={{ aspectRatio: `${String(columns)} / ${String(rows)}` }}>
      {broken ? (
        <p class="held-broken" role="alert">
          {t("held.noPicture")}
        </p>
      ) : (
        <img
          src={src}
          alt={label}
          draggable={false}
          onError={() => {
            setBroken(true);
          }}
        />
      )}
      <svg
        ref={surface}
        viewBox={`0 0 ${String(columns)} ${String(rows)}`}
        onPointerDown={(event) => {
          down(event, "draw");
        }}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        aria-hidden="true"
      >
        {boxes.map((box, index) =>
          covers(box, frame) ? (
            <g key={String(index)} class={index === chosen ? "held-box held-box-chosen" : "held-box"}>
              <rect
                x={box.x}
                y={box.y}
                width={box.width}
                height={box.height}
                onPointerDown={(event) => {
                  down(event, "move", index);
                }}
              />
              {index === chosen && (
                <circle
                  cx={box.x + box.width}
                  cy={box.y + box.height}
                  r={handle / 2}
                  onPointerDown={(event) => {
                    down(event, "size", index);
                  }}
                />
              )}
            </g>
          ) : null,
        )}
        {drawn && <rect class="held-drawn" x={drawn.x} y={drawn.y} width={drawn.width} height={drawn.height} />}
      </svg>
    </div>
  );
}
