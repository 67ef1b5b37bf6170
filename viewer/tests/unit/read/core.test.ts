import { lossless } from "../../../src/read/core/quality";
import { describe, expect, test } from "vitest";
import { decodeRaw, decodedBytes, ShortFrame, valueAt } from "../../../src/read/core/decode/pixels";
import { nearestFirst } from "../../../src/read/core/fetch/nearest";
import { FrameStore } from "../../../src/read/core/frames/store";
import { apply, edgeLetters, fitted, imageToCell, invert, lettersOf, positionOf, scaleBar, zoomAt } from "../../../src/read/core/geometry";
import { GestureTracker } from "../../../src/read/core/gestures";
import { actionOf, type KeyPress } from "../../../src/read/core/keys";
import { evenGap, followFrame } from "../../../src/read/core/manifest";
import { Hand, openingView, pixelsPerSlice, Wheel } from "../../../src/read/core/view";
import { brightnessOf, ctPresets, defaultWindow, dragWindow, greyOf } from "../../../src/read/core/window";
import { manifest } from "./manifest";

describe("decoding", () => {
  const decode = (values: Uint16Array, changes: Parameters<typeof manifest>[0]) =>
    decodeRaw(values.buffer as ArrayBuffer, manifest({ rows: 1, columns: values.length, ...changes }), "k").pixels;

  test("stored values become Hounsfield units, as 16 bit integers", () => {
    const pixels = decode(Uint16Array.of(0, 1024, 4095), {});
    expect(pixels).toBeInstanceOf(Int16Array);
    expect([...pixels]).toEqual([-1024, 0, 3071]);
  });
  test("bits above Bits Stored are cut off, and the sign is carried up", () => {
    expect([...decode(Uint16Array.of(0xf001), {})]).toEqual([-1023]);
    expect([...decode(Uint16Array.of(0x0fff, 0x0800, 0x07ff), { signed: true, rescale: { slope: 1, intercept: 0, unit: "HU" } })]).toEqual([
      -1, -2048, 2047,
    ]);
  });
  test("a slope that is not whole gives floats for the whole series", () => {
    const pixels = decode(Uint16Array.of(2), { rescale: { slope: 0.5, intercept: 0, unit: null } });
    expect(pixels).toBeInstanceOf(Float32Array);
    expect(pixels[0]).toBe(1);
    expect(decodedBytes(manifest({ rows: 2, columns: 2, rescale: { slope: 0.5, intercept: 0, unit: null } }))).toBe(16);
  });
  test("unsigned values beyond 32767 keep their size", () => {
    const pixels = decode(Uint16Array.of(65535), { bitsStored: 16, rescale: { slope: 1, intercept: 0, unit: null } });
    expect(pixels[0]).toBe(65535);
  });
  test("a short frame is an error, not a picture", () => {
    expect(() => decodeRaw(new ArrayBuffer(10), manifest({}), "k")).toThrow(ShortFrame);
  });
  test("there is no value outside the image or on colour", () => {
    const frame = { key: "k", pixels: Int16Array.of(1, 2, 3, 4), columns: 2, rows: 2, samples: 1, quality: lossless };
    expect(valueAt(frame, 1.9, 0.2)).toBe(2);
    expect(valueAt(frame, -0.1, 0)).toBeNull();
    expect(valueAt(frame, 2, 0)).toBeNull();
    expect(valueAt({ ...frame, samples: 3 }, 0, 0)).toBeNull();
    expect(valueAt({ ...frame, quality: { kind: "preview", level: 3, side: 128 } }, 0, 0)).toBeNull();
  });
});

