import { describe, expect, test } from "vitest";
import { MaskEdit, runsOf, type Mask, type Segment } from "../../../src/read/core/masks";

const [columns, rows, slices] = [20, 16, 5];
const code = { value: "52988006", scheme: "SCT", meaning: "Lesion" };
const kind = { category: { value: "49755003", scheme: "SCT", meaning: "Morphologically Abnormal Structure" }, type: code };
const segment = (value: number, layer = 0, algorithmType: Segment["algorithmType"] = "manual"): Segment => ({
  value, layer, number: value, label: `s${String(value)}`, description: null, category: kind.category, type: code, typeModifiers: [], region: null,
  algorithmType, algorithmName: algorithmType === "manual" ? null : "net", algorithmVersion: null, colour: null, voxels: 0, millilitres: null, extent: null, largest: null,
}); // prettier-ignore

/** A box of segment 1 in slices 1 to 3. */
function mask(segments = [segment(1), segment(2)]): Mask {
  const runs = [1, 2, 3].map((slice) => ({ layer: 0, slice, runs: Array.from({ length: 6 }, (_, y) => [y + 4, 5, 8, 1]).flat() }));
  return {
    instance: "1", series: "s", version: 1, columns, rows, slices, layers: 2, volumeReason: null, label: null, maker: null, segments, runs,
  }; // prettier-ignore
}
const brush = (value: number, more = {}) => ({ value, erase: false, radius: { x: 2, y: 2 }, range: null, ...more });
/** Pixels of a segment, written from its runs alone. */
function pixels(edit: MaskEdit, value: number): Set<string> {
  const own = edit.segments.find((one) => one.value === value) as Segment;
  const out = new Set<string>();
  for (const { slice, runs } of runsOf(edit.labels, own))
    for (let i = 0; i < runs.length; i += 3)
      for (let x = 0; x < (runs[i + 2] ?? 0); x++) out.add([(runs[i + 1] ?? 0) + x, runs[i] ?? 0, slice].join());
  return out;
}
const all = (fits: (x: number, y: number, z: number) => boolean): Set<string> => {
  const out = new Set<string>();
  for (let z = 0; z < slices; z++)
    for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) if (fits(x, y, z)) out.add([x, y, z].join());
  return out;
};
const box = (x: number, y: number, z: number): boolean => x >= 5 && x < 13 && y >= 4 && y < 10 && z >= 1 && z <= 3;

describe("editing a mask", () => {
  test("a dab is a disc in millimetres: an ellipse where pixels are not square", () => {
    const edit = new MaskEdit(mask(), 0.002);
    edit.stroke(0, { x: 10, y: 8 }, { x: 10, y: 8 }, brush(2, { radius: { x: 4, y: 2 } }), null);
    edit.end();
    expect(pixels(edit, 2)).toEqual(all((x, y, z) => z === 0 && ((x + 0.5 - 10) / 4) ** 2 + ((y + 0.5 - 8) / 2) ** 2 <= 1));
    const two = edit.segments[1];
    expect([two?.voxels, two?.millilitres]).toEqual([pixels(edit, 2).size, pixels(edit, 2).size * 0.002]);
  });

  test("a stroke has no gaps, however far the pointer jumps, and ends at the border", () => {
    const edit = new MaskEdit(mask(), null);
    edit.stroke(4, { x: -3, y: 8 }, { x: 19.5, y: 8 }, brush(2), null);
    for (let x = 0; x < columns; x++) expect(pixels(edit, 2).has(`${String(x)},8,4`)).toBe(true);
  });

  test("painting takes the pixel from the others of the same map; the eraser takes only its own", () => {
    const edit = new MaskEdit(mask(), null);
    edit.stroke(2, { x: 9, y: 7 }, { x: 9, y: 7 }, brush(2), null);
    edit.end();
    const dab = (x: number, y: number): boolean => (x + 0.5 - 9) ** 2 + (y + 0.5 - 7) ** 2 <= 4;
    expect(pixels(edit, 1)).toEqual(all((x, y, z) => box(x, y, z) && !(z === 2 && dab(x, y))));
    edit.stroke(2, { x: 9, y: 7 }, { x: 9, y: 7 }, brush(1, { erase: true, radius: { x: 9, y: 9 } }), null);
    edit.end();
    expect(pixels(edit, 2)).toEqual(all((x, y, z) => z === 2 && dab(x, y)));
    expect([...pixels(edit, 1)].filter((at) => at.endsWith(",2"))).toEqual([]);
  });

  test("segments of another map stay where a segment is painted", () => {
    const edit = new MaskEdit(mask([segment(1), segment(2, 1)]), null);
    edit.stroke(2, { x: 9, y: 7 }, { x: 9, y: 7 }, brush(2), null);
    edit.end();
    expect(pixels(edit, 1)).toEqual(all(box));
  });

  test("with a range only pixels of such values are painted, both ends inside", () => {
    const edit = new MaskEdit(mask(), null);
    const values = Int16Array.from({ length: columns * rows }, (_, i) => i % columns);
    edit.stroke(0, { x: 10, y: 8 }, { x: 10, y: 8 }, brush(2, { radius: { x: 6, y: 6 }, range: { low: 8, high: 9 } }), values);
    expect(new Set([...pixels(edit, 2)].map((at) => at.split(",")[0]))).toEqual(new Set(["8", "9"]));
    expect(edit.stroke(1, { x: 10, y: 8 }, { x: 10, y: 8 }, brush(2, { range: { low: 8, high: 9 } }), null)).toBe(false);
  });

  test("undo and redo go step by step; a step given up leaves nothing", () => {
    const edit = new MaskEdit(mask(), null);
    const states = [pixels(edit, 2)];
    for (const slice of [0, 2]) {
      edit.stroke(slice, { x: 6, y: 6 }, { x: 6, y: 6 }, brush(2), null);
      edit.stroke(slice, { x: 6, y: 6 }, { x: 14, y: 6 }, brush(2), null);
      edit.end();
      states.push(pixels(edit, 2));
    }
    edit.stroke(1, { x: 6, y: 6 }, { x: 6, y: 6 }, brush(2), null);
    edit.cancel();
    expect(pixels(edit, 2)).toEqual(states[2]);
    expect([edit.undo(), pixels(edit, 2)]).toEqual([true, states[1]]);
    expect([edit.undo(), pixels(edit, 2), edit.isChanged]).toEqual([true, states[0], false]);
    expect(edit.undo()).toBe(false);
    expect([edit.redo(), edit.redo(), edit.redo()]).toEqual([true, true, false]);
    expect(pixels(edit, 2)).toEqual(states[2]);
    expect(pixels(edit, 1).size).toBe(edit.segments[0]?.voxels);
  });

  test("a step that changes nothing is none", () => {
    const edit = new MaskEdit(mask(), null);
    edit.stroke(0, { x: 9, y: 7 }, { x: 9, y: 7 }, brush(1, { erase: true }), null);
    edit.end();
    expect(edit.isChanged).toBe(false);
  });
});

