import { apply, imageToCell } from "../../core/geometry";
import { referenceLine } from "../../core/planes";
import type { CellTarget } from "../../room/target";

/** Where the images of other cells cut this one. */
export function ReferenceLines({ target, others }: { target: CellTarget; others: readonly CellTarget[] }) {
  const scene = target.drawn.value;
  if (!scene) return null;
  const cell = target.cell.value;
  const m = imageToCell(scene.manifest, cell, scene.placement);
  const lines = others.flatMap((other) => {
    const its = other.drawn.value;
    const ends = its && referenceLine(scene, its);
    return ends ? [ends.map((end) => apply(m, end))] : [];
  });
  return (
    <svg class="rr-crosslines" aria-hidden="true" width={cell.width} height={cell.height}>
      {lines.map(([from, to], i) => (
        <line key={i} data-line="reference" x1={from?.x} y1={from?.y} x2={to?.x} y2={to?.y} />
      ))}
    </svg>
  );
}
