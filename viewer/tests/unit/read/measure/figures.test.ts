import { describe, expect, test } from "vitest";
import type { Frame } from "../../../../src/read/core/decode/pixels";
import { constrain, figuresOf, patientPoint, Pen, type Figure, type FigureName } from "../../../../src/read/core/measure";
import { lossless } from "../../../../src/read/core/quality";
import { manifest } from "../manifest";

/** A phantom with known truth: a disc of 120 HU and radius 20 px around (60, 50) in -1000, and a ramp of one HU a column at the right. */
const phantom: Frame = { key: "p", columns: 200, rows: 100, samples: 1, quality: lossless, pixels: new Int16Array(200 * 100) };
for (let y = 0; y < 100; y++)
  for (let x = 0; x < 200; x++) phantom.pixels[y * 200 + x] = x >= 120 ? x : Math.hypot(x + 0.5 - 60, y + 0.5 - 50) <= 20 ? 120 : -1000;

const square = manifest({ rows: 100, columns: 200, pixelSpacing: [0.5, 0.5] });
const oblong = manifest({ rows: 100, columns: 200, pixelSpacing: [2, 0.5] });
const bare = manifest({
  rows: 100,
  columns: 200,
  pixelSpacing: null,
  spacingSource: null,
  rescale: { slope: 1, intercept: 0, unit: null },
});
const valueOf = (figures: Figure[], name: FigureName): number => figures.find((one) => one.name === name)?.value ?? NaN;
const p = (x: number, y: number) => ({ x, y });

describe("lengths and angles", () => {
  test("a length honours pixels that are not square", () => {
    expect(figuresOf("length", [p(0, 0), p(30, 40)], square, null)).toEqual([{ name: "length", value: 25, unit: "mm" }]);
    expect(valueOf(figuresOf("length", [p(0, 0), p(30, 40)], oblong, null), "length")).toBeCloseTo(Math.hypot(15, 80), 9);
  });

  test("without spacing a length is in pixels, and says so", () => {
    expect(figuresOf("length", [p(0, 0), p(30, 40)], bare, null)).toEqual([{ name: "length", value: 50, unit: "px" }]);
  });

  test("an angle is that of the body, not of the pixels", () => {
    expect(valueOf(figuresOf("angle", [p(10, 0), p(0, 0), p(0, 10)], square, null), "angle")).toBeCloseTo(90, 9);
    expect(valueOf(figuresOf("angle", [p(40, 0), p(0, 0), p(40, 10)], oblong, null), "angle")).toBeCloseTo(45, 9);
    expect(valueOf(figuresOf("angle", [p(10, 0), p(0, 0), p(-10, 0)], square, null), "angle")).toBeCloseTo(180, 9);
  });

  test("a Cobb angle does not depend on which end of an end plate came first, and may exceed 90 degrees", () => {
    const [a, b, c, d] = [p(0, 0), p(10, 10 * Math.tan(0.5)), p(0, 50), p(10, 50 - 10 * Math.tan(0.3))];
    const expected = (0.8 * 180) / Math.PI;
    for (const points of [
      [a, b, c, d],
      [b, a, c, d],
      [a, b, d, c],
      [b, a, d, c],
    ])
      // prettier-ignore
      expect(valueOf(figuresOf("cobb", points, square, null), "angle")).toBeCloseTo(expected, 9);
    expect(valueOf(figuresOf("cobb", [p(0, 0), p(1, 2), p(0, 9), p(1, 7)], square, null), "angle")).toBeGreaterThan(90);
  });

  test("the longer of two axes is the long one; the short one stands at right angles in millimetres", () => {
    const drawn = constrain("bidirectional", [p(0, 0), p(40, 40), p(10, 30), p(30, 10)], { x: 0.5, y: 2 });
    const [a, b, c, d] = drawn.map((one) => ({ x: one.x * 0.5, y: one.y * 2 }));
    if (!a || !b || !c || !d) throw new Error("four points");
    expect((b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y)).toBeCloseTo(0, 9);
    const figures = figuresOf("bidirectional", [p(0, 0), p(10, 0), p(5, -10), p(5, 10)], square, null);
    expect([valueOf(figures, "longAxis"), valueOf(figures, "shortAxis")]).toEqual([10, 5]);
  });
});

