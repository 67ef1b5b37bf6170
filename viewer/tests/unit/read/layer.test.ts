import { describe, expect, it } from "vitest";
import { acquired, cutOf, reslice, type Coarse, type Cut, type Grid } from "../../../src/read/core/planes";

const grid: Grid = {
  size: [16, 12, 6],
  spacing: [1, 1, 2],
  directions: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  origin: [0, 0, 0],
};
const value = (x: number, y: number, z: number): number => 10 * x + 200 * y + 3000 * z - 9000;
const whole = Array.from({ length: 6 }, (_, z) => Int16Array.from({ length: 16 * 12 }, (_, i) => value(i % 16, Math.floor(i / 16), z)));
/** Every fourth sample of the same ramp: what the low-pass of a ramp leaves, in its place. */
const coarse = (z: number): Coarse => ({
  pixels: Int16Array.from({ length: 4 * 3 }, (_, i) => value((i % 4) * 4, Math.floor(i / 4) * 4, z)),
  columns: 4,
  rows: 3,
  halvings: 2,
});
const thin = { mode: "thin", mm: 0 } as const;
const cuts: [string, Cut][] = [
  ["acquired", acquired],
  ["axial", cutOf(grid, "axial")],
  ["coronal", cutOf(grid, "coronal")],
  ["sagittal", cutOf(grid, "sagittal")],
  [
    "turned",
    {
      right: { axis: 2, sign: -1 },
      down: { axis: 1, sign: 1 },
      through: { axis: 0, sign: 1 },
    },
  ],
];

describe("planes through slices of different size", () => {
  it.each(cuts)("a ramp is the same coarse and whole, without a shift: %s", (_, cut) => {
    for (const step of [0, 3, 5]) {
      const full = reslice(whole, grid, cut, step, thin);
      const mixed = reslice(
        whole.map((slice, z) => (z % 2 === 0 ? slice : coarse(z))),
        grid,
        cut,
        step,
        thin,
      );
      const size = [grid.size[cut.right.axis], grid.size[cut.down.axis]] as const;
      expect(mixed.length).toBe(size[0] * size[1]);
      for (let i = 0; i < full.length; i++) {
        // Beyond the last sample the edge is repeated: columns 13-15, rows 9-11.
        const at = { [cut.right.axis]: place(cut.right, i % size[0]), [cut.down.axis]: place(cut.down, Math.floor(i / size[0])) };
        at[cut.through.axis] = place(cut.through, step);
        if ((at[0] ?? 0) <= 12 && (at[1] ?? 0) <= 8) expect(mixed[i], `${String(i)} of step ${String(step)}`).toBe(full[i]);
      }
    }
  });

  it("a slab of coarse slices is that of whole ones", () => {
    const cut = cutOf(grid, "coronal");
    const slab = { mode: "mip", mm: 4 } as const;
    const mixed = reslice([0, 1, 2, 3, 4, 5].map(coarse), grid, cut, 4, slab);
    const full = reslice(whole, grid, cut, 4, slab);
    for (let r = 0; r < 6; r++) for (let c = 0; c <= 12; c++) expect(mixed[r * 16 + c]).toBe(full[r * 16 + c]);
  });
});

function place(way: Cut["right"], step: number): number {
  return way.sign > 0 ? step : grid.size[way.axis] - 1 - step;
}
