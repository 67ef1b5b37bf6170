import type { Samples } from "../decode/pixels";
import type { Range } from "./edit";

export interface Seed {
  column: number;
  row: number;
  slice: number;
}

export interface Growth {
  /** Values of a slice; null while they are not here. */
  values: (slice: number) => Samples | null;
  /** Millimetres from voxel to voxel: columns, rows, slices. */
  spacing: readonly [number, number, number];
  /** Not further from the seed than this, in mm. */
  reach: number;
  /** Taking more than so many voxels is a leak, not a region. */
  most?: number;
}

const mostVoxels = 20_000_000;

/**
 * What hangs together with the seed by faces of voxels, with values in the range, within the reach, and free or of this segment.
 * @returns by slice a 1 for each pixel taken; or why nothing was.
 */
export function grow(
  [columns, rows, slices]: readonly [number, number, number],
  seed: Seed,
  range: Range,
  { values, spacing, reach, most = mostVoxels }: Growth,
  labels: (slice: number) => Uint8Array,
  value: number,
): Map<number, Uint8Array> | "missing" | "tooLarge" | "nothing" {
  interface Layer {
    samples: Samples;
    labels: Uint8Array;
    found: Uint8Array;
  }
  const layers = new Map<number, Layer>();
  const size = columns * rows;
  const deep = Math.floor(reach / spacing[2]);
  for (let z = Math.max(0, seed.slice - deep); z <= Math.min(slices - 1, seed.slice + deep); z++) {
    const samples = values(z);
    if (!samples) return "missing";
    layers.set(z, { samples, labels: labels(z), found: new Uint8Array(size) });
  }
  const isFree = (z: number, at: number): boolean => {
    const layer = layers.get(z);
    if (!layer || layer.found[at] === 1) return false;
    const [sample, label] = [layer.samples[at] ?? NaN, layer.labels[at] ?? 0];
    if (!(sample >= range.low && sample <= range.high) || (label !== 0 && label !== value)) return false;
    const [x, y] = [at % columns, Math.floor(at / columns)];
    return (
      ((x - seed.column) * spacing[0]) ** 2 + ((y - seed.row) * spacing[1]) ** 2 + ((z - seed.slice) * spacing[2]) ** 2 <= reach * reach
    );
  };
  const waiting: number[] = [];
  let count = 0;
  const take = (z: number, at: number): void => {
    if (!isFree(z, at)) return;
    (layers.get(z) as Layer).found[at] = 1;
    count++;
    waiting.push(z * size + at);
  };
  take(seed.slice, seed.row * columns + seed.column);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (count > most) return "tooLarge";
    const [z, at] = [Math.floor(next / size), next % size];
    const x = at % columns;
    if (x > 0) take(z, at - 1);
    if (x < columns - 1) take(z, at + 1);
    if (at >= columns) take(z, at - columns);
    if (at < size - columns) take(z, at + columns);
    take(z - 1, at);
    take(z + 1, at);
  }
  if (count === 0) return "nothing";
  return new Map([...layers].filter(([, { found }]) => found.includes(1)).map(([z, { found }]) => [z, found]));
}
