import { describe, expect, test } from "vitest";
import { edgeLetters, fitted, positionOf } from "../../../src/read/core/geometry";
import type { Manifest } from "../../../src/read/core/manifest";
import { Labels, paintOblique } from "../../../src/read/core/masks";
import {
  cutOf,
  directionsOf,
  dot,
  gridOf,
  gripsOf,
  imageOf,
  minus,
  nearestGrip,
  obliqueManifest,
  paddingOf,
  patientOf,
  planeManifest,
  planes,
  plus,
  reslice,
  resliceOblique,
  rotate,
  rotationAbout,
  sheetOf,
  straight,
  after,
  tiltOf,
  times,
  traceOf,
  voxelAt,
  type Coarse,
  type Grid,
  type Layer,
  type Plane,
  type Rotation,
  type Slab,
  type Vector,
} from "../../../src/read/core/planes";
import { manifest } from "./manifest";

const degrees = (angle: number): number => (angle * Math.PI) / 180;
const thin: Slab = { mode: "thin", mm: 0 };

interface Volume {
  of: Manifest;
  grid: Grid;
  layers: Layer[];
}

/** A volume whose values are a function of the place in the patient, in mm. */
function volume(changes: Partial<Manifest>, slices: number, value: (at: Vector) => number): Volume {
  const of = manifest(
    changes,
    Array.from({ length: slices }, (_, i) => String(i)),
  );
  const grid = gridOf(of);
  if (typeof grid === "string") throw new Error(grid);
  const [columns, rows] = grid.size;
  const place = (x: number, y: number, z: number): Vector =>
    [x, y, z].reduce<Vector>((sum, n, i) => plus(sum, times(grid.directions[i] ?? [0, 0, 0], n * (grid.spacing[i] ?? 0))), grid.origin);
  const layers = Array.from({ length: slices }, (_, z) =>
    Float32Array.from({ length: columns * rows }, (_, i) => value(place(i % columns, Math.floor(i / columns), z))),
  );
  return { of, grid, layers };
}

const thick = { columns: 80, rows: 70, pixelSpacing: [0.7, 0.7] as [number, number], origin: [-30, -20, -40] };
const sagittal = { ...thick, orientation: [0, 1, 0, 0, 0, -1], volume: { usable: true, spacingZ: 3, reason: null } };
const volumes: [string, Partial<Manifest>, number][] = [
  ["0.7 x 0.7 x 5 mm, axial", thick, 12],
  ["acquired sagittally, 0.7 x 0.7 x 3 mm", sagittal, 20],
  ["oblique as acquired", { ...thick, orientation: [Math.cos(0.3), Math.sin(0.3), 0, -Math.sin(0.3), Math.cos(0.3), 0] }, 12],
  ["pixels that are no squares", { ...thick, pixelSpacing: [1.1, 0.6] }, 12],
];
const z30 = rotationAbout([0, 0, 1], degrees(30));
const double = after(rotationAbout([1, 0, 0], degrees(-40)), after(rotationAbout([0, 1, 0], degrees(25)), z30));
const turns: [string, Rotation][] = [
  ["30 degrees about the head's axis", z30],
  ["30 degrees from side to side", rotationAbout([0, 1, 0], degrees(30))],
  ["30 degrees from front to back", rotationAbout([1, 0, 0], degrees(30))],
  ["a double oblique", double],
];

function middleOf({ grid }: Volume): Vector {
  return grid.directions.reduce<Vector>(
    (sum, axis, i) => plus(sum, times(axis, (((grid.size[i] ?? 1) - 1) / 2) * (grid.spacing[i] ?? 1))),
    grid.origin,
  );
}

function cutThrough(
  one: Volume,
  plane: Plane,
  rotation: Rotation,
  slab = thin,
  layers: readonly Layer[] = one.layers,
  centre = middleOf(one),
) {
  const { manifest: of, index } = obliqueManifest(one.of, one.grid, plane, { rotation, centre });
  const sheet = sheetOf(of, index);
  if (!sheet) throw new Error("no directions");
  const step = Math.min(...one.grid.spacing);
  return { of, index, sheet, pixels: resliceOblique({ layers, grid: one.grid, sheet, slab, step, padding: -5000 }) };
}