describe("growing a region", () => {
  // Two balls of one value that touch nowhere, on another value.
  const ball = (x: number, y: number, z: number): boolean => (x - 14) ** 2 + (y - 8) ** 2 + ((z - 2) * 2) ** 2 <= 16;
  const other = (x: number, y: number): boolean => x <= 3 && y <= 3;
  const values = (slice: number): Int16Array =>
    Int16Array.from({ length: columns * rows }, (_, i) =>
      ball(i % columns, Math.floor(i / columns), slice) || other(i % columns, Math.floor(i / columns)) ? 40 : -800,
    );
  const growth = { values, spacing: [1, 1, 2] as const, reach: 50 };
  const seed = { column: 15, row: 8, slice: 2 };

  test("takes what hangs together, in all slices, and not the other segment", () => {
    const edit = new MaskEdit(mask(), null);
    const count = edit.grow(seed, 2, { low: 0, high: 100 }, growth);
    const wanted = all((x, y, z) => ball(x, y, z) && !box(x, y, z));
    expect(pixels(edit, 2)).toEqual(wanted);
    expect(count).toBe(wanted.size);
    expect(pixels(edit, 1)).toEqual(all(box));
    expect(edit.grow(seed, 2, { low: 0, high: 100 }, growth)).toBe("nothing");
    edit.undo();
    expect(pixels(edit, 2).size).toBe(0);
  });

  test("goes no further than its reach, in millimetres", () => {
    const edit = new MaskEdit(mask(), null);
    edit.grow(seed, 2, { low: -1000, high: 100 }, { ...growth, reach: 3 });
    const near = (x: number, y: number, z: number): boolean => (x - 15) ** 2 + (y - 8) ** 2 + ((z - 2) * 2) ** 2 <= 9;
    expect(pixels(edit, 2)).toEqual(all((x, y, z) => near(x, y, z) && !box(x, y, z)));
  });

  test("a slice that is not here, a leak, and a seed outside the range leave everything as it was", () => {
    const edit = new MaskEdit(mask(), null);
    expect(edit.grow(seed, 2, { low: 0, high: 100 }, { ...growth, values: (z) => (z === 4 ? null : values(z)) })).toBe("missing");
    expect(edit.grow(seed, 2, { low: -1000, high: 100 }, { ...growth, most: 100 })).toBe("tooLarge");
    expect(edit.grow(seed, 2, { low: 100, high: 200 }, growth)).toBe("nothing");
    expect([pixels(edit, 2).size, edit.isChanged]).toEqual([0, false]);
  });

  test("who changes what a program drew makes it half his own; what nobody touched stays the program's", () => {
    const edit = new MaskEdit(mask([segment(1, 0, "automatic"), segment(2, 0, "automatic"), segment(3)]), null);
    edit.stroke(1, { x: 9, y: 7 }, { x: 9, y: 7 }, brush(1, { erase: true }), null);
    edit.end();
    edit.grow(seed, 3, { low: 0, high: 100 }, growth);
    expect(edit.result.map((one) => [one.algorithmType, one.algorithmName])).toEqual([
      ["semiautomatic", "net"],
      ["automatic", "net"],
      ["semiautomatic", "Pandok region growing"],
    ]);
    const added = edit.add("mine", kind);
    expect([added?.value, added?.number, added?.algorithmType]).toEqual([4, 4, "manual"]);
  });
});
