import { voxelOf, type Cut, type Grid } from "../planes";
import type { Way } from "../planes/plane";
import type { Mask, Segment } from "./mask";

type Size = Pick<Grid, "size">;

/** Runs of one slice of one layer (row, first column, pixels, label; and so on), in order of rows, with the place where each row begins. Never changed. */
export interface Rows {
  readonly runs: Int32Array;
  readonly starts: Int32Array;
}

/** The label maps of a mask, kept as runs: an image of any plane is painted when it is asked for, and no volume is built. */
export class Labels {
  readonly #slices: Map<number, Rows>[];
  #revision = 0;
  /** Those of the mask, until somebody edits them. */
  segments: readonly Segment[];

  constructor(readonly mask: Mask) {
    this.segments = mask.segments;
    this.#slices = Array.from({ length: mask.layers }, () => new Map<number, Rows>());
    for (const { layer, slice, runs } of mask.runs) this.#slices[layer]?.set(slice, byRow(runs, mask.rows));
  }

  /** Rises with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** What is there, by slice. */
  layer(layer: number): ReadonlyMap<number, Rows> {
    return this.#slices[layer] ?? new Map<number, Rows>();
  }

  /** Null empties a slice. */
  put(layer: number, slice: number, rows: Rows | null): void {
    this.#revision++;
    if (rows && rows.runs.length > 0) this.#slices[layer]?.set(slice, rows);
    else this.#slices[layer]?.delete(slice);
  }

  /** Labels of one image of a plane; those of several where it is a slab. `columns` x `rows`, 0 for none. */
  paint(layer: number, cut: Cut, first: number, last: number): Uint8Array {
    const grid = { size: [this.mask.columns, this.mask.rows, this.mask.slices] } as unknown as Grid;
    const columns = grid.size[cut.right.axis];
    const out = new Uint8Array(columns * grid.size[cut.down.axis]);
    const slices = this.#slices[layer];
    if (!slices) return out;
    const place = placing(grid, cut);
    const [from, to] = [voxelOf(grid, cut.through, first), voxelOf(grid, cut.through, last)];
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    for (const [slice, { runs, starts }] of slices) {
      if (cut.through.axis === 2 && (slice < low || slice > high)) continue;
      const ofRows = cut.through.axis === 1 ? [starts[low] ?? 0, starts[high + 1] ?? 0] : [0, runs.length];
      for (let i = ofRows[0] ?? 0; i < (ofRows[1] ?? 0); i += 4) {
        const [row, start, length, label] = [runs[i] ?? 0, runs[i + 1] ?? 0, runs[i + 2] ?? 0, runs[i + 3] ?? 0];
        const [begin, end] = cut.through.axis === 0 ? [Math.max(start, low), Math.min(start + length, high + 1)] : [start, start + length];
        for (let column = begin; column < end; column++) out[place(column, row, slice)] = label;
      }
    }
    return out;
  }

  /** The whole map as one array, columns fastest; for 3D. */
  volume(layer: number): Uint8Array {
    const { columns, rows, slices } = this.mask;
    const out = new Uint8Array(columns * rows * slices);
    for (const [slice, { runs }] of this.#slices[layer] ?? new Map<number, Rows>())
      for (let i = 0; i < runs.length; i += 4) {
        const at = (slice * rows + (runs[i] ?? 0)) * columns + (runs[i + 1] ?? 0);
        out.fill(runs[i + 3] ?? 0, at, at + (runs[i + 2] ?? 0));
      }
    return out;
  }
}

/** A label a pixel, rows one after the other. */
export function mapOf(rows: Rows | null, columns: number, count: number): Uint8Array {
  const map = new Uint8Array(columns * count);
  const runs = rows?.runs ?? [];
  for (let i = 0; i < runs.length; i += 4) {
    const at = (runs[i] ?? 0) * columns + (runs[i + 1] ?? 0);
    map.fill(runs[i + 3] ?? 0, at, at + (runs[i + 2] ?? 0));
  }
  return map;
}

export function rowsOf(map: Uint8Array, columns: number): Rows {
  const count = map.length / columns;
  const runs: number[] = [];
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < columns;) {
      const label = map[row * columns + column] ?? 0;
      let end = column + 1;
      while (end < columns && map[row * columns + end] === label) end++;
      if (label !== 0) runs.push(row, column, end - column, label);
      column = end;
    }
    starts[row + 1] = runs.length;
  }
  return { runs: Int32Array.from(runs), starts };
}

function placing({ size }: Size, { right, down }: Cut): (column: number, row: number, slice: number) => number {
  const columns = size[right.axis];
  const step = (way: Way, stride: number): [number, [number, number, number]] => {
    const strides: [number, number, number] = [0, 0, 0];
    strides[way.axis] = way.sign * stride;
    return [way.sign > 0 ? 0 : (size[way.axis] - 1) * stride, strides];
  };
  const [a, [ax, ay, az]] = step(right, 1);
  const [b, [bx, by, bz]] = step(down, columns);
  const [base, x, y, z] = [a + b, ax + bx, ay + by, az + bz];
  return (column, row, slice) => base + x * column + y * row + z * slice;
}

function byRow(runs: readonly number[], rows: number): Rows {
  const order = Array.from({ length: runs.length / 4 }, (_, i) => i * 4).sort((a, b) => (runs[a] ?? 0) - (runs[b] ?? 0));
  const sorted = new Int32Array(runs.length);
  const starts = new Int32Array(rows + 1);
  order.forEach((from, i) => {
    for (let k = 0; k < 4; k++) sorted[i * 4 + k] = runs[from + k] ?? 0;
    starts[(runs[from] ?? 0) + 1] = (i + 1) * 4;
  });
  for (let row = 1; row <= rows; row++) starts[row] = Math.max(starts[row] ?? 0, starts[row - 1] ?? 0);
  return { runs: sorted, starts };
}

/**
 * Edges between pixels of a label and others, as x, y of both ends in pixels (edges at whole numbers). Straight edges are one: a large region has few.
 */
export function outline(labels: Uint8Array, columns: number, rows: number, label: number): number[] {
  const edges: number[] = [];
  const at = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < columns && y < rows && labels[y * columns + x] === label;
  for (let y = 0; y <= rows; y++)
    for (let x = 0, from = -1; x <= columns; x++) {
      const edge = x < columns && at(x, y - 1) !== at(x, y);
      if (edge && from < 0) from = x;
      if (!edge && from >= 0) {
        edges.push(from, y, x, y);
        from = -1;
      }
    }
  for (let x = 0; x <= columns; x++)
    for (let y = 0, from = -1; y <= rows; y++) {
      const edge = y < rows && at(x - 1, y) !== at(x, y);
      if (edge && from < 0) from = y;
      if (!edge && from >= 0) {
        edges.push(x, from, x, y);
        from = -1;
      }
    }
  return edges;
}