/** Calls for each pixel with its place in the patient, and whether it lies between the middles of voxels, by a margin in voxels. */
function everyPixel(
  { sheet, pixels }: ReturnType<typeof cutThrough>,
  grid: Grid,
  work: (value: number, at: Vector, inside: (margin: number) => boolean) => void,
): void {
  for (let i = 0; i < pixels.length; i++) {
    const at = patientOf(sheet, { x: (i % sheet.columns) + 0.5, y: Math.floor(i / sheet.columns) + 0.5 });
    const voxel = voxelAt(grid, at);
    work(pixels[i] ?? NaN, at, (margin) => voxel.every((part, axis) => part >= margin && part <= (grid.size[axis] ?? 0) - 1 - margin));
  }
}

const ramp = ([x, y, z]: Vector): number => 3.25 * x - 2.5 * y + 4 * z + 17;

describe.each(volumes)("a ramp in the patient, %s", (_, changes, slices) => {
  const one = volume(changes, slices, ramp);
  test.each(turns)("is the same on each plane turned by %s", (_, rotation) => {
    for (const plane of planes) {
      const cut = cutThrough(one, plane, rotation);
      let [inside, worst] = [0, 0];
      everyPixel(cut, one.grid, (value, at, lies) => {
        if (lies(0)) {
          inside++;
          worst = Math.max(worst, Math.abs(value - ramp(at)));
        } else if (!lies(-0.51)) expect(value).toBe(-5000);
      });
      expect(inside).toBeGreaterThan(1000);
      expect(worst).toBeLessThan(1e-3);
    }
  });
});

test("slabs of a fine volume: MIP, MinIP and mean of a ramp", () => {
  const one = volume({ columns: 60, rows: 60, pixelSpacing: [1, 1], volume: { usable: true, spacingZ: 1, reason: null } }, 60, ramp);
  const rise = Math.abs(dot([3.25, -2.5, 4], directionsOf(one.grid, "coronal", double).through));
  for (const [mode, by] of [
    ["mip", 1],
    ["minip", -1],
    ["mean", 0],
  ] as const) {
    // prettier-ignore
    const cut = cutThrough(one, "coronal", double, { mode, mm: 10 });
    let seen = 0;
    everyPixel(cut, one.grid, (value, at, lies) => {
      if (!lies(6)) return;
      seen++;
      expect(Math.abs(value - (ramp(at) + by * rise * 4.5))).toBeLessThan(2e-3);
    });
    expect(seen).toBeGreaterThan(500);
  }
});

test("what lies outside is no part of a slab", () => {
  const one = volume({ columns: 20, rows: 20, pixelSpacing: [1, 1], volume: { usable: true, spacingZ: 1, reason: null } }, 20, () => 7);
  for (const mode of ["mip", "minip", "mean"] as const) {
    const { pixels } = cutThrough(one, "axial", double, { mode, mm: 30 });
    expect([...new Set(pixels)].sort((a, b) => a - b)).toEqual([-5000, 7]);
  }
});

describe("a ball", () => {
  const radius = 22;
  const side = { columns: 72, rows: 72, pixelSpacing: [0.7, 0.7] as [number, number] };
  test.each(turns)("has the same area in every plane through its middle, turned by %s", (_, rotation) => {
    for (const changes of [side, { ...sagittal, ...side, volume: { usable: true, spacingZ: 5, reason: null } }]) {
      const centre = middleOf(volume(changes, 11, () => 0));
      const one = volume(changes, 11, (at) => radius - Math.hypot(...minus(at, centre)));
      for (const plane of planes) {
        const { sheet, pixels } = cutThrough(one, plane, rotation);
        const area = pixels.filter((value) => value > 0).length * Math.hypot(...sheet.right) * Math.hypot(...sheet.down);
        expect(Math.abs(area / (Math.PI * radius ** 2) - 1)).toBeLessThan(0.02);
      }
    }
  });
});

