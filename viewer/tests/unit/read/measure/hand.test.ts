import { describe, expect, test } from "vitest";
import { History, hitOf, moved, Pen, type Measurement } from "../../../../src/read/core/measure";

const p = (x: number, y: number) => ({ x, y });

describe("the pen", () => {
  test("one drag is a length", () => {
    const pen = new Pen("length", p(1, 1));
    pen.down(p(1, 1));
    pen.move(p(5, 5));
    expect(pen.points).toEqual([p(1, 1), p(5, 5)]);
    expect(pen.finished).toBe(false);
    pen.up(p(9, 9), true);
    expect(pen.finished).toBe(true);
    expect(pen.points).toEqual([p(1, 1), p(9, 9)]);
  });

  test("two clicks are the same length", () => {
    const pen = new Pen("length", p(1, 1));
    pen.down(p(1, 1));
    pen.up(p(1, 1), false);
    expect(pen.finished).toBe(false);
    pen.move(p(4, 4));
    pen.down(p(9, 9));
    pen.up(p(9, 9), false);
    expect(pen.points).toEqual([p(1, 1), p(9, 9)]);
  });

  test("an angle: a drag and a click", () => {
    const pen = new Pen("angle", p(0, 9));
    pen.down(p(0, 9));
    pen.up(p(0, 0), true);
    pen.down(p(9, 0));
    pen.up(p(9, 0), false);
    expect(pen.points).toEqual([p(0, 9), p(0, 0), p(9, 0)]);
    expect(pen.finished).toBe(true);
  });

  test("two lines: two drags, or four clicks", () => {
    const drags = new Pen("cobb", p(0, 0));
    drags.down(p(0, 0));
    drags.up(p(9, 0), true);
    drags.down(p(0, 5));
    drags.up(p(9, 6), true);
    const clicks = new Pen("cobb", p(0, 0));
    for (const at of [p(0, 0), p(9, 0), p(0, 5), p(9, 6)]) {
      clicks.down(at);
      clicks.up(at, false);
    }
    expect(drags.points).toEqual([p(0, 0), p(9, 0), p(0, 5), p(9, 6)]);
    expect(clicks.points).toEqual(drags.points);
    expect([drags.finished, clicks.finished]).toEqual([true, true]);
  });

  test("a probe is one click", () => {
    const pen = new Pen("probe", p(3, 3));
    pen.down(p(3, 3));
    expect(pen.finished).toBe(true);
    pen.up(p(3, 3), false);
    expect(pen.points).toEqual([p(3, 3)]);
  });
});

describe("finding a drawing under the pointer", () => {
  test("points before lines, the nearest first, nothing far away", () => {
    const line = [p(0, 0), p(100, 0)];
    expect(hitOf("length", line, p(3, 3), 10)).toMatchObject({ point: 0 });
    expect(hitOf("length", line, p(50, 4), 10)).toMatchObject({ point: null });
    expect(hitOf("length", line, p(50, 40), 10)).toBeNull();
  });

  test("a region is held by its border, so that one can draw inside it", () => {
    const box = [p(0, 0), p(100, 60)];
    expect(hitOf("rectangle", box, p(50, 2), 10)).toMatchObject({ point: null });
    expect(hitOf("rectangle", box, p(50, 30), 10)).toBeNull();
    expect(hitOf("ellipse", box, p(50, 1), 10)).toMatchObject({ point: null });
    expect(hitOf("ellipse", box, p(50, 30), 10)).toBeNull();
  });

  test("moving takes one point or all", () => {
    expect(moved([p(0, 0), p(1, 1)], 1, 2, 3)).toEqual([p(0, 0), p(3, 4)]);
    expect(moved([p(0, 0), p(1, 1)], null, 2, 3)).toEqual([p(2, 3), p(3, 4)]);
  });
});

describe("history", () => {
  const m = (x: number): Measurement => ({
    id: "m",
    kind: "probe",
    series: "s",
    instance: "i",
    frame: 1,
    points: [p(x, 0)],
    label: "",
  });

  test("undo gives the step backwards, redo forwards, a new step forgets what was undone", () => {
    const history = new History();
    history.push({ before: null, after: m(1) });
    history.push({ before: m(1), after: m(2) });
    expect(history.undo()).toEqual({ before: m(2), after: m(1) });
    expect(history.redo()).toEqual({ before: m(1), after: m(2) });
    history.undo();
    history.push({ before: m(1), after: null });
    expect(history.redo()).toBeNull();
    expect(history.undo()).toEqual({ before: null, after: m(1) });
    expect(history.undo()).toEqual({ before: m(1), after: null });
    expect(history.undo()).toBeNull();
  });

  test("arrow keys in a row are one step back", () => {
    const history = new History();
    history.push({ before: m(1), after: m(2) });
    history.push({ before: m(2), after: m(3) }, true);
    expect(history.undo()).toEqual({ before: m(3), after: m(1) });
    expect(history.canUndo).toBe(false);
  });
});
