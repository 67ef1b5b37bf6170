import { apply, imageToCell, type Point } from "../../core/geometry";
import type { ForeignShape } from "../../core/measure";
import type { ReadingRoom } from "../../room/room";
import { valueText } from "./words";

/** What other programs drew on the frame on screen. */
export function ForeignDrawings({ room }: { room: ReadingRoom }) {
  const scene = room.drawn.value;
  const cell = room.cell.value;
  const { foreign } = room;
  if (!scene || scene.manifest.series !== room.series.value || !foreign.shown.value) return null;
  const m = imageToCell(scene.manifest, cell, scene.placement);
  return (
    <svg class="rr-drawings" aria-hidden="true" width={cell.width} height={cell.height}>
      {foreign.on(scene.manifest, scene.index).map(({ mark, points }, i) => {
        const places = points.map((p) => apply(m, p));
        const words = mark.shape === "text" ? mark.text : (mark.values[0] && valueText(mark.values[0])) || mark.text;
        const right = places.reduce((best, p) => (p.x > best.x ? p : best), places[0] ?? { x: 0, y: 0 });
        return (
          <g key={i} class={foreign.selected.value === mark ? "rr-foreign rr-foreign-selected" : "rr-foreign"} data-shape={mark.shape}>
            <Outline shape={mark.shape} places={places} />
            <text x={mark.shape === "text" ? right.x : right.x + 8} y={right.y + 4}>
              {words}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Forms of PS3.3 C.18.6.1.2: a circle is its middle and a point of it, an ellipse the ends of its axes. */
function Outline({ shape, places }: { shape: ForeignShape; places: readonly Point[] }) {
  const [a, b, c, d] = places;
  switch (shape) {
    case "point":
      return (
        <>
          {places.map((p, i) => (
            <path key={i} d={`M${String(p.x - 7)},${String(p.y)}h14M${String(p.x)},${String(p.y - 7)}v14`} />
          ))}
        </>
      );
    case "circle":
      return a && b ? <circle cx={a.x} cy={a.y} r={Math.hypot(a.x - b.x, a.y - b.y)} /> : null;
    case "ellipse": {
      if (!a || !b || !c || !d) return null;
      const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
      const turn = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
      return (
        <ellipse
          cx={x}
          cy={y}
          rx={Math.hypot(a.x - b.x, a.y - b.y) / 2}
          ry={Math.hypot(c.x - d.x, c.y - d.y) / 2}
          transform={`rotate(${String(turn)} ${String(x)} ${String(y)})`}
        />
      );
    }
    case "polygon":
      return <polygon points={listOf(places)} />;
    case "polyline":
      return <polyline points={listOf(places)} />;
    default:
      return null;
  }
}

const listOf = (places: readonly Point[]): string => places.map((p) => `${String(p.x)},${String(p.y)}`).join(" ");