describe("coarse slices", () => {
  const one = volume({ ...thick, columns: 65, rows: 65 }, 12, ramp);
  const coarse = (layer: Layer, halvings: number): Coarse => {
    const side = Math.ceil(65 / 2 ** halvings);
    const pixels = Float32Array.from(
      { length: side * side },
      (_, i) => (layer as Float32Array)[(Math.floor(i / side) * 65 + (i % side)) * 2 ** halvings] ?? 0,
    );
    return { pixels, columns: side, rows: side, halvings };
  };
  test.each([1, 2, 3])("of a ramp give the same picture, halved %i times, all of them or some: nothing is shifted", (halvings) => {
    for (const layers of [
      one.layers.map((layer) => coarse(layer, halvings)),
      one.layers.map((layer, i) => (i % 2 === 0 ? layer : coarse(layer, halvings))),
    ]) {
      const cut = cutThrough(one, "sagittal", double, thin, layers);
      let inside = 0;
      everyPixel(cut, one.grid, (value, at, lies) => {
        if (!lies(0)) return;
        inside++;
        expect(Math.abs(value - ramp(at))).toBeLessThan(1e-3);
      });
      expect(inside).toBeGreaterThan(1000);
    }
  });
});

describe("the images of a turned plane", () => {
  const one = volume(thick, 12, ramp);
  test("not turned, they are the voxels themselves where these are as fine", () => {
    const { of, index, pixels } = cutThrough(one, "axial", straight, thin, one.layers, plus(one.grid.origin, [7, 7, 20]));
    const axial = planeManifest(one.of, one.grid, "axial");
    expect([of.columns, of.rows, of.orientation]).toEqual([axial.columns, axial.rows, axial.orientation]);
    positionOf(axial, 4).forEach((part, i) => {
      expect(positionOf(of, index)[i]).toBeCloseTo(part, 9);
    });
    const plain = reslice(one.layers, one.grid, cutOf(one.grid, "axial"), 4, thin);
    pixels.forEach((value, i) => {
      expect(value).toBeCloseTo(plain[i] ?? NaN, 3);
    });
  });

  test("have square pixels of the finest spacing, cover the volume, go through the centre, and run through all of it", () => {
    const centre: Vector = [-10, 3, -17];
    for (const plane of planes) {
      const { of, index, sheet } = cutThrough(one, plane, double, thin, one.layers, centre);
      expect(of.pixelSpacing).toEqual([0.7, 0.7]);
      expect(Math.abs(imageOf(sheet, centre).off)).toBeLessThan(1e-9);
      const depths: number[] = [];
      for (let corner = 0; corner < 8; corner++) {
        const at = one.grid.directions.reduce<Vector>(
          (sum, axis, i) => plus(sum, times(axis, ((corner >> i) & 1 ? (one.grid.size[i] ?? 1) - 0.5 : -0.5) * (one.grid.spacing[i] ?? 1))),
          one.grid.origin,
        );
        const { x, y } = imageOf(sheet, at);
        for (const [part, most] of [[x, of.columns], [y, of.rows]] as const) expect(part > -0.6 && part < most + 0.6).toBe(true); // prettier-ignore
        depths.push(dot(minus(at, vectorOf(positionOf(of, 0))), directionsOf(one.grid, plane, double).through));
      }
      const last = of.frames.along?.at(-1) ?? 0;
      expect(Math.abs(Math.min(...depths))).toBeLessThan(0.7);
      expect(Math.abs(Math.max(...depths) - last)).toBeLessThan(0.7);
      // The next image lies one spacing further along the normal.
      const step = minus(vectorOf(positionOf(of, index + 1)), vectorOf(positionOf(of, index)));
      expect(dot(step, directionsOf(one.grid, plane, double).through)).toBeCloseTo(0.7, 9);
    }
  });

  test("have at most 1024 pixels on a side, then coarser ones", () => {
    const large = manifest({ columns: 1400, rows: 1300, pixelSpacing: [0.3, 0.3] }, ["a", "b", "c"]);
    const grid = gridOf(large);
    if (typeof grid === "string") throw new Error(grid);
    const { manifest: of } = obliqueManifest(large, grid, "axial", { rotation: z30, centre: [0, 0, 0] });
    expect(Math.max(of.columns, of.rows)).toBeGreaterThan(1020);
    expect(Math.max(of.columns, of.rows)).toBeLessThanOrEqual(1024);
    expect(of.columns * (of.pixelSpacing?.[1] ?? 0)).toBeGreaterThan(1400 * 0.3 - 1);
  });

  test("half as many pixels on a side lie over the same place", () => {
    const { of, index, sheet } = cutThrough(one, "coronal", double);
    const rough = sheetOf(of, index, { columns: Math.ceil(of.columns / 2), rows: Math.ceil(of.rows / 2) });
    if (!rough) throw new Error();
    for (const corner of [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ]) {
      const [a, b] = [
        patientOf(sheet, { x: corner.x * of.columns, y: corner.y * of.rows }),
        patientOf(rough, { x: corner.x * rough.columns, y: corner.y * rough.rows }),
      ];
      expect(Math.hypot(...minus(a, b))).toBeLessThan(1e-9);
    }
  });

  test("a plane about whose normal the others turn keeps its picture and its name", () => {
    const before = cutThrough(one, "axial", straight);
    const after = cutThrough(one, "axial", z30);
    expect(after.of).toEqual(before.of);
    expect(tiltOf(one.grid, "axial", z30)).toBeCloseTo(0, 6);
    expect(tiltOf(one.grid, "coronal", z30)).toBeCloseTo(30, 9);
    expect(tiltOf(one.grid, "sagittal", z30)).toBeCloseTo(30, 9);
  });

  test("right and down stay at right angles to where it looks, also half a turn away", () => {
    for (const rotation of [double, ...[0, 1, 2].map((i) => rotationAbout(vectorOf([0, 1, 2].map((k) => (k === i ? 1 : 0))), Math.PI))])
      for (const plane of planes) {
        const { right, down, through } = directionsOf(one.grid, plane, rotation);
        for (const [a, b, is] of [
          [right, down, 0],
          [right, through, 0],
          [down, through, 0],
          [right, right, 1],
          [down, down, 1],
        ] as const)
          // prettier-ignore
          expect(dot(a, b)).toBeCloseTo(is, 9);
        const handed = (r: Vector, d: Vector, t: Vector): number =>
          r[0] * (d[1] * t[2] - d[2] * t[1]) - r[1] * (d[0] * t[2] - d[2] * t[0]) + r[2] * (d[0] * t[1] - d[1] * t[0]);
        const first = directionsOf(one.grid, plane, straight);
        expect(handed(right, down, through)).toBeCloseTo(handed(first.right, first.down, first.through), 9);
      }
  });

  test("letters at its edges name two sides where it lies between them", () => {
    const { of } = cutThrough(one, "coronal", z30);
    // Turned by 30 degrees from left towards the back: right on the screen is left and behind.
    expect(edgeLetters(of, fitted)).toEqual({ left: "RA", right: "LP", top: "H", bottom: "F" });
    const { of: tipped } = cutThrough(one, "axial", rotationAbout([1, 0, 0], degrees(60)));
    expect(edgeLetters(tipped, fitted)).toEqual({ left: "R", right: "L", top: "FA", bottom: "HP" });
    expect(edgeLetters(cutThrough(one, "axial", rotationAbout([1, 0, 0], degrees(5))).of, fitted)).toEqual({
      left: "R",
      right: "L",
      top: "A",
      bottom: "P",
    });
  });
});