describe("a closed curve", () => {
  // A horseshoe, open to the right; its middle is not in it.
  const shoe = [
    p(125.3, 15.2),
    p(180.1, 17.8),
    p(178.4, 33.9),
    p(144.6, 35.1),
    p(143.2, 62.7),
    p(181.7, 60.4),
    p(176.2, 80.6),
    p(127.9, 83.3),
  ];
  /** By the sum of the angles under which the sides are seen: another way than the one that is tested. */
  const isInside = (x: number, y: number): boolean => {
    let turn = 0;
    shoe.forEach((a, i) => {
      const b = shoe[(i + 1) % shoe.length] ?? a;
      const [ax, ay, bx, by] = [a.x - x, a.y - y, b.x - x, b.y - y];
      turn += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
    });
    return Math.abs(turn) > Math.PI;
  };

  test("takes the pixels whose middle it goes around, and no others", () => {
    const values: number[] = [];
    for (let y = 0; y < 100; y++)
      for (let x = 0; x < 200; x++) if (isInside(x + 0.5, y + 0.5)) values.push(phantom.pixels[y * 200 + x] ?? 0);
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const figures = figuresOf("freehand", shoe, square, phantom);
    expect(valueOf(figures, "pixels")).toBe(values.length);
    expect(valueOf(figures, "mean")).toBeCloseTo(mean, 9);
    expect(valueOf(figures, "sd")).toBeCloseTo(Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length), 9);
    expect([valueOf(figures, "min"), valueOf(figures, "max")]).toEqual([Math.min(...values), Math.max(...values)]);
  });

  test("its area is that of the polygon, in millimetres of pixels that are not square, whichever way around", () => {
    const box = [p(10, 10), p(30, 10), p(30, 20), p(10, 20)];
    for (const ring of [box, [...box].reverse()])
      expect(figuresOf("freehand", ring, oblong, null)).toEqual([{ name: "area", value: 20 * 0.5 * 10 * 2, unit: "mm2" }]);
  });

  test("drawn, it is closed by letting go, has few points, and its area is that of the circle to one per cent", () => {
    const at = (i: number) => p(60 + 20 * Math.cos(i / 50), 50 + 20 * Math.sin(i / 50));
    const pen = new Pen("freehand", at(0));
    pen.down(at(0));
    for (let i = 1; i < 314; i++) pen.move(at(i));
    expect(pen.finished).toBe(false);
    pen.up(at(314), true);
    expect(pen.finished).toBe(true);
    expect(pen.points.length).toBeLessThan(70);
    for (const one of pen.points) expect(Math.abs(Math.hypot(one.x - 60, one.y - 50) - 20)).toBeLessThan(1e-9);
    expect(Math.abs((valueOf(figuresOf("freehand", pen.points, square, phantom), "area") ?? 0) / (Math.PI * 400 * 0.25) - 1)).toBeLessThan(
      0.01,
    );
  });
});

describe("regions", () => {
  test("a rectangle on the ramp: mean, spread, ends, area and pixels are the truth", () => {
    const figures = figuresOf("rectangle", [p(130, 20), p(140, 30)], square, phantom);
    expect(valueOf(figures, "mean")).toBeCloseTo(134.5, 9);
    expect(valueOf(figures, "sd")).toBeCloseTo(Math.sqrt((10 ** 2 - 1) / 12), 9);
    expect(valueOf(figures, "min")).toBe(130);
    expect(valueOf(figures, "max")).toBe(139);
    expect(valueOf(figures, "pixels")).toBe(100);
    expect(figures.find((one) => one.name === "area")).toEqual({ name: "area", value: 25, unit: "mm2" });
    expect(figures.find((one) => one.name === "mean")?.unit).toBe("HU");
  });

  test("corners in any order give the same region", () => {
    expect(figuresOf("rectangle", [p(140, 20), p(130, 30)], square, phantom)).toEqual(
      figuresOf("rectangle", [p(130, 30), p(140, 20)], square, phantom),
    );
  });

  test("an ellipse around the disc holds exactly its pixels, and its area is that of the shape", () => {
    const figures = figuresOf("ellipse", [p(40, 30), p(80, 70)], square, phantom);
    let inside = 0;
    for (let y = 0; y < 100; y++) for (let x = 0; x < 120; x++) if (phantom.pixels[y * 200 + x] === 120) inside++;
    expect(valueOf(figures, "pixels")).toBe(inside);
    expect([valueOf(figures, "mean"), valueOf(figures, "sd"), valueOf(figures, "min")]).toEqual([120, 0, 120]);
    expect(valueOf(figures, "area")).toBeCloseTo(Math.PI * 10 * 10, 9);
  });

  test("a region over the edge counts what there is; one outside has an area only", () => {
    expect(valueOf(figuresOf("rectangle", [p(-5, -5), p(5, 5)], square, phantom), "pixels")).toBe(25);
    expect(figuresOf("rectangle", [p(-9, -9), p(-5, -5)], square, phantom).map((one) => one.name)).toEqual(["area"]);
  });

  test("without spacing and unit: square pixels and raw values", () => {
    const figures = figuresOf("rectangle", [p(130, 20), p(140, 30)], bare, phantom);
    expect(figures.map((one) => one.unit)).toEqual(["", "", "", "", "px2", "count"]);
  });

  test("colour has no values, only an area", () => {
    const colour: Frame = { key: "c", columns: 2, rows: 2, samples: 3, quality: lossless, pixels: new Uint8Array(12) };
    expect(figuresOf("rectangle", [p(0, 0), p(2, 2)], bare, colour).map((one) => one.name)).toEqual(["area"]);
    expect(figuresOf("probe", [p(1, 1)], bare, colour)).toEqual([]);
  });
});

test("a probe reads the pixel it is in", () => {
  expect(figuresOf("probe", [p(150.9, 3.2)], square, phantom)).toEqual([{ name: "value", value: 150, unit: "HU" }]);
  expect(figuresOf("probe", [p(-0.1, 3)], square, phantom)).toEqual([]);
});

test("the middle of the first pixel lies at Image Position, and the other points from there in millimetres", () => {
  const placed = manifest({ pixelSpacing: [2, 0.5], origin: [10, 20, 30] });
  expect(patientPoint(placed, 0, p(0.5, 0.5))).toEqual([10, 20, 30]);
  expect(patientPoint(placed, 2, p(10.5, 3.5))).toEqual([15, 26, 40]);
  expect(patientPoint(manifest({ orientation: null }), 0, p(0, 0))).toBeNull();
});
