import { expect, test } from "vitest";
import type { Manifest } from "../../../src/read/core/manifest";
import { referenceLine } from "../../../src/read/core/planes";
import { manifest } from "./manifest";

/** 20 axial slices 5 mm apart, 100 x 80 pixels of 1 mm, the first pixel's middle at 0, 0, 0. */
const axial: Manifest = manifest(
  { series: "axial", columns: 100, rows: 80, pixelSpacing: [1, 1], origin: [0, 0, 0], frameOfReference: "1.2.3" },
  Array.from({ length: 20 }, (_, i) => String(i)),
);
/** A sagittal image that looks to the left: columns go back, rows go down, through x = 30, of 60 columns and 50 rows of 1 mm. */
const sagittal: Manifest = manifest(
  {
    ...axial,
    series: "sagittal",
    columns: 60,
    rows: 50,
    orientation: [0, 1, 0, 0, 0, -1],
    origin: [30, 10, 70],
    frames: manifest({}, ["s"]).frames,
  },
  ["s"],
);

test("a sagittal image is a line through an axial one, as long as it reaches", () => {
  const line = referenceLine({ manifest: axial, index: 10 }, { manifest: sagittal, index: 0 });
  const ends = line?.map(({ x, y }) => [x, y]).sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0));
  // x = 30 is the middle of column 30; its columns lie from y = 9.5 to 69.5 mm, which is 10 to 70 in image points.
  for (const [i, wanted] of [30.5, 10, 30.5, 70].entries()) expect(ends?.flat()[i]).toBeCloseTo(wanted, 6);
});

test("the axial image is a line across the sagittal one, at its height", () => {
  const line = referenceLine({ manifest: sagittal, index: 0 }, { manifest: axial, index: 10 });
  const ends = line?.map(({ x, y }) => [x, y]).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  // z = 50 is 20 mm below the first row's middle; from the image's own left edge to its right one: y = 9.5 to 69.5 mm.
  for (const [i, wanted] of [0, 20.5, 60, 20.5].entries()) expect(ends?.flat()[i]).toBeCloseTo(wanted, 6);
});

test("no line: the same direction, another space, none said, or beyond its reach", () => {
  const on = { manifest: axial, index: 10 };
  expect(referenceLine(on, { manifest: { ...axial, series: "other" }, index: 3 })).toBeNull();
  expect(referenceLine(on, { manifest: { ...sagittal, frameOfReference: "1.2.4" }, index: 0 })).toBeNull();
  expect(
    referenceLine(
      { manifest: { ...axial, frameOfReference: null }, index: 10 },
      { manifest: { ...sagittal, frameOfReference: null }, index: 0 },
    ),
  ).toBeNull();
  const far: Manifest = { ...sagittal, origin: [300, 10, 70] };
  expect(referenceLine(on, { manifest: far, index: 0 })).toBeNull();
});
