import type { Samples } from "../decode/pixels";
import { dot, type Grid, type Vector } from "../planes/volume";
import { opacityAt, type Transfer } from "./presets";

/** Values of a whole series in one piece, columns fastest. */
export interface Volume {
  grid: Grid;
  values: Int16Array | Float32Array;
  range: { low: number; high: number };
}

/** First and last part of each axis that is shown, 0 to 1. */
export type Crop = readonly [number, number, number, number, number, number];
export const uncropped: Crop = [0, 1, 0, 1, 0, 1];

/** Puts slices together; every second column and row only where a side is longer than `most`. */
export function volumeOf(slices: readonly Samples[], grid: Grid, most: number): Volume {
  const [columns, rows, count] = grid.size;
  const step = Math.max(1, Math.ceil(Math.max(columns, rows) / most));
  const size: [number, number, number] = [Math.ceil(columns / step), Math.ceil(rows / step), count];
  let [low, high] = [Infinity, -Infinity];
  let whole = true;
  for (const slice of slices) {
    if (slice instanceof Float32Array) whole = false;
    for (const value of slice) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const length = size[0] * size[1] * size[2];
  const values = whole && low >= -32768 && high <= 32767 ? new Int16Array(length) : new Float32Array(length);
  slices.forEach((slice, z) => {
    const start = z * size[0] * size[1];
    if (step === 1) values.set(slice.subarray(0, size[0] * size[1]), start);
    else
      for (let y = 0, to = start; y < rows; y += step)
        for (let x = 0; x < columns; x += step, to++) values[to] = slice[y * columns + x] ?? 0;
  });
  // Every n-th voxel keeps its place: the first stays where it is.
  return {
    grid: { ...grid, size, spacing: [grid.spacing[0] * step, grid.spacing[1] * step, grid.spacing[2]] },
    values,
    range: { low, high },
  };
}

export function middleOf({ grid }: Volume): Vector {
  return pointOf(grid, [(grid.size[0] - 1) / 2, (grid.size[1] - 1) / 2, (grid.size[2] - 1) / 2]);
}

/** Patient coordinates of a voxel, parts allowed. */
export function pointOf(grid: Grid, voxel: Vector): Vector {
  const [a, b, c] = grid.directions;
  const [x, y, z] = [voxel[0] * grid.spacing[0], voxel[1] * grid.spacing[1], voxel[2] * grid.spacing[2]];
  const at = (i: 0 | 1 | 2): number => grid.origin[i] + a[i] * x + b[i] * y + c[i] * z;
  return [at(0), at(1), at(2)];
}

export function voxelAt(grid: Grid, point: Vector): [number, number, number] {
  const from: Vector = [point[0] - grid.origin[0], point[1] - grid.origin[1], point[2] - grid.origin[2]];
  const part = (i: 0 | 1 | 2): number => dot(from, grid.directions[i]) / grid.spacing[i];
  return [part(0), part(1), part(2)];
}

const opaque = 0.5;

/**
 * The voxel one sees along a ray: where half of the light is used up, or the brightest for a MIP. Null where the ray meets nothing.
 * `start` lies before the volume; `direction` has unit length.
 */
export function pick({ grid, values }: Volume, transfer: Transfer, crop: Crop, start: Vector, direction: Vector): Vector | null {
  const step = Math.min(...grid.spacing) / 2;
  const usual = (grid.spacing[0] + grid.spacing[1] + grid.spacing[2]) / 6;
  const reach = 2 * Math.hypot(...grid.size.map((count, i) => count * (grid.spacing[i] ?? 1))) + 2000;
  const [columns, rows, slices] = grid.size;
  let [light, best, brightest]: [number, Vector | null, number] = [1, null, -Infinity];
  for (let way = 0; way < reach; way += step) {
    const [x, y, z] = voxelAt(grid, [start[0] + direction[0] * way, start[1] + direction[1] * way, start[2] + direction[2] * way]);
    const [i, j, k] = [Math.round(x), Math.round(y), Math.round(z)];
    if (i < 0 || j < 0 || k < 0 || i >= columns || j >= rows || k >= slices) continue;
    if (!isInside(crop, [x / (columns - 1), y / (rows - 1), z / Math.max(1, slices - 1)])) continue;
    const value = values[(k * rows + j) * columns + i] ?? 0;
    const opacity = opacityAt(transfer, value);
    if (transfer.mip) {
      if (value > brightest && opacity > 0) [brightest, best] = [value, [i, j, k]];
      continue;
    }
    light *= (1 - opacity) ** (step / usual);
    if (light < opaque) return [i, j, k];
  }
  return best;
}

function isInside(crop: Crop, [x, y, z]: Vector): boolean {
  return x >= crop[0] && x <= crop[1] && y >= crop[2] && y <= crop[3] && z >= crop[4] && z <= crop[5];
}
