import type { Samples } from "../decode/pixels";
import { face, isCoarse, lineOf, type Layer, type Line } from "./layer";
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

/**
 * One image of a plane, cut through the slices as they are: no copy of the volume is made. Coarse slices may stand among
 * whole ones; what the picture is worth is then for the caller to say.
 */
export function reslice(layers: readonly Layer[], grid: Grid, cut: Cut, step: number, slab: Slab): Samples {
  const { right, down, through } = cut;
  const [columns, rows] = [grid.size[right.axis], grid.size[down.axis]];
  const { first, last } = slabSteps(grid, cut, step, slab);
  const out = slab.mode === "mean" ? new Float32Array(columns * rows) : likeThat(layers[0], columns * rows);
  for (let t = first; t <= last; t++) {
    const lineAt = linesAt(layers, grid, cut, voxelOf(grid, through, t));
    for (let r = 0, o = 0; r < rows; r++) {
      const y = voxelOf(grid, down, r);
      for (let c = 0; c < columns; c++, o++) {
        const x = right.sign > 0 ? c : columns - 1 - c;
        const line = lineAt(x, y);
        const value = line?.data[line.offset + (right.axis === 2 ? y : x) * line.stride] ?? 0;
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

/** The line on which an image point lies: a row or column of the slice that is shown, or one line of each slice. */
function linesAt(
  layers: readonly Layer[],
  grid: Grid,
  { right, down, through }: Cut,
  depth: number,
): (x: number, y: number) => Line | undefined {
  if (through.axis !== 2) {
    const along = through.axis === 0 ? 1 : 0;
    const lines = layers.map((layer) => lineOf(layer, grid, along, depth));
    return right.axis === 2 ? (x) => lines[x] : (_, y) => lines[y];
  }
  const layer = layers[depth];
  if (!layer) return () => undefined;
  const whole = face(layer, grid);
  const along = right.axis === 1 ? 1 : 0;
  const lines = Array.from({ length: grid.size[down.axis] }, (_, at) => lineOf(whole, grid, along, at));
  return (_, y) => lines[y];
}

function likeThat(layer: Layer | undefined, length: number): Samples {
  const slice = layer && isCoarse(layer) ? layer.pixels : layer;
  if (slice instanceof Uint8Array) return new Uint8Array(length);
  if (slice instanceof Uint16Array) return new Uint16Array(length);
  return slice instanceof Float32Array ? new Float32Array(length) : new Int16Array(length);
}
