import type { Point } from "../geometry";

export const measureKinds = ["length", "angle", "cobb", "bidirectional", "ellipse", "rectangle", "freehand", "probe", "arrow"] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** Points of a finished drawing: of a freehand region the least. Cobb and bidirectional are two lines, a region the two corners of its box. */
export const pointsOf: Readonly<Record<MeasureKind, number>> = {
  length: 2,
  angle: 3,
  cobb: 4,
  bidirectional: 4,
  ellipse: 2,
  rectangle: 2,
  freehand: 3,
  probe: 1,
  arrow: 2,
};

/**
 * A drawing on one frame. Points are columns and rows of the image, edges of pixels at whole numbers: 0, 0 is the upper left
 * corner of the first pixel, as in SCOORD (PS3.3 C.18.6.1.1).
 */
export interface Measurement {
  id: string;
  kind: MeasureKind;
  series: string;
  instance: string;
  /** From 1. */
  frame: number;
  points: readonly Point[];
  /** The reader's own words; the text of an arrow. */
  label: string;
}

export type FigureName = "length" | "angle" | "longAxis" | "shortAxis" | "area" | "pixels" | "mean" | "sd" | "min" | "max" | "value";

/** One number of a measurement. Units: mm, mm2, px, px2, deg, count, or that of the pixel values (HU, ...; "" for raw values). */
export interface Figure {
  name: FigureName;
  value: number;
  unit: string;
}
