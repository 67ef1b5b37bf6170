import type { Samples } from "../decode/pixels";
import { voxelOf, type Cut } from "./plane";
import type { Grid } from "./volume";

export type SlabMode = "thin" | "mip" | "minip" | "mean";
export const slabModes: readonly SlabMode[] = ["thin", "mip", "minip", "mean"];
export const slabMost = 50;

export interface Slab {
  mode: SlabMode;
  /** Thickness in mm, 0 to 50; at least one slice. */
  mm: number;
}

/** First and last step of a slab around one, bounded by the volume. */
export function slabSteps(grid: Grid, cut: Cut, step: number, slab: Slab): { first: number; last: number } {
  const { axis } = cut.through;
  const count = slab.mode === "thin" ? 1 : Math.max(1, Math.round(Math.min(slab.mm, slabMost) / grid.spacing[axis]));
  const first = Math.max(0, step - ((count - 1) >> 1));
  return { first, last: Math.min(grid.size[axis] - 1, step - ((count - 1) >> 1) + count - 1) };
}

/** One image of a plane, cut through the slices as they are: no copy of the volume is made. */
export function reslice(slices: readonly Samples[], grid: Grid, cut: Cut, step: number, slab: Slab): Samples {
  const { right, down, through } = cut;
  const [columns, rows] = [grid.size[right.axis], grid.size[down.axis]];
  const strides = [1, grid.size[0], 0] as const;
  const { first, last } = slabSteps(grid, cut, step, slab);
  const out = slab.mode === "mean" ? new Float32Array(columns * rows) : likeThat(slices[0], columns * rows);
  for (let t = first; t <= last; t++) {
    const depth = voxelOf(grid, through, t);
    for (let r = 0, o = 0; r < rows; r++) {
      const y = voxelOf(grid, down, r);
      const base = depth * strides[through.axis] + y * strides[down.axis];
      const slice = through.axis === 2 ? slices[depth] : down.axis === 2 ? slices[y] : undefined;
      for (let c = 0; c < columns; c++, o++) {
        const x = right.sign > 0 ? c : columns - 1 - c;
        const value = (slice ?? slices[x])?.[base + x * strides[right.axis]] ?? 0;
        const held = out[o] ?? 0;
        if (t === first) out[o] = value;
        else if (slab.mode === "mip") out[o] = value > held ? value : held;
        else if (slab.mode === "minip") out[o] = value < held ? value : held;
        else out[o] = held + value;
      }
    }
  }
  if (slab.mode === "mean") for (let o = 0; o < out.length; o++) out[o] = (out[o] ?? 0) / (last - first + 1);
  return out;
}

function likeThat(slice: Samples | undefined, length: number): Samples {
  if (slice instanceof Uint8Array) return new Uint8Array(length);
  if (slice instanceof Uint16Array) return new Uint16Array(length);
  return slice instanceof Float32Array ? new Float32Array(length) : new Int16Array(length);
}
