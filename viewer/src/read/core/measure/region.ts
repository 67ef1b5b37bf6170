import type { Frame } from "../decode/pixels";
import type { Point } from "../geometry";
import { crossings } from "./ring";

export interface Statistics {
  pixels: number;
  mean: number;
  /** Of the pixels themselves, divided by their number: the region is the whole population. */
  sd: number;
  min: number;
  max: number;
}

/** Where a region is in a row of pixels: pairs of ends, from left to right. */
type Region = { top: number; bottom: number; spans: (y: number) => readonly number[] };

/** The ellipse or rectangle in a box. */
export function boxed(kind: "ellipse" | "rectangle", a: Point, b: Point): Region {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const half = { x: (right - left) / 2, y: (bottom - top) / 2 };
  const wide = (y: number): number => half.x * Math.sqrt(Math.max(0, 1 - ((y - middle.y) / half.y) ** 2));
  return { top, bottom, spans: kind === "rectangle" ? () => [left, right] : (y) => [middle.x - wide(y), middle.x + wide(y)] };
}

/** What a closed curve goes around. */
export function ringed(ring: readonly Point[]): Region {
  const rows = ring.map(({ y }) => y);
  return { top: Math.min(...rows), bottom: Math.max(...rows), spans: (y) => crossings(ring, y) };
}

/** Over the pixels whose middle lies in the region; null when there is none. */
export function statistics({ top, bottom, spans }: Region, frame: Frame): Statistics | null {
  let [pixels, mean, spread, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (let row = Math.max(0, Math.ceil(top - 0.5)); row < frame.rows && row + 0.5 <= bottom; row++) {
    const ends = spans(row + 0.5);
    for (let i = 0; i + 1 < ends.length; i += 2) {
      const [left, right] = [ends[i] ?? 0, ends[i + 1] ?? 0];
      for (let column = Math.max(0, Math.ceil(left - 0.5)); column < frame.columns && column + 0.5 <= right; column++) {
        const value = frame.pixels[row * frame.columns + column] ?? 0;
        // Welford: stays exact where sums of squares would not.
        pixels++;
        const off = value - mean;
        mean += off / pixels;
        spread += off * (value - mean);
        if (value < min) min = value;
        if (value > max) max = value;
      }
    }
  }
  return pixels === 0 ? null : { pixels, mean, sd: Math.sqrt(spread / pixels), min, max };
}
