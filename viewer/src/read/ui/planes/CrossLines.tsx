import { apply, imageToCell } from "../../core/geometry";
import type { ReadingRoom } from "../../room/room";
import type { CellTarget } from "../../room/target";

/** Where the other planes cut this one. */
export function CrossLines({ room, target }: { room: ReadingRoom; target: CellTarget }) {
  if (room.planes.layout.value === "1x1" || room.planes.grid.value === null) return null;
  const scene = target.drawn.value;
  if (!scene) return null;
  const cell = target.cell.value;
  const { manifest } = scene;
  const m = imageToCell(manifest, cell, scene.placement);
  const lines = room.planes.lines(target);
  const draw = (from: [number, number], to: [number, number], name: string) => {
    const [a, b] = [apply(m, { x: from[0], y: from[1] }), apply(m, { x: to[0], y: to[1] })];
    return <line key={name} data-line={name} x1={a.x} y1={a.y} x2={b.x} y2={b.y} />;
  };
  return (
    <svg class="rr-crosslines" aria-hidden="true" width={cell.width} height={cell.height}>
      {lines.vertical.map((x) => draw([x, 0], [x, manifest.rows], "vertical"))}
      {lines.horizontal.map((y) => draw([0, y], [manifest.columns, y], "horizontal"))}
    </svg>
  );
}
