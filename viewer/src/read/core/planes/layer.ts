import type { Samples } from "../decode/pixels";
import { upsample } from "../decode/upsample";
import type { Grid } from "./volume";

/** A slice at one of its lower resolutions: sample n lies at n·2^halvings of the full one. */
export interface Coarse {
  pixels: Samples;
  columns: number;
  rows: number;
  halvings: number;
}

/** A slice of a volume: at full size, or coarse. */
export type Layer = Samples | Coarse;

/** Samples along a line: the n-th lies at `offset + n·stride`. */
export interface Line {
  data: Samples;
  offset: number;
  stride: number;
}

/** What is not coarse is at full size. */
export function isCoarse(layer: Layer): layer is Coarse {
  return "halvings" in layer;
}

/** The whole slice at full size. */
export function face(layer: Layer, { size: [columns, rows] }: Grid): Samples {
  return isCoarse(layer) ? upsample(layer.pixels, layer, layer.halvings, { columns, rows }, 1) : layer;
}

/** One row (`along` 0) or column (1) of a slice; of a coarse one only this line is brought to full size. */
export function lineOf(layer: Layer, grid: Grid, along: 0 | 1, at: number): Line {
  const [width] = grid.size;
  if (!isCoarse(layer)) return along === 0 ? { data: layer, offset: at * width, stride: 1 } : { data: layer, offset: at, stride: width };
  const { pixels, columns, rows, halvings } = layer;
  const step = 2 ** halvings;
  const [count, lines] = along === 0 ? [columns, rows] : [rows, columns];
  const [next, across] = along === 0 ? [1, columns] : [columns, 1];
  const near = Math.min(lines - 1, Math.floor(at / step));
  const far = Math.min(lines - 1, near + 1);
  const aside = at / step - Math.floor(at / step);
  const sample = (n: number): number =>
    (pixels[n * next + near * across] ?? 0) * (1 - aside) + (pixels[n * next + far * across] ?? 0) * aside;
  const data = new Float32Array(grid.size[along]);
  for (let n = 0, i = 0; i < data.length; n++) {
    const here = sample(Math.min(n, count - 1));
    const there = sample(Math.min(n + 1, count - 1));
    for (let part = 0; part < step && i < data.length; part++, i++) {
      const value = here + ((there - here) * part) / step;
      data[i] = pixels instanceof Float32Array ? value : Math.round(value);
    }
  }
  return { data, offset: 0, stride: 1 };
}
