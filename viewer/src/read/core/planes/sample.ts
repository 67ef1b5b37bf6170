import { isCoarse, type Layer } from "./layer";
import { slabMost, type Slab } from "./reslice";
import { plus, minus, times } from "./rotation";
import type { Sheet } from "./sheet";
import { dot, type Grid, type Vector } from "./volume";

/** A slice for looking up: sample n lies at n / scale of the full one. */
interface Face {
  data: ArrayLike<number>;
  columns: number;
  rows: number;
  scale: number;
}

/** Millimetres from the image to each image of a slab around it, along the normal: evenly to both sides, one for each `step`. */
export function slabOffsets(slab: Slab, step: number): number[] {
  const count = slab.mode === "thin" ? 1 : Math.max(1, Math.round(Math.min(slab.mm, slabMost) / step));
  return Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * step);
}

/** Column, row and slice of a point of the patient; whole numbers are the middles of voxels. */
export function voxelAt(grid: Grid, at: Vector): Vector {
  return perVoxel(grid, minus(at, grid.origin));
}

export function perVoxel({ directions, spacing }: Grid, v: Vector): Vector {
  return [dot(v, directions[0]) / spacing[0], dot(v, directions[1]) / spacing[1], dot(v, directions[2]) / spacing[2]];
}

/** Which pixels of a row lie within a box: first, and the one after the last. `from` and `step` in the box's measure. */
export function spanIn(from: Vector, step: Vector, low: Vector, high: Vector, count: number): [number, number] {
  let [first, last] = [0, count - 1];
  for (let i = 0; i < 3; i++) {
    const [at, by, a, b] = [from[i] ?? 0, step[i] ?? 0, low[i] ?? 0, high[i] ?? 0];
    if (Math.abs(by) < 1e-9) {
      if (at < a || at > b) return [0, 0];
      continue;
    }
    const [one, other] = [(a - at) / by, (b - at) / by];
    first = Math.max(first, Math.ceil(Math.min(one, other)));
    last = Math.min(last, Math.floor(Math.max(one, other)));
  }
  return last < first ? [0, 0] : [first, last + 1];
}

/** What a picture is cut from, and how. */
export interface Sampling {
  layers: readonly Layer[];
  grid: Grid;
  sheet: Sheet;
  slab: Slab;
  /** Millimetres between the images of a slab. */
  step: number;
  /** Where there is no volume. */
  padding: number;
}

/**
 * The values on an image that lies in the volume at any angle: between the eight voxels around by distance (trilinear), from
 * the slices as they are. Voxels reach half their size beyond their middles; outside is `padding`, and no part of a slab.
 */
export function resliceOblique(what: Sampling): Float32Array {
  const out = new Float32Array(what.sheet.columns * what.sheet.rows);
  const rows = fillRows(what, out);
  while (rows.next().done !== true);
  return out;
}

/** The same row by row: whoever asks may do something else in between. */
export function* fillRows({ layers, grid, sheet, slab, step, padding }: Sampling, out: Float32Array): Generator<void> {
  const { size } = grid;
  const faces = layers.map((layer): Face =>
    isCoarse(layer)
      ? { data: layer.pixels, columns: layer.columns, rows: layer.rows, scale: 2 ** -layer.halvings }
      : { data: layer, columns: size[0], rows: size[1], scale: 1 },
  );
  const sample = layers.some(isCoarse) ? sampleAny : sampleWhole;
  const counts = slab.mode === "mean" ? new Uint8Array(sheet.columns) : null;
  const line = new Float32Array(sheet.columns);
  const right = perVoxel(grid, sheet.right);
  const offsets = slabOffsets(slab, step);
  // A hair more than half: rounding must not take the outermost pixels away.
  const low: Vector = [-0.5001, -0.5001, -0.5001];
  const high: Vector = [size[0] - 0.4999, size[1] - 0.4999, size[2] - 0.4999];
  for (let row = 0; row < sheet.rows; row++) {
    line.fill(NaN);
    counts?.fill(0);
    const start = plus(sheet.origin, times(sheet.down, row));
    for (const off of offsets) {
      const from = voxelAt(grid, plus(start, times(sheet.normal, off)));
      const [first, end] = spanIn(from, right, low, high, sheet.columns);
      sample(faces, size, from, right, first, end, line, slab.mode, counts);
    }
    for (let i = 0, o = row * sheet.columns; i < line.length; i++, o++) {
      const value = line[i] ?? NaN;
      out[o] = value !== value ? padding : counts ? value / (counts[i] ?? 1) : value;
    }
    yield;
  }
}

