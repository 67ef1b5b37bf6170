import { cross } from "../geometry";
import { frameCount, isColour, spacingOf, type Manifest } from "../manifest";

/** Why a stack is no volume. Planes are never cut through tilted, uneven or gapped slices. */
export type VolumeRefusal = "colour" | "tooFew" | "noPositions" | "gantryTilt" | "mixed" | "gap" | "unevenSpacing";

export interface Grid {
  /** Columns, rows, slices. */
  size: [number, number, number];
  /** Millimetres from voxel to voxel along each axis; between slices from positions, never from Slice Thickness. */
  spacing: [number, number, number];
  /** Unit directions of the axes in the patient. */
  directions: [Vector, Vector, Vector];
  /** Middle of the first voxel in the patient, mm. */
  origin: Vector;
}

export type Vector = readonly [number, number, number];

export function gridOf(manifest: Manifest): Grid | VolumeRefusal {
  const count = frameCount(manifest);
  const o = manifest.orientation;
  // A server may leave out what it does not know.
  const along = manifest.frames.along as number[] | null;
  if (isColour(manifest)) return "colour";
  if (count < 4) return "tooFew";
  const spacing = spacingOf(manifest);
  const start = manifest.frames.position?.[0] ?? manifest.origin;
  if (o?.length !== 6 || !along || !start || !spacing.known) return "noPositions";
  const [row, column] = [vector(o.slice(0, 3)), vector(o.slice(3, 6))];
  const normal = cross(row, column);
  const gaps = along.slice(1).map((at, i) => at - (along[i] ?? 0));
  const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  // Two images at one place: phases, echoes or a doubled series.
  if (gaps.some((gap) => gap < 0.01)) return "mixed";
  if (drift(manifest, row, column) > Math.min(spacing.x, spacing.y)) return "gantryTilt";
  if (gaps.some((gap) => gap > 1.5 * usual)) return "gap";
  if (gaps.some((gap) => Math.abs(gap - usual) > Math.max(0.05, usual * 0.05))) return "unevenSpacing";
  const even = ((along[count - 1] ?? 0) - (along[0] ?? 0)) / (count - 1);
  return {
    size: [manifest.columns, manifest.rows, count],
    spacing: [spacing.x, spacing.y, even],
    directions: [row, column, normal],
    origin: vector(start),
  };
}

/** How far slices lie beside the normal through the first one, in mm. */
function drift(manifest: Manifest, row: Vector, column: Vector): number {
  const { position } = manifest.frames;
  const first = position?.[0];
  if (!position || !first) return 0;
  return Math.max(
    ...position.map((at) => {
      const off = vector([0, 1, 2].map((i) => (at[i] ?? 0) - (first[i] ?? 0)));
      return Math.hypot(dot(off, row), dot(off, column));
    }),
  );
}

export function vector(values: readonly number[]): Vector {
  return [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
