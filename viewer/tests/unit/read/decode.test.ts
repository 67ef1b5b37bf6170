import { beforeAll, describe, expect, test } from "vitest";
import type { OpenJph } from "@cornerstonejs/codec-openjph/wasmjs";
import { decode } from "../../../src/read/core/decode/codec";
import type { Answer, Question } from "../../../src/read/core/decode/job";
import { toValues } from "../../../src/read/core/decode/pixels";
import { DecodePool, type Decoder } from "../../../src/read/core/decode/pool";
import { upsample } from "../../../src/read/core/decode/upsample";
import { encode, endsOf, openjph } from "./codestream";

let codec: OpenJph;
beforeAll(async () => {
  codec = await openjph();
});

const same = (a: ArrayBufferView, b: ArrayBufferView): boolean =>
  Buffer.compare(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), new Uint8Array(b.buffer, b.byteOffset, b.byteLength)) === 0;

/** A plane that rises along both axes: what a shift does to it is easy to see. */
const ramp = (columns: number, rows: number, across: number, down: number): Int16Array =>
  Int16Array.from({ length: columns * rows }, (_, i) => (i % columns) * across + Math.floor(i / columns) * down - 1000);

describe("the codec", () => {
  test.each([
    [
      "unsigned, 12 bits",
      { columns: 300, rows: 200, bits: 12, signed: false, samples: Uint16Array.from({ length: 60_000 }, (_, i) => (i * 7919) % 4096) },
    ],
    ["signed, 16 bits", { columns: 131, rows: 77, bits: 16, signed: true, samples: ramp(131, 77, 11, 3) }],
    ["8 bits", { columns: 64, rows: 64, bits: 8, signed: false, samples: Uint8Array.from({ length: 4096 }, (_, i) => i % 251) }],
    [
      "colour",
      {
        columns: 50,
        rows: 40,
        bits: 8,
        signed: false,
        components: 3,
        samples: Uint8Array.from({ length: 6000 }, (_, i) => (i * 37) % 256),
      },
    ],
  ])("gives back every sample: %s", async (_, picture) => {
    const decoded = decode(codec, await encode(picture), 0);
    expect([decoded.columns, decoded.rows]).toEqual([picture.columns, picture.rows]);
    expect(same(decoded.samples, picture.samples)).toBe(true);
  });

  test("a prefix cut at a boundary gives exactly the picture of that resolution", async () => {
    const bytes = await encode({ columns: 512, rows: 300, bits: 16, signed: true, samples: ramp(512, 300, 5, 9) });
    const ends = endsOf(bytes);
    expect(ends).toHaveLength(6);
    ends.forEach((end, level) => {
      const halvings = 5 - level;
      const part = decode(codec, bytes.slice(0, end), halvings);
      const whole = decode(codec, bytes, halvings);
      expect([part.columns, part.rows]).toEqual([Math.ceil(512 / 2 ** halvings), Math.ceil(300 / 2 ** halvings)]);
      expect(same(part.samples, whole.samples)).toBe(true);
    });
  });

  test("damaged bytes are an error, and the codec goes on", async () => {
    expect(() => decode(codec, Uint8Array.of(1, 2, 3, 4), 0)).toThrow();
    const picture = { columns: 64, rows: 64, bits: 12, signed: false, samples: new Uint16Array(4096).fill(9) };
    expect(decode(codec, await encode(picture), 0).samples[0]).toBe(9);
  });

  test("1,000 decodes leave the heap as it was after 100", async () => {
    const samples = Uint16Array.from({ length: 512 * 512 }, (_, i) => (i * 2654435761) % 4096);
    const bytes = await encode({ columns: 512, rows: 512, bits: 12, signed: false, samples });
    const heap: number[] = [];
    for (let i = 1; i <= 1000; i++) {
      decode(codec, bytes, i % 4);
      if (i === 100 || i === 1000) heap.push(codec.HEAPU8.byteLength);
    }
    // What memory.test.mjs counts for a worker.
    expect(heap).toEqual([52_428_800, 52_428_800]);
  }, 60_000);
});