test("padding is the least of the modality", () => {
  expect(paddingOf(manifest({}))).toBe(-1024);
  expect(paddingOf(manifest({ signed: true, rescale: { slope: 1, intercept: 0, unit: "HU" }, bitsStored: 16 }))).toBe(-1024);
  expect(paddingOf(manifest({ modality: "MR", rescale: { slope: 1, intercept: 0, unit: null } }))).toBe(0);
  expect(paddingOf(manifest({ modality: "MR", signed: true, rescale: { slope: 2, intercept: 5, unit: null } }))).toBe(-4091);
  expect(paddingOf(manifest({ modality: "PT", rescale: { slope: 0.5, intercept: -3, unit: "BQML" } }))).toBe(-3);
});

describe("cross lines", () => {
  const one = volume(thick, 12, ramp);
  test("a trace is the points that lie in both planes", () => {
    const centre = middleOf(one);
    for (const plane of planes)
      for (const other of planes) {
        const { sheet } = cutThrough(one, plane, double);
        const { through } = directionsOf(one.grid, other, double);
        const trace = traceOf(sheet, through, centre);
        if (plane === other) {
          expect(trace).toBeNull();
          continue;
        }
        if (!trace) throw new Error("no trace");
        for (const end of trace) {
          expect(dot(through, minus(patientOf(sheet, end), centre))).toBeCloseTo(0, 6);
          expect(Math.min(end.x, end.y, sheet.columns - end.x, sheet.rows - end.y)).toBeCloseTo(0, 6);
        }
      }
  });

  test("grips lie three quarters of the way to where the line leaves the cell, and take a finger more easily than a mouse", () => {
    const line = { name: "a", from: { x: -100, y: 100 }, to: { x: 500, y: 100 } };
    const grips = gripsOf([line], { x: 150, y: 100 }, { width: 400, height: 200 });
    expect(grips).toEqual([{ line: "a", x: 150 - 0.75 * 142, y: 100 }, { line: "a", x: 150 + 0.75 * 242, y: 100 }]); // prettier-ignore
    expect(nearestGrip(grips, { x: 331.5, y: 112 }, "mouse")?.x).toBe(331.5);
    expect(nearestGrip(grips, { x: 331.5, y: 113 }, "mouse")).toBeNull();
    expect(nearestGrip(grips, { x: 331.5, y: 121 }, "touch")?.x).toBe(331.5);
    expect(gripsOf([line], { x: 420, y: 100 }, { width: 400, height: 200 })).toEqual([]);
    expect(gripsOf([line], { x: 20, y: 100 }, { width: 400, height: 200 })).toHaveLength(1);
  });
});

