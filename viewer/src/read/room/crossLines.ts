import { apply, imageToCell, type Point } from "../core/geometry";
import { directionsOf, gripsOf, imageOf, sheetOf, times, traceOf, voxelOf, type Grip, type Line } from "../core/planes";
import type { Scene } from "../core/surface";
import type { Planes } from "./planes";
import { PlaneCell } from "./planeCell";
import type { CellTarget } from "./target";

export interface CrossLines {
  /** In CSS pixels of the cell. */
  lines: readonly Line[];
  /** Where they are taken to turn the planes. */
  grips: readonly Grip[];
}

/** Where the other planes cut the picture of a cell. */
export function crossLinesOf(planes: Planes, target: CellTarget, scene: Scene): CrossLines {
  const { manifest } = scene;
  const m = imageToCell(manifest, target.cell.value, scene.placement);
  const found = planes.turn.value ? slanted(planes, target, scene) : along(planes, target, scene);
  if (!found) return { lines: [], grips: [] };
  const lines = found.lines.map(({ name, from, to }) => ({ name, from: apply(m, from), to: apply(m, to) }));
  const turning = lines.filter(({ name }) => name !== "stack");
  return { lines, grips: gripsOf(turning, apply(m, found.crossing), target.cell.value) };
}

interface Found {
  /** In image points. */
  lines: Line[];
  crossing: Point;
}

/** Planes along the axes of the volume: columns and rows of the image. */
function along(planes: Planes, target: CellTarget, { manifest: { columns, rows } }: Scene): Found | null {
  const grid = planes.grid.value;
  const cut = planes.cut(target);
  if (!grid || !cut) return null;
  const voxels = planes.crossing(target);
  const [across, down] = [voxels.get(cut.right.axis), voxels.get(cut.down.axis)];
  if (across === undefined || down === undefined) return null;
  const crossing = { x: voxelOf(grid, cut.right, across) + 0.5, y: voxelOf(grid, cut.down, down) + 0.5 };
  const lines = [
    { name: "vertical", from: { x: crossing.x, y: 0 }, to: { x: crossing.x, y: rows } },
    { name: "horizontal", from: { x: 0, y: crossing.y }, to: { x: columns, y: crossing.y } },
  ];
  return { lines, crossing };
}

/** Turned planes: each is a line at its angle. The acquired slice is one more in them, which turns nothing. */
function slanted(planes: Planes, target: CellTarget, { manifest, index }: Scene): Found | null {
  const [grid, turn] = [planes.grid.value, planes.turn.value];
  const sheet = sheetOf(manifest, index);
  if (!grid || !turn || !sheet) return null;
  const lines: Line[] = [];
  const add = (name: string, ends: [Point, Point] | null): void => {
    if (ends) lines.push({ name, from: ends[0], to: ends[1] });
  };
  const own = target instanceof PlaneCell ? target.plane.value : null;
  for (const plane of new Set(planes.cells.map((cell) => cell.plane.value)))
    if (plane !== own) add(plane, traceOf(sheet, directionsOf(grid, plane, turn.rotation).through, turn.centre));
  const stack = planes.room.view.value?.index;
  if (own !== null && stack !== undefined) {
    const [x, y, z] = grid.origin;
    const [i, j, k] = times(grid.directions[2], stack * grid.spacing[2]);
    add("stack", traceOf(sheet, grid.directions[2], [x + i, y + j, z + k]));
  }
  return { lines, crossing: imageOf(sheet, turn.centre) };
}
