import { describe, expect, test } from "vitest";
import { Labels, outline, share, threeDigits, type Mask, type Segment } from "../../../src/read/core/masks";
import { acquired, type Cut } from "../../../src/read/core/planes";

const [columns, rows, slices] = [5, 4, 3];
const segment = (value: number, voxels: number): Segment => ({ value, voxels }) as Segment;
// Voxels no shift or mirror maps onto themselves.
const truth = (x: number, y: number, z: number): number => ((x * 7 + y * 3 + z * 11) % 5 < 2 ? ((x + z) % 2) + 1 : 0);

function mask(): Mask {
  const runs = Array.from({ length: slices }, (_, slice) => {
    const found: number[] = [];
    // Segment after segment, as the server sends them: rows begin anew.
    for (const label of [1, 2])
      for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) if (truth(x, y, slice) === label) found.push(y, x, 1, label);
    return { layer: 0, slice, runs: found };
  });
  return {
    instance: "1",
    series: "s",
    version: 1,
    columns,
    rows,
    slices,
    layers: 1,
    volumeReason: null,
    label: null,
    maker: null,
    segments: [],
    runs,
  };
}

describe("masks", () => {
  const labels = new Labels(mask());
  const planes: [string, Cut, number, (right: number, down: number, through: number) => number][] = [
    ["acquired", acquired, slices, (r, d, t) => truth(r, d, t)],
    ["coronal, head up", { right: { axis: 0, sign: 1 }, down: { axis: 2, sign: -1 }, through: { axis: 1, sign: 1 } }, rows, (r, d, t) => truth(r, t, slices - 1 - d)],
    ["sagittal, from behind", { right: { axis: 1, sign: -1 }, down: { axis: 2, sign: -1 }, through: { axis: 0, sign: -1 } }, columns, (r, d, t) => truth(columns - 1 - t, rows - 1 - r, slices - 1 - d)],
  ]; // prettier-ignore

  test.each(planes)("are painted where they are: %s", (_, cut, count, expected) => {
    const size = [columns, rows, slices] as const;
    for (let step = 0; step < count; step++) {
      const painted = labels.paint(0, cut, step, step);
      const [across, down] = [size[cut.right.axis], size[cut.down.axis]];
      expect([...painted]).toEqual(Array.from({ length: across * down }, (__, i) => expected(i % across, Math.floor(i / across), step)));
    }
  });

  test("a slab shows what any of its images holds", () => {
    const [a, b] = [labels.paint(0, acquired, 0, 0), labels.paint(0, acquired, 1, 1)];
    expect([...labels.paint(0, acquired, 0, 1)].map((label) => label > 0)).toEqual([...a].map((label, i) => label > 0 || (b[i] ?? 0) > 0));
  });

  test("the volume is the truth", () => {
    const volume = labels.volume(0);
    expect([...volume]).toEqual(
      Array.from({ length: columns * rows * slices }, (_, i) =>
        truth(i % columns, Math.floor(i / columns) % rows, Math.floor(i / columns / rows)),
      ),
    );
  });

  test("an outline is the border, with straight edges in one", () => {
    const square = Uint8Array.from([0, 0, 0, 0, 0, 7, 7, 0, 0, 7, 7, 0, 0, 0, 0, 0]);
    expect(outline(square, 4, 4, 7)).toEqual([1, 1, 3, 1, 1, 3, 3, 3, 1, 1, 1, 3, 3, 1, 3, 3]);
    expect(outline(Uint8Array.of(7), 1, 1, 7)).toHaveLength(16);
    expect(outline(square, 4, 4, 3)).toEqual([]);
  });

  test.each([
    [32.94, "32.9"],
    [0.012345, "0.0123"],
    [1234.5, "1235"],
    [9.996, "10.0"],
    [99.96, "100"],
    [0, "0"],
    [5, "5.00"],
  ])("%f has three digits: %s", (value, text) => {
    expect(threeDigits(value)).toBe(text);
  });

  test("a share is of another segment that is not empty", () => {
    expect(share(segment(2, 5), segment(1, 50))).toBe(10);
    expect(share(segment(1, 5), segment(1, 5))).toBeNull();
    expect(share(segment(2, 5), segment(1, 0))).toBeNull();
    expect(share(segment(2, 5), null)).toBeNull();
  });
});
