import { cross, positionOf, type Point } from "../geometry";
import { spacingOf, type Manifest } from "../manifest";
import { plus, minus, times } from "./rotation";
import { dot, vector, type Vector } from "./volume";

/** An image in the patient: the middle of its first pixel, and the steps from pixel to pixel, all in mm. */
export interface Sheet {
  origin: Vector;
  right: Vector;
  down: Vector;
  /** Unit; the way one scrolls, or its opposite. */
  normal: Vector;
  columns: number;
  rows: number;
}

/** One image of a series; where it has another count of pixels than its manifest says, they lie over the same place. */
export function sheetOf(manifest: Manifest, index: number, { columns, rows }: { columns: number; rows: number } = manifest): Sheet | null {
  const o = manifest.orientation;
  if (o?.length !== 6) return null;
  const spacing = spacingOf(manifest);
  const [right, down] = [vector(o.slice(0, 3)), vector(o.slice(3, 6))];
  const [x, y] = [(spacing.x * manifest.columns) / columns, (spacing.y * manifest.rows) / rows];
  const corner = plus(times(right, (x - spacing.x) / 2), times(down, (y - spacing.y) / 2));
  return {
    origin: plus(vector(positionOf(manifest, index)), corner),
    right: times(right, x),
    down: times(down, y),
    normal: cross(right, down),
    columns,
    rows,
  };
}

/** Image points have their edges at whole numbers: the middle of the first pixel is 0.5, 0.5. */
export function patientOf({ origin, right, down }: Sheet, at: Point): Vector {
  return plus(origin, plus(times(right, at.x - 0.5), times(down, at.y - 0.5)));
}

/** The image point nearest to one of the patient, and how far before the image that lies (mm). */
export function imageOf({ origin, right, down, normal }: Sheet, at: Vector): Point & { off: number } {
  const from = minus(at, origin);
  return { x: dot(from, right) / dot(right, right) + 0.5, y: dot(from, down) / dot(down, down) + 0.5, off: dot(from, normal) };
}

/** Where a plane through a point cuts an image: both ends, at the image's edges; null where it does not. */
export function traceOf(sheet: Sheet, normal: Vector, through: Vector): [Point, Point] | null {
  // a·x + b·y = c in image points.
  const [a, b] = [dot(normal, sheet.right), dot(normal, sheet.down)];
  const c = dot(normal, minus(through, patientOf(sheet, { x: 0, y: 0 })));
  const size = a * a + b * b;
  // Less than half a degree from parallel.
  if (size < (0.0087 * Math.hypot(...sheet.right)) ** 2) return null;
  const foot = { x: (a * c) / size, y: (b * c) / size };
  return within(foot, { x: -b, y: a }, sheet.columns, sheet.rows);
}

/** Where an image of another series cuts this one, no longer than that image reaches; null where it does not, or nobody knows that both are in one space. */
export function referenceLine(on: Placed, of: Placed): [Point, Point] | null {
  const { frameOfReference } = on.manifest;
  if (frameOfReference === null || frameOfReference !== of.manifest.frameOfReference) return null;
  const [sheet, other] = [sheetOf(on.manifest, on.index), sheetOf(of.manifest, of.index)];
  const ends = sheet && other && traceOf(sheet, other.normal, other.origin);
  if (!ends) return null;
  const [from, to] = ends;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const way = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const reach = [0, other.columns].flatMap((x) =>
    [0, other.rows].map((y) => {
      const corner = imageOf(sheet, patientOf(other, { x, y }));
      return (corner.x - from.x) * way.x + (corner.y - from.y) * way.y;
    }),
  );
  const [first, last] = [Math.max(0, Math.min(...reach)), Math.min(length, Math.max(...reach))];
  if (!(first < last)) return null;
  const at = (part: number): Point => ({ x: from.x + way.x * part, y: from.y + way.y * part });
  return [at(first), at(last)];
}

/** An image of a series. */
export interface Placed {
  manifest: Manifest;
  index: number;
}

/** The part of a line that lies in a rectangle from 0, 0; null when none does. */
export function within(from: Point, way: Point, width: number, height: number): [Point, Point] | null {
  let [first, last] = [-Infinity, Infinity];
  for (const [at, step, most] of [
    [from.x, way.x, width],
    [from.y, way.y, height],
  ] as const) {
    if (Math.abs(step) < 1e-12) {
      if (at < 0 || at > most) return null;
      continue;
    }
    const ends = [-at / step, (most - at) / step];
    first = Math.max(first, Math.min(...ends));
    last = Math.min(last, Math.max(...ends));
  }
  if (!(first < last)) return null;
  return [
    { x: from.x + first * way.x, y: from.y + first * way.y },
    { x: from.x + last * way.x, y: from.y + last * way.y },
  ];
}
