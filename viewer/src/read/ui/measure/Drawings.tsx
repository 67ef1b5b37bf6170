import { apply, imageToCell, type Point, type Size } from "../../core/geometry";
import { linesOf, type Measurement } from "../../core/measure";
import type { ReadingRoom } from "../../room/room";
import type { CellTarget } from "../../room/target";
import { linesFor } from "./words";

/** The drawings of the frame on screen, as vectors over whatever surface drew the picture. The table beside is their text form. */
export function Drawings({ room, target = room }: { room: ReadingRoom; target?: CellTarget }) {
  const scene = target.drawn.value;
  const cell = target.cell.value;
  if (!scene || scene.manifest.series !== target.manifest.value?.series) return null;
  const { measurements } = room;
  const m = imageToCell(scene.manifest, cell, scene.placement);
  return (
    <svg class="rr-drawings" aria-hidden="true" width={cell.width} height={cell.height}>
      {measurements.on(scene.manifest, scene.index).map((one) => (
        <Shape
          key={one.id}
          measurement={one}
          places={one.points.map((p) => apply(m, p))}
          cell={cell}
          selected={measurements.selected.value === one.id || measurements.draft.value?.id === one.id}
          point={measurements.selected.value === one.id ? measurements.point.value : null}
          lines={linesFor(one, measurements.figures(one), scene.manifest.spacingSource)}
        />
      ))}
    </svg>
  );
}

interface ShapeProps {
  measurement: Measurement;
  places: readonly Point[];
  cell: Size;
  selected: boolean;
  point: number | null;
  lines: readonly string[];
}

function Shape({ measurement, places, cell, selected, point, lines }: ShapeProps) {
  const [a, b] = places;
  const { kind } = measurement;
  return (
    <g class={selected ? "rr-drawing rr-drawing-selected" : "rr-drawing"} data-id={measurement.id} data-kind={kind}>
      {linesOf(kind).map(([from, to]) => {
        const [p, q] = [places[from], places[to]];
        return p && q ? <Line key={from} from={p} to={q} /> : null;
      })}
      {kind === "cobb" && places[3] && <Bridge places={places} />}
      {kind === "arrow" && a && b && <Head tip={a} tail={b} />}
      {kind === "probe" && a && <Cross at={a} />}
      {a && b && kind === "rectangle" && (
        <rect x={Math.min(a.x, b.x)} y={Math.min(a.y, b.y)} width={Math.abs(a.x - b.x)} height={Math.abs(a.y - b.y)} />
      )}
      {a && b && kind === "ellipse" && (
        <ellipse cx={(a.x + b.x) / 2} cy={(a.y + b.y) / 2} rx={Math.abs(a.x - b.x) / 2} ry={Math.abs(a.y - b.y) / 2} />
      )}
      {kind === "freehand" && <polygon points={places.map((p) => `${String(p.x)},${String(p.y)}`).join(" ")} />}
      {kind !== "probe" &&
        kind !== "freehand" &&
        places.map((p, i) => (
          <circle key={i} class={point === i ? "rr-point rr-point-held" : "rr-point"} cx={p.x} cy={p.y} r={selected ? 4 : 2} />
        ))}
      <Words lines={lines} places={places} cell={cell} />
    </g>
  );
}

function Line({ from, to }: { from: Point; to: Point }) {
  return <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />;
}

/** Shows which two lines belong together. */
function Bridge({ places }: { places: readonly Point[] }) {
  const [a, b, c, d] = places;
  if (!a || !b || !c || !d) return null;
  return <line class="rr-bridge" x1={(a.x + b.x) / 2} y1={(a.y + b.y) / 2} x2={(c.x + d.x) / 2} y2={(c.y + d.y) / 2} />;
}

function Head({ tip, tail }: { tip: Point; tail: Point }) {
  const way = Math.atan2(tip.y - tail.y, tip.x - tail.x);
  const barb = (turn: number): string => `${String(tip.x - 12 * Math.cos(way + turn))},${String(tip.y - 12 * Math.sin(way + turn))}`;
  return <polyline points={`${barb(0.42)} ${String(tip.x)},${String(tip.y)} ${barb(-0.42)}`} />;
}

function Cross({ at }: { at: Point }) {
  return <path d={`M${String(at.x - 8)},${String(at.y)}h5m6,0h5M${String(at.x)},${String(at.y - 8)}v5m0,6v5`} />;
}

const lineHeight = 16;

/** Beside the rightmost point, or to the left of the drawing where the cell ends. */
function Words({ lines, places, cell }: { lines: readonly string[]; places: readonly Point[]; cell: Size }) {
  const right = places.reduce((best, p) => (p.x > best.x ? p : best), places[0] ?? { x: 0, y: 0 });
  const left = places.reduce((best, p) => (p.x < best.x ? p : best), right);
  const width = Math.max(0, ...lines.map((line) => line.length)) * 7.4;
  const outside = right.x + 10 + width > cell.width - 28;
  const x = outside ? Math.max(width + 4, left.x - 10) : right.x + 10;
  const y = Math.max(16, Math.min(cell.height - lines.length * lineHeight, right.y + 4));
  return (
    <text x={x} y={y} text-anchor={outside ? "end" : "start"}>
      {lines.map((line, i) => (
        <tspan key={i} x={x} dy={i === 0 ? 0 : lineHeight}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
