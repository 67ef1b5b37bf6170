import { cross } from "../geometry";
import { frameCount, isColour, spacingOf, type Manifest } from "../manifest";

/** Why a stack is no volume. Planes are never cut through tilted, uneven or gapped slices. */
export type VolumeRefusal = "colour" | "tooFew" | "noPositions" | "gantryTilt" | "mixed" | "gap" | "unevenSpacing";

/** The server's words. */
const reasons: Readonly<Record<string, VolumeRefusal>> = {
  TooFew: "tooFew",
  NoPositions: "noPositions",
  GantryTilt: "gantryTilt",
  Mixed: "mixed",
  Gap: "gap",
  UnevenSpacing: "unevenSpacing",
};

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

/** The server decides what is a volume; what it does not vouch for is none. */
export function gridOf(manifest: Manifest): Grid | VolumeRefusal {
  const o = manifest.orientation;
  const spacing = spacingOf(manifest);
  const start = manifest.frames.position?.[0] ?? manifest.origin;
  if (isColour(manifest)) return "colour";
  if (manifest.volume?.usable === false) return reasons[manifest.volume.reason ?? ""] ?? "mixed";
  const gap = manifest.volume?.spacingZ ?? 0;
  if (!(gap > 0) || o?.length !== 6 || !start || !spacing.known) return "noPositions";
  const [row, column] = [vector(o.slice(0, 3)), vector(o.slice(3, 6))];
  return {
    size: [manifest.columns, manifest.rows, frameCount(manifest)],
    spacing: [spacing.x, spacing.y, gap],
    directions: [row, column, cross(row, column)],
    origin: vector(start),
  };
}

export function vector(values: readonly number[]): Vector {
  return [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