describe("window", () => {
  test.each([
    [-160, 0],
    [-159.5, 0],
    [40, 128],
    [239, 255],
    [240, 255],
  ])("%d HU in 40/400 is grey %d", (value, grey) => {
    expect(greyOf(value, { center: 40, width: 400 }, false)).toBe(grey);
    expect(greyOf(value, { center: 40, width: 400 }, true)).toBe(255 - grey);
  });
  test("width one is a threshold", () => {
    expect(greyOf(9, { center: 10, width: 1 }, false)).toBe(0);
    expect(greyOf(10, { center: 10, width: 1 }, false)).toBe(255);
  });
  test("the file's window comes first, then the range of the values", () => {
    expect(defaultWindow(manifest({}), 0, null)).toEqual({ center: 40, width: 400 });
    expect(defaultWindow(manifest({ windows: [] }), 0, { low: 0, high: 100 })).toEqual({ center: 50, width: 100 });
  });
  test("a frame's own window is before that of the series, and a VOI LUT before both", () => {
    const curve = { first: -2, highest: 10, values: [0, 1, 9, 10] };
    const { frames } = manifest({});
    const own = manifest({ curves: [curve], frames: { ...frames, window: [[7, 9], null, [7, 9]], curve: [-1, -1, 0] } });
    expect([0, 1, 2].map((index) => defaultWindow(own, index, null))).toEqual([
      { center: 7, width: 9 },
      { center: 40, width: 400 },
      { center: 0, width: 4, curve },
    ]);
    expect([-9, -2, -1, 0.7, 1, 99].map((value) => brightnessOf(value, curve))).toEqual([0, 0, 0.1, 0.9, 1, 1]);
    expect(dragWindow(defaultWindow(own, 2, null), 0, 5)).not.toHaveProperty("curve");
  });
  test("a drag to the right widens, a drag down raises the centre, and the width never ends", () => {
    const wider = dragWindow({ center: 40, width: 400 }, 10, 20);
    expect(wider).toEqual({ center: 60, width: 410 });
    expect(dragWindow({ center: 40, width: 10 }, -9999, 0).width).toBe(1);
  });
  test("presets have the keys one to nine, each once", () => {
    expect(ctPresets.map((preset) => preset.key)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  });
});

describe("order and memory", () => {
  test("nearest first, two ahead for one behind", () => {
    expect(nearestFirst(5, 10, 1)).toEqual([5, 6, 7, 4, 8, 9, 3, 2, 1, 0]);
    expect(nearestFirst(5, 10, -1, 4)).toEqual([5, 4, 3, 6]);
    expect(nearestFirst(0, 0, 1)).toEqual([]);
  });
  test("every frame is wished for exactly once", () => {
    for (let current = 0; current < 7; current++) expect(nearestFirst(current, 7, 1).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
  test("the store stays below its limit, drops the oldest and keeps what is pinned", () => {
    const store = new FrameStore(24);
    const put = (key: string) => store.put({ key, pixels: new Int16Array(4), columns: 2, rows: 2, samples: 1, quality: lossless });
    put("a");
    put("b");
    put("c");
    store.get("a");
    store.pin(["b"]);
    expect(put("d")).toEqual(["c"]);
    expect([store.has("a"), store.has("b"), store.bytes]).toEqual([true, true, 24]);
  });
});

describe("geometry", () => {
  const cell = { width: 800, height: 600 };
  test("a fitted image fills the shorter side, with true proportions", () => {
    const m = imageToCell(manifest({ pixelSpacing: [2, 1], rows: 100, columns: 100 }), cell, fitted);
    expect(apply(m, { x: 50, y: 50 })).toEqual({ x: 400, y: 300 });
    expect(apply(m, { x: 50, y: 0 }).y).toBeCloseTo(0);
    expect(apply(m, { x: 0, y: 50 }).x).toBeCloseTo(250);
  });
  test("there and back is the same point, however the image lies", () => {
    const m = imageToCell(manifest({}), cell, { zoom: 2.5, offset: { x: 7, y: -9 }, turns: 3, flip: true });
    const there = apply(m, { x: 12, y: 34 });
    const back = apply(invert(m), there);
    expect(back.x).toBeCloseTo(12);
    expect(back.y).toBeCloseTo(34);
  });
  test("zooming leaves the point under the finger where it is", () => {
    const at = { x: 123, y: 456 };
    const before = apply(invert(imageToCell(manifest({}), cell, fitted)), at);
    const after = apply(invert(imageToCell(manifest({}), cell, zoomAt(manifest({}), cell, fitted, 1.7, at))), at);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });
  test("an axial slice has the patient's right on the left; a flip and a turn change the letters", () => {
    expect(edgeLetters(manifest({}), fitted)).toEqual({ left: "R", right: "L", top: "A", bottom: "P" });
    expect(edgeLetters(manifest({}), { ...fitted, flip: true })).toEqual({ left: "L", right: "R", top: "A", bottom: "P" });
    expect(edgeLetters(manifest({}), { ...fitted, turns: 1 })).toEqual({ left: "P", right: "A", top: "R", bottom: "L" });
    expect(edgeLetters(manifest({ orientation: null }), fitted)).toBeNull();
    expect(lettersOf([0, 0.8, 0.6])).toBe("PH");
  });
  test("the scale bar is round, and absent without spacing", () => {
    expect(scaleBar(manifest({}), cell, fitted, 200)?.mm).toBe(100);
    expect(scaleBar(manifest({ pixelSpacing: null }), cell, fitted, 200)).toBeNull();
  });
  test("positions follow the normal from the origin, or are as listed", () => {
    expect(positionOf(manifest({}), 2)).toEqual([-180, -180, -90]);
    expect(evenGap(manifest({}))).toBe(5);
  });
});

describe("hands", () => {
  const basis = { manifest: manifest({}), cell: { width: 500, height: 500 }, window: { center: 40, width: 400 } };
  test("one finger does the chosen tool, two zoom and pan, and the one that stays does nothing", () => {
    const tracker = new GestureTracker();
    tracker.down({ id: 1, at: { x: 0, y: 0 }, pointer: "touch", button: 0, time: 0 }, "window");
    expect(tracker.move(1, { x: 5, y: 0 })).toMatchObject({ kind: "drag", tool: "window", dx: 5 });
    tracker.down({ id: 2, at: { x: 105, y: 0 }, pointer: "touch", button: 0, time: 1 }, "window");
    expect(tracker.move(2, { x: 205, y: 0 })).toMatchObject({ kind: "pinch", factor: 2 });
    tracker.up(2, 2);
    expect(tracker.move(1, { x: 50, y: 0 })).toBeNull();
  });
  test("the middle button pans, the right one zooms", () => {
    for (const [button, tool] of [
      [1, "pan"],
      [2, "zoom"],
    ] as const) {
      const tracker = new GestureTracker();
      tracker.down({ id: 1, at: { x: 0, y: 0 }, pointer: "mouse", button, time: 0 }, "window");
      expect(tracker.move(1, { x: 0, y: 9 })).toMatchObject({ tool });
    }
  });
  test("two quick taps in one place are a double tap", () => {
    const tracker = new GestureTracker();
    const tap = (time: number) => {
      tracker.down({ id: 1, at: { x: 9, y: 9 }, pointer: "touch", button: 0, time }, "scroll");
      return tracker.up(1, time + 50);
    };
    expect(tap(0)?.kind).toBe("end");
    expect(tap(200)?.kind).toBe("doubleTap");
    expect(tap(1000)?.kind).toBe("end");
  });
  test("a slow drag adds up to whole slices and stops at the ends", () => {
    const hand = new Hand();
    const step = pixelsPerSlice(basis.manifest, basis.cell);
    let view = { ...openingView(basis.manifest), index: 0 };
    for (let i = 0; i < 10; i++)
      view = hand.apply(view, { kind: "drag", tool: "scroll", dx: 0, dy: step / 4, start: { x: 0, y: 0 }, fresh: i === 0 }, basis);
    expect(view.index).toBe(2);
    view = hand.apply(view, { kind: "drag", tool: "scroll", dx: 0, dy: -9999, start: { x: 0, y: 0 }, fresh: false }, basis);
    expect([view.index, view.direction]).toEqual([0, -1]);
  });
  test("a wheel notch is a slice, a track pad adds up", () => {
    const wheel = new Wheel();
    expect(wheel.slices(100, 0)).toBe(1);
    expect(wheel.slices(-100, 0)).toBe(-1);
    expect([wheel.slices(12, 0), wheel.slices(12, 0), wheel.slices(12, 0)]).toEqual([0, 0, 1]);
  });
});

describe("keys", () => {
  const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
    code,
    key: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    ...more,
  });
  test("they work by place, so Korean input mode does not matter", () => {
    expect(actionOf(press("KeyW", { key: "ㅈ" }), false)).toEqual({ kind: "tool", tool: "window" });
    expect(actionOf(press("Digit3"), false)).toEqual({ kind: "preset", number: 3 });
  });
  test("nothing is taken while a syllable is composed, or in a text, but signing and leaving it", () => {
    expect(actionOf(press("KeyW", { isComposing: true }), false)).toBeNull();
    expect(actionOf(press("KeyW"), true)).toBeNull();
    expect(actionOf(press("Enter", { ctrlKey: true }), true)).toEqual({ kind: "sign" });
    expect(actionOf(press("Escape"), true)).toEqual({ kind: "images" });
  });
  test("the browser's own shortcuts stay the browser's", () => {
    expect(actionOf(press("KeyR", { ctrlKey: true }), false)).toBeNull();
  });
});

test("when a series grows, the slice on screen stays the same slice", () => {
  const before = manifest({}, ["a", "c"]);
  expect(followFrame(before, 1, manifest({}, ["a", "b", "c"]))).toBe(2);
});
