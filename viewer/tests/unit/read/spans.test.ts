import { describe, expect, test } from "vitest";
import { interleaved, layoutOf, LevelMismatch, LevelReader, neededOf } from "../../../src/read/core/fetch/level";
import { Pieces } from "../../../src/read/core/fetch/pieces";
import { add, gaps, reach, total, type Spans } from "../../../src/read/core/fetch/spans";
import { streamed } from "./streamed";

describe("spans", () => {
  test("touching and overlapping ranges become one, in any order", () => {
    let spans: Spans = [];
    for (const [from, to] of [
      [10, 20],
      [30, 40],
      [0, 5],
      [20, 30],
      [4, 11],
    ] as const)
      spans = add(spans, from, to);
    expect(spans).toEqual([[0, 40]]);
    expect(add(spans, 50, 50)).toEqual([[0, 40]]);
  });

  test("gaps, reach and total", () => {
    const spans: Spans = [
      [0, 5],
      [10, 20],
    ];
    expect(gaps(spans, 0, 30)).toEqual([
      [5, 10],
      [20, 30],
    ]);
    expect(gaps(spans, 12, 18)).toEqual([]);
    expect(gaps([], 3, 9)).toEqual([[3, 9]]);
    expect(reach(spans)).toBe(5);
    expect(reach([[1, 9]])).toBe(0);
    expect(total(spans)).toBe(15);
  });
});

describe("pieces", () => {
  test("bytes come in any order; a prefix is given when it has no gap", () => {
    const pieces = new Pieces();
    pieces.put(4, Uint8Array.of(5, 6), 6);
    expect(pieces.prefix(2)).toBeNull();
    pieces.put(0, Uint8Array.of(1, 2), 6);
    expect([...(pieces.prefix(2) ?? [])]).toEqual([1, 2]);
    expect(pieces.prefix(6)).toBeNull();
    pieces.put(2, Uint8Array.of(3, 4), 6);
    expect([...(pieces.prefix(6) ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("bytes beyond the frame are refused", () => {
    expect(() => {
      new Pieces().put(4, new Uint8Array(3), 6);
    }).toThrow(RangeError);
  });
});

describe("the answer for a level", () => {
  test.each([
    [0, []],
    [1, [0]],
    [2, [0, 1]],
    [3, [0, 2, 1]],
    [5, [0, 4, 2, 1, 3]],
    [8, [0, 4, 2, 6, 1, 5, 3, 7]],
  ])("%d frames go out evenly over the body", (count, order) => {
    expect(interleaved(count)).toEqual(order);
  });

  /** The answer as the server would send it: byte b of frame f is (f * 31 + b) mod 251. */
  function answer(manifest: ReturnType<typeof streamed>, level: number, after: number | null): Uint8Array {
    const layout = layoutOf(manifest, level, after);
    const bytes = new Uint8Array(layout.length);
    const view = new DataView(bytes.buffer);
    for (const { frame, first, count, at } of layout.records) {
      [frame, first, count, 0].forEach((value, i) => {
        view.setUint32(at + i * 4, value, true);
      });
      for (let b = 0; b < count; b++) bytes[at + 16 + b] = (frame * 31 + first + b) % 251;
    }
    return bytes;
  }

  test.each([1, 7, 16, 17, 4096])("is read in chunks of %d bytes, from any place, without a byte lost", (chunk) => {
    const manifest = streamed(5);
    const bytes = answer(manifest, 2, 0);
    for (const from of [0, 8, 20, 3421, 3437, bytes.length - 5]) {
      let got = 0;
      const reader = new LevelReader(layoutOf(manifest, 2, 0), from, (frame, first, part) => {
        part.forEach((value, i) => {
          if (value !== (frame * 31 + first + i) % 251) throw new Error(`frame ${String(frame)} byte ${String(first + i)}`);
        });
        got += part.length;
      });
      for (let at = from; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
      const heads = layoutOf(manifest, 2, 0).records.reduce((sum, { at }) => sum + Math.max(0, Math.min(16, at + 16 - from)), 0);
      expect(got).toBe(bytes.length - from - heads);
      expect(reader.at).toBe(bytes.length);
    }
  });

  test("an answer of another state of the series is refused, and so is one that is too long", () => {
    const bytes = answer(streamed(5), 2, null);
    const reader = new LevelReader(layoutOf(streamed(6), 2, null), 0, () => undefined);
    expect(() => {
      reader.push(bytes);
    }).toThrow(LevelMismatch);
    const long = new LevelReader(layoutOf(streamed(5), 2, null), 0, () => undefined);
    expect(() => {
      long.push(new Uint8Array([...bytes, 0]));
    }).toThrow(LevelMismatch);
  });

  test("only what is missing is asked for, as few parts as it takes", () => {
    const manifest = streamed(5);
    const layout = layoutOf(manifest, 1, null);
    expect(neededOf(layout, () => [])).toEqual([[16, layout.length]]);
    // Order 0 4 2 1 3, each record 16 + 1253: frame 2 is here, of frame 1 the first 1000 bytes.
    const here = (frame: number): Spans => (frame === 2 ? [[0, 185825]] : frame === 1 ? [[0, 1000]] : []);
    expect(neededOf(layout, here)).toEqual([
      [16, 2 * 1269],
      [3 * 1269 + 16 + 1000, 5 * 1269],
    ]);
  });

  test("frames that are not streamed have a head without bytes, and do not cut the answer in two", () => {
    const manifest = streamed(3);
    manifest.frames.ends = [[10, 20], [], [10, 20]];
    const layout = layoutOf(manifest, 0, null);
    expect(layout.records.map(({ frame, count, at }) => [frame, count, at])).toEqual([
      [0, 10, 0],
      [2, 10, 26],
      [1, 0, 52],
    ]);
    manifest.frames.ends = [[10, 20], [10, 20], []];
    expect(neededOf(layoutOf({ ...manifest }, 0, null), () => [])).toEqual([[16, 68]]);
  });
});
