import type { Point } from "../geometry";
import type { MeasureKind } from "./kinds";
import { distance } from "./ring";

/** Lines of a drawing as pairs of point numbers. */
export function linesOf(kind: MeasureKind): readonly (readonly [number, number])[] {
  switch (kind) {
    case "length":
    case "arrow":
      return [[0, 1]];
    case "angle":
      return [
        [0, 1],
        [1, 2],
      ];
    case "cobb":
    case "bidirectional":
      return [
        [0, 1],
        [2, 3],
      ];
    default:
      return [];
  }
}

/** The short axis stands at right angles on the long one, in millimetres: its far end is moved there. */
export function constrain(kind: MeasureKind, points: readonly Point[], spacing: { x: number; y: number }): Point[] {
  const [a, b, c, d] = points;
  if (kind !== "bidirectional" || !a || !b || !c || !d) return [...points];
  const along = { x: (b.x - a.x) * spacing.x, y: (b.y - a.y) * spacing.y };
  const length = Math.hypot(along.x, along.y);
  if (length === 0) return [...points];
  const across = { x: -along.y / length, y: along.x / length };
  const reach = (d.x - c.x) * spacing.x * across.x + (d.y - c.y) * spacing.y * across.y;
  return [a, b, c, { x: c.x + (across.x * reach) / spacing.x, y: c.y + (across.y * reach) / spacing.y }];
}

/** Moves one point, or all of them when `point` is null. */
export function moved(points: readonly Point[], point: number | null, dx: number, dy: number): Point[] {
  return points.map((p, i) => (point === null || point === i ? { x: p.x + dx, y: p.y + dy } : p));
}

/** What is under the pointer: a point, the drawing itself (point null), or nothing. Everything in the same coordinates. */
export function hitOf(
  kind: MeasureKind,
  points: readonly Point[],
  at: Point,
  reach: number,
): { point: number | null; distance: number } | null {
  let best: { point: number | null; distance: number } | null = null;
  // The points of a curve lie close together: it is moved as a whole.
  if (kind !== "freehand")
    points.forEach((p, point) => {
      const far = Math.hypot(p.x - at.x, p.y - at.y);
      if (far <= reach && (!best || far < best.distance)) best = { point, distance: far };
    });
  if (best) return best;
  const far = outline(kind, points, at);
  return far <= reach * 0.75 ? { point: null, distance: far } : null;
}

function outline(kind: MeasureKind, points: readonly Point[], at: Point): number {
  const [a, b] = points;
  if (!a || !b) return Infinity;
  if (kind === "ellipse" || kind === "rectangle") return border(kind, a, b, at);
  if (kind === "freehand") return Math.min(...points.map((p, i) => distance(p, points[(i + 1) % points.length] ?? p, at)));
  return Math.min(
    ...linesOf(kind).map(([from, to]) => {
      const [p, q] = [points[from], points[to]];
      return p && q ? distance(p, q, at) : Infinity;
    }),
  );
}

/** Corners a and b are opposite ones, also on a turned image as long as it is turned by quarters. */
function border(kind: "ellipse" | "rectangle", a: Point, b: Point, at: Point): number {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const half = { x: Math.abs(a.x - b.x) / 2, y: Math.abs(a.y - b.y) / 2 };
  const off = { x: Math.abs(at.x - middle.x), y: Math.abs(at.y - middle.y) };
  if (kind === "rectangle") {
    const out = Math.hypot(Math.max(0, off.x - half.x), Math.max(0, off.y - half.y));
    return out > 0 ? out : Math.min(half.x - off.x, half.y - off.y);
  }
  const part = Math.hypot(off.x / Math.max(1e-6, half.x), off.y / Math.max(1e-6, half.y));
  return part === 0 ? Math.min(half.x, half.y) : Math.hypot(off.x, off.y) * Math.abs(1 - 1 / part);
}
