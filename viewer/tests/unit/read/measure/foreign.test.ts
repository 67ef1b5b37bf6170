import { describe, expect, test } from "vitest";
import { patientPoint, placed, type ForeignMark } from "../../../../src/read/core/measure";
import { manifest } from "../manifest";

const mark = (changes: Partial<ForeignMark>): ForeignMark => ({
  document: "2.25.7",
  kind: "report",
  title: "",
  series: "2.25.1",
  instance: "b",
  frame: 1,
  text: "",
  shape: "polyline",
  points: [
    [10, 20],
    [30, 40],
  ],
  frameOfReference: null,
  values: [],
  ...changes,
});

describe("where a mark of another program lies", () => {
  const stack = manifest({});

  test("on its image", () => {
    const points = [
      { x: 10, y: 20 },
      { x: 30, y: 40 },
    ];
    expect(placed(mark({}), stack)).toEqual({ index: 1, points });
    expect(placed(mark({ instance: "z" }), stack)).toBeNull();
    expect(placed(mark({ series: "2.25.9" }), stack)).toBeNull();
  });

  test("in the patient: on the slice it lies in, at the same pixels, tilted or not", () => {
    const tilted = manifest({ orientation: [1, 0, 0, 0, 0.8, -0.6] });
    for (const one of [stack, tilted]) {
      const points = [
        { x: 10.5, y: 20.25 },
        { x: 300, y: 410 },
      ].map((p) => patientPoint(one, 2, p) ?? []);
      const found = placed(mark({ series: null, instance: null, frameOfReference: "2.25.2", points }), one);
      expect(found?.index).toBe(2);
      expect(found?.points[0]?.x).toBeCloseTo(10.5);
      expect(found?.points[1]?.y).toBeCloseTo(410);
    }
  });

  test("not in another space, between slices it does not touch, or outside", () => {
    const points = [[-100, -100, -97.6]];
    expect(placed(mark({ frameOfReference: "2.25.2", points }), stack)?.index).toBe(0);
    expect(placed(mark({ frameOfReference: "2.25.3", points }), stack)).toBeNull();
    expect(placed(mark({ frameOfReference: "2.25.2", points: [[-100, -100, -60]] }), stack)).toBeNull();
  });
});