type Sampler = (
  faces: readonly Face[],
  size: Grid["size"],
  from: Vector,
  right: Vector,
  first: number,
  end: number,
  out: Float32Array,
  mode: Slab["mode"],
  counts: Uint8Array | null,
) => void;

/** All slices at full size: one set of weights serves two slices. */
const sampleWhole: Sampler = (faces, size, [x0, y0, z0], [dx, dy, dz], first, end, out, mode, counts) => {
  const [lastX, lastY, lastZ] = [size[0] - 1, size[1] - 1, size[2] - 1];
  const columns = size[0];
  for (let c = first; c < end; c++) {
    const x = bounded(x0 + c * dx, lastX);
    const y = bounded(y0 + c * dy, lastY);
    const z = bounded(z0 + c * dz, lastZ);
    const i = x | 0;
    const j = y | 0;
    const k = z | 0;
    const fx = x - i;
    const fy = y - j;
    const fz = z - k;
    const near = faces[k]?.data ?? [];
    const far = k < lastZ ? (faces[k + 1]?.data ?? []) : near;
    const a = j * columns + i;
    const b = i < lastX ? 1 : 0;
    const d = j < lastY ? a + columns : a;
    const p = (1 - fx) * (1 - fy);
    const q = fx * (1 - fy);
    const r = (1 - fx) * fy;
    const s = fx * fy;
    const here = (near[a] ?? 0) * p + (near[a + b] ?? 0) * q + (near[d] ?? 0) * r + (near[d + b] ?? 0) * s;
    const there = fz === 0 ? here : (far[a] ?? 0) * p + (far[a + b] ?? 0) * q + (far[d] ?? 0) * r + (far[d + b] ?? 0) * s;
    put(out, c, here + (there - here) * fz, mode, counts);
  }
};

const sampleAny: Sampler = (faces, size, [x0, y0, z0], [dx, dy, dz], first, end, out, mode, counts) => {
  const [lastX, lastY, lastZ] = [size[0] - 1, size[1] - 1, size[2] - 1];
  for (let c = first; c < end; c++) {
    const x = bounded(x0 + c * dx, lastX);
    const y = bounded(y0 + c * dy, lastY);
    const z = bounded(z0 + c * dz, lastZ);
    const k = z | 0;
    const here = inFace(faces[k], x, y);
    const there = z > k ? inFace(faces[k + 1], x, y) : here;
    put(out, c, here + (there - here) * (z - k), mode, counts);
  }
};

/** Between the samples of a slice; beyond the last one the edge is repeated. */
function inFace(face: Face | undefined, atX: number, atY: number): number {
  if (!face) return 0;
  const { data, columns, rows, scale } = face;
  const x = bounded(atX * scale, columns - 1);
  const y = bounded(atY * scale, rows - 1);
  const i = x | 0;
  const j = y | 0;
  const fx = x - i;
  const fy = y - j;
  const a = j * columns + i;
  const b = i < columns - 1 ? 1 : 0;
  const d = j < rows - 1 ? a + columns : a;
  const top = (data[a] ?? 0) * (1 - fx) + (data[a + b] ?? 0) * fx;
  const below = (data[d] ?? 0) * (1 - fx) + (data[d + b] ?? 0) * fx;
  return top + (below - top) * fy;
}

function bounded(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}

function put(out: Float32Array, at: number, value: number, mode: Slab["mode"], counts: Uint8Array | null): void {
  const held = out[at] ?? NaN;
  if (held !== held) out[at] = value;
  else if (mode === "mip") out[at] = value > held ? value : held;
  else if (mode === "minip") out[at] = value < held ? value : held;
  else out[at] = held + value;
  if (counts) counts[at] = (counts[at] ?? 0) + 1;
}