describe("a coarse picture at full size", () => {
  const size = { columns: 128, rows: 96 };

  test.each([1, 2, 3])("sample n lies at n·2^%d: a ramp keeps its values in their places", async (halvings) => {
    const flat = ramp(size.columns, size.rows, 16, 8);
    const bytes = await encode({ ...size, bits: 16, signed: true, samples: flat }, 5);
    const coarse = decode(codec, bytes, halvings);
    const full = upsample(toValues(coarse.samples, { kind: "signed", slope: 1, intercept: 0 }), coarse, halvings, size, 1);
    const step = 2 ** halvings;
    let worst = 0;
    // Beyond the last sample the edge is repeated, so the last block is left out.
    for (let y = step; y < size.rows - 2 * step; y++)
      for (let x = step; x < size.columns - 2 * step; x++)
        worst = Math.max(worst, Math.abs((full[y * size.columns + x] ?? 0) - (flat[y * size.columns + x] ?? 0)));
    // Half a pixel is 12 here; half a block would be 12 · 2^k.
    expect(worst).toBeLessThan(6);
  });

  test("colours are interpolated each for itself", () => {
    const full = upsample(Uint8Array.of(0, 100, 200, 10, 120, 220), { columns: 2, rows: 1 }, 1, { columns: 4, rows: 1 }, 3);
    expect([...full]).toEqual([0, 100, 200, 5, 110, 210, 10, 120, 220, 10, 120, 220]);
  });
});

describe("values", () => {
  test.each([
    ["signed", Int16Array, -1023],
    ["unsigned", Uint16Array, 1],
    ["float", Float32Array, -1023],
  ] as const)("%s", (kind, type, value) => {
    const values = toValues(Uint16Array.of(1), { kind, slope: 1, intercept: kind === "unsigned" ? 0 : -1024 });
    expect(values).toBeInstanceOf(type);
    expect(values[0]).toBe(value);
  });

  test.each(["unsigned", "float"] as const)("a table takes the place of slope and intercept, and its ends go on: %s", (kind) => {
    const table = { first: -1, values: [7, 30, 900, 65535] };
    const values = toValues(Int16Array.of(-5, -1, 0, 1, 2, 9), { kind, slope: 2, intercept: 5, table });
    expect([...values]).toEqual([7, 7, 30, 900, 65535, 65535]);
  });
});

describe("the pool", () => {
  class Hand implements Decoder {
    onmessage: ((event: MessageEvent<Answer>) => void) | null = null;
    onerror: ((event: ErrorEvent) => void) | null = null;
    asked: Question[] = [];
    ended = false;
    postMessage(question: Question): void {
      this.asked.push(question);
    }
    terminate(): void {
      this.ended = true;
    }
    answer(): void {
      const question = this.asked.at(-1);
      const picture = { pixels: new Int16Array(1), columns: 1, rows: 1, samples: 1 };
      if (question) this.onmessage?.({ data: { id: question.id, picture } } as MessageEvent<Answer>);
    }
  }
  const job = (halvings = 0) => ({ bytes: new Uint8Array(1), halvings, values: { kind: "signed", slope: 1, intercept: 0 } as const });
  const pool = (count = 1): { hands: Hand[]; pool: DecodePool } => {
    const hands: Hand[] = [];
    return {
      hands,
      pool: new DecodePool(count, () => {
        const hand = new Hand();
        hands.push(hand);
        return hand;
      }),
    };
  };

  test("what is on screen goes first, though it was asked for last", async () => {
    const { hands, pool: one } = pool();
    const order: string[] = [];
    const ask = (key: string, rank: number): void => {
      void one.decode(key, job(), () => rank).then(() => order.push(key));
    };
    ask("a", 3);
    ask("b", 2);
    ask("c", 0);
    for (let i = 0; i < 3; i++) {
      hands[0]?.answer();
      await Promise.resolve();
    }
    await Promise.resolve();
    expect(order).toEqual(["a", "c", "b"]);
  });

  test("a finer level takes the place of a coarser one that waits", async () => {
    const { hands, pool: one } = pool();
    void one.decode("x", job(), () => 0);
    const coarse = one.decode("a", job(3), () => 1);
    const fine = one.decode("a", job(2), () => 1);
    expect(await coarse).toBeNull();
    hands[0]?.answer();
    hands[0]?.answer();
    expect(await fine).not.toBeNull();
    expect(hands[0]?.asked).toHaveLength(2);
  });

  test("a worker that dies takes one frame with it; one that always dies ends the waiting", async () => {
    const { hands, pool: one } = pool();
    const first = one.decode("a", job(), () => 0);
    const second = one.decode("b", job(), () => 0);
    hands[0]?.onerror?.({} as ErrorEvent);
    await expect(first).rejects.toThrow("died");
    hands[1]?.answer();
    expect(await second).not.toBeNull();
    for (let i = 1; i < 6; i++) hands[i]?.onerror?.({} as ErrorEvent);
    await expect(one.decode("c", job(), () => 0)).rejects.toThrow("no decoder");
  });
});
