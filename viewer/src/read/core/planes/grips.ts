import type { Point, Size } from "../geometry";
import { within } from "./sheet";

/** A line on the screen and where it is taken to turn it, in CSS pixels of the cell. */
export interface Grip extends Point {
  line: string;
}

/** A line as it lies on the screen. */
export interface Line {
  name: string;
  from: Point;
  to: Point;
}

/** Nearer than this to the crossing, a grip could not be told from it. */
const least = 28;
/** Half the size of what can be hit: 24 CSS pixels with a mouse, 44 with a finger. */
const reach = { mouse: 12, touch: 22 } as const;

/** On each line, to both sides, three quarters of the way from the crossing to where the line leaves the cell. */
export function gripsOf(lines: readonly Line[], crossing: Point, cell: Size): Grip[] {
  if (crossing.x < 0 || crossing.y < 0 || crossing.x > cell.width || crossing.y > cell.height) return [];
  return lines.flatMap(({ name, from, to }) => {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const way = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
    // The whole grip is to be seen.
    const inset = 8;
    const seen = within({ x: from.x - inset, y: from.y - inset }, way, cell.width - 2 * inset, cell.height - 2 * inset);
    if (!(length > 0) || !seen) return [];
    const along = (p: Point): number => (p.x - from.x) * way.x + (p.y - from.y) * way.y;
    const middle = along(crossing);
    return seen.flatMap((end) => {
      const edge = Math.max(0, Math.min(length, along({ x: end.x + inset, y: end.y + inset })));
      const at = middle + (edge - middle) * 0.75;
      return Math.abs(at - middle) < least ? [] : [{ line: name, x: from.x + way.x * at, y: from.y + way.y * at }];
    });
  });
}

/** The grip under the pointer; null: none. */
export function nearestGrip(grips: readonly Grip[], at: Point, pointer: "mouse" | "touch"): Grip | null {
  const distance = (grip: Grip): number => Math.hypot(grip.x - at.x, grip.y - at.y);
  const near = grips.reduce<Grip | null>((best, grip) => (best && distance(best) <= distance(grip) ? best : grip), null);
  return near && distance(near) <= reach[pointer] ? near : null;
}
