import { crossLinesOf } from "../../room/crossLines";
import type { ReadingRoom } from "../../room/room";
import type { CellTarget } from "../../room/target";
import { under } from "./under";

/** Where the other planes cut this one; with the crosshairs in hand, also where to take hold of them. */
export function CrossLines({ room, target }: { room: ReadingRoom; target: CellTarget }) {
  if (room.planes.layout.value === "1x1" || room.planes.grid.value === null) return null;
  const scene = target.drawn.value;
  if (!scene) return null;
  const cell = target.cell.value;
  const { lines, grips } = crossLinesOf(room.planes, target, scene);
  const held = under.value?.target === target ? under.value.line : null;
  return (
    <svg class="rr-crosslines" aria-hidden="true" width={cell.width} height={cell.height} data-held={held}>
      {lines.map(({ name, from, to }) => (
        <line key={name} data-line={name} class={name === held ? "rr-held" : undefined} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ))}
      {room.special.value === "crosshairs" &&
        grips.map(({ line, x, y }, i) => (
          <circle key={`${line}/${String(i)}`} data-grip={line} class={line === held ? "rr-held" : undefined} cx={x} cy={y} r={6} />
        ))}
    </svg>
  );
}
