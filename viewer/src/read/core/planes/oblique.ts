import { frameCount, rescaleOf, tableOf, type Manifest } from "../manifest";
import { cutOf, type Plane, type Way } from "./plane";
import { carry, minus, plus, rotate, times, type Rotation } from "./rotation";
import { dot, type Grid, type Vector } from "./volume";

/** The planes of a volume, turned together about a point of the patient (mm): all go through it. */
export interface Turn {
  rotation: Rotation;
  centre: Vector;
}

/** Unit directions of a plane in the patient. */
export interface Directions {
  right: Vector;
  down: Vector;
  through: Vector;
}

const word = "oblique";

/** Whether the images of a series are those of a turned plane. */
export function isOblique({ series }: Manifest): boolean {
  return series.endsWith(`/${word}`);
}

/** Pixels on a side, at most. */
export const obliqueMost = 1024;

/**
 * Where a plane looks when it is turned. What goes right and down follows from where the plane faces alone: turning the
 * others about its normal leaves its own picture in place.
 */
export function directionsOf(grid: Grid, plane: Plane, rotation: Rotation): Directions {
  const cut = cutOf(grid, plane);
  const along = (way: Way): Vector => times(grid.directions[way.axis], way.sign);
  const [right, down, from] = [along(cut.right), along(cut.down), along(cut.through)];
  const through = rotate(rotation, from);
  return { right: carry(from, through, down, right), down: carry(from, through, down, down), through };
}

/** How far a turned plane faces away from where it faced, in degrees. */
export function tiltOf(grid: Grid, plane: Plane, rotation: Rotation): number {
  const axis = grid.directions[cutOf(grid, plane).through.axis];
  const cosine = dot(axis, rotate(rotation, axis));
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

/**
 * A turned plane's images as a series of their own: square pixels as fine as the finest side of a voxel, over all of the
 * volume, one image for each such step through it, and one of them exactly through the centre.
 */
export function obliqueManifest(manifest: Manifest, grid: Grid, plane: Plane, turn: Turn): { manifest: Manifest; index: number } {
  const { right, down, through } = directionsOf(grid, plane, turn.rotation);
  const finest = Math.min(...grid.spacing);
  const [across, along] = [reachOf(grid, right), reachOf(grid, down)];
  const spacing = Math.max(finest, Math.max(across[1] - across[0], along[1] - along[0]) / obliqueMost);
  // Counted from the middle of the first voxel: a plane that is not turned meets the middles of the voxels.
  const [left, columns] = steps(across, spacing);
  const [top, rows] = steps(along, spacing);
  const depth = reachOf(grid, through);
  const here = dot(minus(turn.centre, grid.origin), through);
  const before = Math.max(0, Math.floor((here - depth[0]) / finest + 1e-6));
  const after = Math.max(0, Math.floor((depth[1] - here) / finest + 1e-6));
  const corner = plus(plus(grid.origin, times(right, left * spacing)), times(down, top * spacing));
  const frames = Array.from({ length: before + after + 1 }, (_, i) => i);
  const at = (i: number): Vector => plus(corner, times(through, here + (i - before) * finest));
  return {
    index: before,
    manifest: {
      ...manifest,
      series: `${manifest.series}/${plane}/${word}`,
      columns,
      rows,
      pixelSpacing: [spacing, spacing],
      orientation: [...right, ...down],
      origin: [...at(0)],
      frames: {
        instance: frames.map(() => plane),
        number: frames.map((i) => i + 1),
        along: frames.map((i) => i * finest),
        position: frames.map((i) => [...at(i)]),
        instanceNumber: frames.map((i) => i + 1),
      },
    },
  };
}

/** Shown where there is no volume: what is least in the modality; air outside the scan for CT, else the value of the least that can be stored. */
export function paddingOf(manifest: Manifest): number {
  if (manifest.modality === "CT" && manifest.rescale.unit === "HU") return -1024;
  const least = manifest.signed ? -(2 ** (manifest.bitsStored - 1)) : 0;
  const most = manifest.signed ? 2 ** (manifest.bitsStored - 1) - 1 : 2 ** manifest.bitsStored - 1;
  let padding = Infinity;
  for (let i = 0; i < frameCount(manifest); i++) {
    const table = tableOf(manifest, i);
    const { slope, intercept } = rescaleOf(manifest, i);
    padding = table
      ? table.values.reduce((a, b) => Math.min(a, b), padding)
      : Math.min(padding, least * slope + intercept, most * slope + intercept);
  }
  return Number.isFinite(padding) ? padding : least;
}

/** Least and largest distance of the volume along a direction, from the middle of its first voxel to the outer sides of its voxels. */
function reachOf(grid: Grid, direction: Vector): [number, number] {
  let [least, most] = [0, 0];
  grid.directions.forEach((axis, i) => {
    const part = dot(axis, direction) * (grid.spacing[i] ?? 1);
    const ends = [-0.5 * part, ((grid.size[i] ?? 1) - 0.5) * part];
    least += Math.min(...ends);
    most += Math.max(...ends);
  });
  return [least, most];
}

/** First step inside, and how many there are. */
function steps([least, most]: [number, number], spacing: number): [number, number] {
  const first = Math.ceil(least / spacing - 1e-6);
  return [first, Math.max(1, Math.min(obliqueMost, Math.floor(most / spacing + 1e-6) - first + 1))];
}
