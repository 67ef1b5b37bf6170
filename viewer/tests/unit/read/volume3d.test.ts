import { describe, expect, test } from "vitest";
import { opacityAt, pick, pointOf, presetsOf, transferOf, uncropped, volumeOf, voxelAt } from "../../../src/read/core/volume3d";
import type { Grid } from "../../../src/read/core/planes";

const grid: Grid = {
  size: [8, 6, 5],
  spacing: [1, 2, 3],
  directions: [[0, 1, 0], [0, 0, -1], [-1, 0, 0]],
  origin: [10, 20, 30],
}; // prettier-ignore
const slices = Array.from({ length: 5 }, (_, z) =>
  Int16Array.from({ length: 48 }, (__, i) => (i % 8 === 5 && Math.floor(i / 8) === 2 && z >= 1 ? 1000 - z : -1000)),
);

describe("3D", () => {
  const volume = volumeOf(slices, grid, 512);

  test("a volume is its slices, one after the other", () => {
    expect(volume.values).toBeInstanceOf(Int16Array);
    expect([...volume.values]).toEqual(slices.flatMap((slice) => [...slice]));
    expect(volume.range).toEqual({ low: -1000, high: 999 });
  });

  test("a smaller one holds every second voxel where it was", () => {
    const half = volumeOf(slices, grid, 4);
    expect(half.grid.size).toEqual([4, 3, 5]);
    expect(pointOf(half.grid, [2, 1, 3])).toEqual(pointOf(grid, [4, 2, 3]));
    expect(half.values[1 * 4 + 2]).toBe(slices[0]?.[2 * 8 + 4]);
  });

  test("values that do not fit sixteen bits are floats", () => {
    expect(volumeOf([Uint16Array.of(65535)], { ...grid, size: [1, 1, 1] }, 9).values).toEqual(Float32Array.of(65535));
  });

  test("voxels and patient coordinates are each other's inverse", () => {
    expect(pointOf(grid, [5, 2, 3])).toEqual([1, 25, 26]);
    expect(voxelAt(grid, [1, 25, 26])).toEqual([5, 2, 3]);
  });

  test("what one sees is where the light is used up; from both sides, and behind a crop", () => {
    const bone = transferOf("ctBone", volume.range);
    // Slices go to the right of the patient: a ray along them.
    expect(pick(volume, bone, uncropped, [100, 25, 26], [-1, 0, 0])?.[2]).toBe(1);
    expect(pick(volume, bone, uncropped, [-100, 25, 26], [1, 0, 0])?.[2]).toBe(4);
    expect(pick(volume, bone, [0, 1, 0, 1, 0.6, 1], [100, 25, 26], [-1, 0, 0])?.[2]).toBe(3);
    expect(pick(volume, bone, [0, 0.5, 0, 1, 0, 1], [100, 25, 26], [-1, 0, 0])).toBeNull();
    expect(pick(volume, bone, uncropped, [100, 22, 26], [-1, 0, 0])).toBeNull();
    expect(pick(volume, transferOf("ctMip", volume.range), uncropped, [-100, 25, 26], [1, 0, 0])).toEqual([5, 2, 1]);
  });

  test("opacity is straight between the points and level beyond", () => {
    const transfer = { opacity: [[0, 0], [10, 1]], colour: [], mip: false, shade: false } as const; // prettier-ignore
    expect([-5, 0, 5, 10, 20].map((value) => opacityAt(transfer, value))).toEqual([0, 0, 0.5, 1, 1]);
  });

  test("presets of MR follow the values that are there", () => {
    expect(presetsOf("MR")).toContain("mrMip");
    expect(transferOf("mrMip", { low: 100, high: 300 }).opacity).toEqual([
      [100, 0],
      [300, 1],
    ]);
    expect(presetsOf("PT")).toEqual(["mip"]);
  });
});
