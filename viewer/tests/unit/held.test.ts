import { expect, test } from "vitest";
import type { Box } from "../../src/api";
import { between, change, covers, everyFrame, fit, remove, replace, start, undo } from "../../src/privacy/held/boxes";

const box = (more: Partial<Box> = {}): Box => ({ frame: 0, x: 10, y: 10, width: 20, height: 10, why: "person", ...more });

test("a box is drawn whichever way the hand goes, and stays in the image", () => {
  const wanted = { frame: -1, x: 2, y: 3, width: 8, height: 7, why: "person" };
  expect(between({ x: 2.4, y: 3.9 }, { x: 9.2, y: 9.1 }, everyFrame, 100, 50)).toEqual(wanted);
  expect(between({ x: 9.2, y: 9.1 }, { x: 2.4, y: 3.9 }, everyFrame, 100, 50)).toEqual(wanted);
  expect(between({ x: -20, y: 40 }, { x: 500, y: 90 }, 0, 100, 50)).toEqual({
    frame: 0,
    x: 0,
    y: 40,
    width: 100,
    height: 10,
    why: "person",
  });
});

test("a box is never outside nor empty", () => {
  expect(fit(box({ x: -5, y: 60, width: 0, height: 500 }), 100, 50)).toEqual(box({ x: 0, y: 0, width: 1, height: 50 }));
  expect(fit(box({ x: 95 }), 100, 50).x).toBe(80);
});

test("a box of every frame covers every frame", () => {
  expect(covers(box({ frame: everyFrame }), 7)).toBe(true);
  expect([covers(box({ frame: 2 }), 2), covers(box({ frame: 2 }), 3)]).toEqual([true, false]);
});

test("each change can be taken back, a drag as one", () => {
  let drawing = start([box()]);
  drawing = change(drawing, [...drawing.boxes, box({ x: 50 })]);
  drawing = change(drawing, replace(drawing.boxes, 1, box({ x: 51 })));
  drawing = change(drawing, replace(drawing.boxes, 1, box({ x: 60 })), false);
  drawing = change(drawing, remove(drawing.boxes, 0));
  expect(drawing.boxes.map((one) => one.x)).toEqual([60]);
  drawing = undo(drawing);
  expect(drawing.boxes.map((one) => one.x)).toEqual([10, 60]);
  drawing = undo(undo(drawing));
  expect(drawing.boxes.map((one) => one.x)).toEqual([10]);
  expect(undo(drawing)).toBe(drawing);
});
