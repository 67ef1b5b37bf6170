import { minus, perVoxel, plus, slabOffsets, spanIn, times, voxelAt, type Grid, type Sheet, type Slab } from "../planes";
import type { Vector } from "../planes/volume";
import type { Rows } from "./labels";

/** Labels on an image that lies in the volume at any angle: of the voxel in which each pixel's middle lies; 0 for none. In a slab, the first that is met. */
export function paintOblique(slices: ReadonlyMap<number, Rows>, grid: Grid, sheet: Sheet, slab: Slab): Uint8Array {
  const out = new Uint8Array(sheet.columns * sheet.rows);
  const box = boxOf(slices);
  if (!box) return out;
  const half: Vector = [0.5, 0.5, 0.5];
  const [low, high] = [minus(box[0], half), plus(box[1], half)];
  const right = perVoxel(grid, sheet.right);
  const table = Array.from({ length: grid.size[2] }, (_, z) => slices.get(z));
  for (const off of slabOffsets(slab, Math.min(...grid.spacing)))
    for (let row = 0; row < sheet.rows; row++) {
      const from = voxelAt(grid, plus(sheet.origin, plus(times(sheet.down, row), times(sheet.normal, off))));
      const [first, end] = spanIn(from, right, low, high, sheet.columns);
      for (let c = first; c < end; c++) {
        const at = row * sheet.columns + c;
        if (out[at] !== 0) continue;
        const rows = table[Math.round(from[2] + c * right[2])];
        if (rows) out[at] = labelAt(rows, Math.round(from[0] + c * right[0]), Math.round(from[1] + c * right[1]));
      }
    }
  return out;
}

function labelAt({ runs, starts }: Rows, column: number, row: number): number {
  const end = starts[row + 1] ?? 0;
  for (let i = starts[row] ?? end; i < end; i += 4) {
    const start = runs[i + 1] ?? 0;
    if (column >= start && column < start + (runs[i + 2] ?? 0)) return runs[i + 3] ?? 0;
  }
  return 0;
}

/** First and last voxel with a label on each axis; null where there is none. */
function boxOf(slices: ReadonlyMap<number, Rows>): [Vector, Vector] | null {
  let [left, top, first, right, bottom, last] = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (const [slice, { runs }] of slices) {
    if (runs.length === 0) continue;
    [first, last] = [Math.min(first, slice), Math.max(last, slice)];
    for (let i = 0; i < runs.length; i += 4) {
      const [row, start] = [runs[i] ?? 0, runs[i + 1] ?? 0];
      if (row < top) top = row;
      if (row > bottom) bottom = row;
      if (start < left) left = start;
      right = Math.max(right, start + (runs[i + 2] ?? 0) - 1);
    }
  }
  return last < first ? null : [[left, top, first], [right, bottom, last]]; // prettier-ignore
}
