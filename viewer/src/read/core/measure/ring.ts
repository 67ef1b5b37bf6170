import type { Point } from "../geometry";

/** The server keeps so many points of a closed curve at most. */
export const mostPoints = 200;

/** Of a closed curve, by the shoelace formula; the last point need not be the first. */
export function areaOf(ring: readonly Point[]): number {
  let twice = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    twice += a.x * b.y - b.x * a.y;
  });
  return Math.abs(twice) / 2;
}

/** Where a line through the pixels' middles at this height is inside a closed curve: pairs of ends, from left to right (even-odd). */
export function crossings(ring: readonly Point[], y: number): number[] {
  const at: number[] = [];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    if (a.y <= y !== b.y <= y) at.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
  });
  return at.sort((p, q) => p - q);
}

/** A curve with fewer points that is nowhere further away than the tolerance (Ramer, Douglas and Peucker), and coarser where that is too many. */
export function simplified(points: readonly Point[], tolerance: number, most = mostPoints): Point[] {
  let found = keep(points, tolerance);
  for (let wider = tolerance * 1.5; found.length > most; wider *= 1.5) found = keep(points, wider);
  return found;
}

function keep(points: readonly Point[], tolerance: number): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return [...points];
  let [worst, far] = [0, -1];
  points.forEach((p, i) => {
    const off = distance(first, last, p);
    if (i > 0 && i < points.length - 1 && off > far) [worst, far] = [i, off];
  });
  if (far <= tolerance) return [first, last];
  return [...keep(points.slice(0, worst + 1), tolerance).slice(0, -1), ...keep(points.slice(worst), tolerance)];
}

/** From a point to a line between two others. */
export function distance(p: Point, q: Point, at: Point): number {
  const [dx, dy] = [q.x - p.x, q.y - p.y];
  const square = dx * dx + dy * dy;
  const part = square === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - p.x) * dx + (at.y - p.y) * dy) / square));
  return Math.hypot(at.x - p.x - part * dx, at.y - p.y - part * dy);
}
