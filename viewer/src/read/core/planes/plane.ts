import type { Manifest } from "../manifest";
import { plus, times } from "./rotation";
import { dot, type Grid, type Vector } from "./volume";

export type Plane = "axial" | "coronal" | "sagittal";
export const planes: readonly Plane[] = ["axial", "coronal", "sagittal"];

/** An axis of the volume (0 columns, 1 rows, 2 slices), taken forwards or backwards. */
export interface Way {
  axis: 0 | 1 | 2;
  sign: 1 | -1;
}

/** How a plane lies in the volume: what goes right on the screen, what goes down, what one scrolls through. */
export interface Cut {
  right: Way;
  down: Way;
  through: Way;
}

/** The acquired images themselves. */
export const acquired: Cut = { right: { axis: 0, sign: 1 }, down: { axis: 1, sign: 1 }, through: { axis: 2, sign: 1 } };

// Left of the patient on the right of the screen, head up, in sagittal planes the face to the left (PS3.3 C.7.6.2: x to the left, y to the back, z to the head).
const wanted: Readonly<Record<Plane, Record<keyof Cut, Vector>>> = {
  axial: { right: [1, 0, 0], down: [0, 1, 0], through: [0, 0, 1] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1], through: [0, 1, 0] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1], through: [1, 0, 0] },
};

const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const; // prettier-ignore

/** The orthogonal plane of the volume nearest to the patient's. */
export function cutOf(grid: Grid, plane: Plane): Cut {
  const score = (order: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2]): number =>
    order.reduce<number>((sum, axis, patient) => sum + Math.abs(grid.directions[axis][patient] ?? 0), 0);
  const best = orders.reduce((a, b) => (score(b) > score(a) ? b : a));
  const way = (direction: Vector): Way => {
    const patient = direction.findIndex((part) => part !== 0);
    const axis = best[patient] ?? 0;
    return { axis, sign: dot(grid.directions[axis], direction) < 0 ? -1 : 1 };
  };
  const { right, down, through } = wanted[plane];
  return { right: way(right), down: way(down), through: way(through) };
}

/** Which of the patient's planes the acquired images are. */
export function acquiredPlane(grid: Grid): Plane {
  return planes.find((plane) => cutOf(grid, plane).through.axis === 2) ?? "axial";
}

/** Voxel on an axis for the n-th step of a way, and back. */
export function voxelOf(grid: Grid, way: Way, step: number): number {
  return way.sign > 0 ? step : grid.size[way.axis] - 1 - step;
}

/** A plane's images as a series of their own, so that whatever draws a series draws a plane. */
export function planeManifest(manifest: Manifest, grid: Grid, plane: Plane): Manifest {
  const cut = cutOf(grid, plane);
  const count = grid.size[cut.through.axis];
  const along = (way: Way): Vector => times(grid.directions[way.axis], way.sign);
  const at = (step: number): Vector =>
    [cut.right, cut.down, cut.through].reduce<Vector>(
      (sum, way) =>
        plus(sum, times(grid.directions[way.axis], voxelOf(grid, way, way === cut.through ? step : 0) * grid.spacing[way.axis])),
      grid.origin,
    );
  const steps = Array.from({ length: count }, (_, i) => i);
  return {
    ...manifest,
    series: `${manifest.series}/${plane}`,
    columns: grid.size[cut.right.axis],
    rows: grid.size[cut.down.axis],
    pixelSpacing: [grid.spacing[cut.down.axis], grid.spacing[cut.right.axis]],
    orientation: [...along(cut.right), ...along(cut.down)],
    origin: [...at(0)],
    frames: {
      instance: steps.map(() => plane),
      number: steps.map((i) => i + 1),
      along: steps.map((i) => i * grid.spacing[cut.through.axis]),
      position: steps.map((i) => [...at(i)]),
      instanceNumber: steps.map((i) => i + 1),
    },
  };
}
