import { describe, expect, test } from "vitest";
import { positionOf } from "../../../src/read/core/geometry";
import type { Manifest } from "../../../src/read/core/manifest";
import {
  acquired,
  acquiredPlane,
  cutOf,
  gridOf,
  planeManifest,
  planes,
  reslice,
  slabSteps,
  type Grid,
  type Plane,
} from "../../../src/read/core/planes";
import { manifest } from "./manifest";

const size = { columns: 6, rows: 5, slices: 4 };
const names = ["a", "b", "c", "d"];

/** Values tell their voxel: 100 for each slice, 10 for each row, 1 for each column. */
const slices = names.map((_, k) =>
  Int16Array.from({ length: size.columns * size.rows }, (_, i) => 100 * k + 10 * Math.floor(i / size.columns) + (i % size.columns)),
);
const stack = (changes: Partial<Manifest> = {}): Manifest =>
  manifest({ columns: size.columns, rows: size.rows, pixelSpacing: [2, 1], ...changes }, names);

function grid(of: Manifest): Grid {
  const found = gridOf(of);
  if (typeof found === "string") throw new Error(found);
  return found;
}

function at(of: Manifest, plane: Plane, step: number, column: number, row: number): number {
  const volume = grid(of);
  const cut = cutOf(volume, plane);
  return reslice(slices, volume, cut, step, { mode: "thin", mm: 0 })[row * planeManifest(of, volume, plane).columns + column] ?? NaN;
}

describe("which stack is a volume", () => {
  test("an even axial stack is one, with its spacing from positions", () => {
    expect(gridOf(stack())).toMatchObject({ size: [6, 5, 4], spacing: [1, 2, 5], origin: [-180, -180, -100] });
  });

  const judged = (reason: string) => ({ volume: { usable: false, spacingZ: null, reason } });
  test.each([
    ["colour", { samples: 3 }],
    ["noPositions", { pixelSpacing: null }],
    ["noPositions", { volume: { usable: true, spacingZ: null, reason: null } }],
    ["noPositions", judged("NoPositions")],
    ["tooFew", judged("TooFew")],
    ["mixed", judged("Mixed")],
    ["gap", judged("Gap")],
    ["unevenSpacing", judged("UnevenSpacing")],
    ["gantryTilt", judged("GantryTilt")],
    ["mixed", judged("a word of a later server")],
  ])("what the server does not vouch for is refused with the reason: %s", (reason, changes) => {
    expect(gridOf(stack(changes as Partial<Manifest>))).toBe(reason);
  });

  test("a server that says nothing of a volume has none", () => {
    const silent = stack();
    delete silent.volume;
    expect(gridOf(silent)).toBe("noPositions");
  });
});

describe("planes of an axial stack", () => {
  test("coronal and sagittal show the head above, and the right voxels", () => {
    expect(acquiredPlane(grid(stack()))).toBe("axial");
    expect(at(stack(), "axial", 2, 4, 3)).toBe(234);
    expect(at(stack(), "coronal", 3, 4, 0)).toBe(334);
    expect(at(stack(), "coronal", 3, 4, 3)).toBe(34);
    expect(at(stack(), "sagittal", 4, 3, 0)).toBe(334);
    expect(at(stack(), "sagittal", 4, 3, 3)).toBe(34);
  });

  test("a plane is a series of its own: size, spacing, direction and place are those of the voxels it shows", () => {
    const coronal = planeManifest(stack(), grid(stack()), "coronal");
    expect([coronal.columns, coronal.rows, coronal.pixelSpacing]).toEqual([6, 4, [5, 1]]);
    expect(coronal.orientation).toEqual([1, 0, 0, 0, 0, -1]);
    // First pixel: first column, top slice (k = 3), row 2 of the stack.
    expect(positionOf(coronal, 2)).toEqual([-180, -176, -85]);
    const sagittal = planeManifest(stack(), grid(stack()), "sagittal");
    expect([sagittal.columns, sagittal.rows, sagittal.pixelSpacing]).toEqual([5, 4, [5, 2]]);
    expect(positionOf(sagittal, 5)).toEqual([-175, -180, -85]);
  });
});

test("a stack whose rows run from left to right of the patient is turned the same way in every plane", () => {
  const mirrored = stack({ orientation: [-1, 0, 0, 0, 1, 0] });
  expect(at(mirrored, "axial", 0, 0, 0) % 10).toBe(5);
  expect(at(mirrored, "coronal", 0, 0, 0) % 10).toBe(5);
});

test("a sagittal stack gives axial and coronal planes", () => {
  const sagittal = stack({ orientation: [0, 1, 0, 0, 0, -1], origin: [-10, -20, 30] });
  const volume = grid(sagittal);
  expect(acquiredPlane(volume)).toBe("sagittal");
  expect(planes.map((plane) => cutOf(volume, plane).through.axis)).toEqual([1, 0, 2]);
  // Axial: columns run through the slices to the left of the patient, rows to the back.
  const axial = planeManifest(sagittal, volume, "axial");
  expect([axial.columns, axial.rows]).toEqual([4, 6]);
  expect(axial.orientation).toEqual([1, 0, 0, 0, 1, 0]);
});

describe("slabs", () => {
  const volume = grid(stack());
  const slab = (mode: "mip" | "minip" | "mean", mm: number) => reslice(slices, volume, acquired, 1, { mode, mm });
  test("a slab has as many slices as fit into its thickness, at least one", () => {
    expect(slabSteps(volume, acquired, 1, { mode: "mip", mm: 0 })).toEqual({ first: 1, last: 1 });
    expect(slabSteps(volume, acquired, 1, { mode: "mip", mm: 15 })).toEqual({ first: 0, last: 2 });
    expect(slabSteps(volume, acquired, 3, { mode: "mip", mm: 50 })).toEqual({ first: 0, last: 3 });
    expect(slabSteps(volume, acquired, 1, { mode: "thin", mm: 50 })).toEqual({ first: 1, last: 1 });
  });
  test("maximum, minimum and mean are those of its slices", () => {
    expect(slab("mip", 15)[7]).toBe(211);
    expect(slab("minip", 15)[7]).toBe(11);
    expect(slab("mean", 15)[7]).toBe(111);
    expect(slab("mean", 10)[7]).toBe(161);
  });
});