describe("labels", () => {
  test("each pixel has that of the voxel its middle lies in", () => {
    const one = volume({ ...thick, columns: 50, rows: 40 }, 12, ([x, y, z]) =>
      Math.hypot(x + 14, y + 6, z + 12) < 12 ? (z > -12 ? 3 : 2) : 0,
    );
    const whole = one.layers as Float32Array[];
    const runs = whole.map((layer, slice) => ({
      layer: 0,
      slice,
      runs: [...layer].flatMap((value, i) => (value > 0 ? [Math.floor(i / 50), i % 50, 1, value] : [])),
    }));
    const labels = new Labels({
      instance: "1",
      series: "2.25.1",
      version: 1,
      columns: 50,
      rows: 40,
      slices: 12,
      layers: 1,
      volumeReason: null,
      label: null,
      maker: null,
      segments: [],
      runs,
    });
    for (const [, rotation] of turns)
      for (const plane of planes) {
        const { sheet } = cutThrough(one, plane, rotation);
        const painted = paintOblique(labels.layer(0), one.grid, sheet, thin);
        let [seen, wrong] = [0, 0];
        for (let i = 0; i < painted.length; i++) {
          const [x, y, z] = voxelAt(
            one.grid,
            patientOf(sheet, { x: (i % sheet.columns) + 0.5, y: Math.floor(i / sheet.columns) + 0.5 }),
          ).map(Math.round);
          const inside = x !== undefined && y !== undefined && z !== undefined && x >= 0 && y >= 0 && z >= 0 && x < 50 && y < 40 && z < 12;
          const truth = inside ? (whole[z]?.[y * 50 + x] ?? 0) : 0;
          if (painted[i] !== truth) wrong++;
          if (truth > 0) seen++;
        }
        expect(wrong).toBe(0);
        expect(seen).toBeGreaterThan(300);
        // A slab shows at least what each of its images shows.
        const slab = paintOblique(labels.layer(0), one.grid, sheet, { mode: "mip", mm: 6 });
        expect(slab.filter((label) => label > 0).length).toBeGreaterThanOrEqual(seen * 0.98);
      }
  });
});

test("a rotation and its reverse leave everything where it was", () => {
  const v: Vector = [3, -4, 5];
  const back = after(rotationAbout([0, 0, 1], degrees(-30)), z30);
  rotate(back, v).forEach((part, i) => {
    expect(part).toBeCloseTo(v[i] ?? NaN, 12);
  });
  const [x, y] = rotate(rotationAbout([0, 0, 1], Math.PI / 2), [1, 0, 0]);
  expect([x, y]).toEqual([expect.closeTo(0, 12), 1]);
});

function vectorOf(values: readonly number[]): Vector {
  return [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
}
