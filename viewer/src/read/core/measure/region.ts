import type { Frame } from "../decode/pixels";
import type { Point } from "../geometry";

export interface Statistics {
  pixels: number;
  mean: number;
  /** Of the pixels themselves, divided by their number: the region is the whole population. */
  sd: number;
  min: number;
  max: number;
}

/** Over the pixels whose middle lies in the region; null when there is none. */
export function statistics(kind: "ellipse" | "rectangle", a: Point, b: Point, frame: Frame): Statistics | null {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const half = { x: (right - left) / 2, y: (bottom - top) / 2 };
  let [pixels, mean, spread, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (let row = Math.max(0, Math.ceil(top - 0.5)); row < frame.rows && row + 0.5 <= bottom; row++)
    for (let column = Math.max(0, Math.ceil(left - 0.5)); column < frame.columns && column + 0.5 <= right; column++) {
      if (kind === "ellipse" && ((column + 0.5 - middle.x) / half.x) ** 2 + ((row + 0.5 - middle.y) / half.y) ** 2 > 1) continue;
      const value = frame.pixels[row * frame.columns + column] ?? 0;
      // Welford: stays exact where sums of squares would not.
      pixels++;
      const off = value - mean;
      mean += off / pixels;
      spread += off * (value - mean);
      if (value < min) min = value;
      if (value > max) max = value;
    }
  return pixels === 0 ? null : { pixels, mean, sd: Math.sqrt(spread / pixels), min, max };
}
