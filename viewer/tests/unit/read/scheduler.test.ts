import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { faultOf } from "../../../src/read/core/fetch/faults";
import { layoutOf } from "../../../src/read/core/fetch/level";
import { LinkMeter } from "../../../src/read/core/fetch/link";
import { Pieces } from "../../../src/read/core/fetch/pieces";
import { Scheduler, type Request, type SchedulerOptions } from "../../../src/read/core/fetch/scheduler";
import { levelSubject, wholeOf, type Wish } from "../../../src/read/core/fetch/wish";
import { frameKey } from "../../../src/read/core/manifest";
import { streamed } from "./streamed";

const manifest = streamed(8);
const whole = wholeOf(manifest, 0);
const frame = (index: number, rank = 3, level: number | null = null): Wish => ({
  kind: "frame",
  subject: frameKey(manifest, index),
  rank,
  manifest,
  index,
  level,
});
const pack = (level: number, rank = 2): Wish => ({
  kind: "level",
  subject: levelSubject(manifest, level, null),
  rank,
  manifest,
  level,
  after: null,
});

interface Call {
  name: string;
  request: Request;
  signal: AbortSignal;
  /** Sends the next bytes of what was asked for. */
  send(count: number): void;
  end(): void;
  refuse(error: unknown): void;
}

let calls: Call[];
let told: string[];
let pieces: Map<string, Pieces>;
/** How often each byte of each frame came. */
let counts: Map<string, Uint8Array>;
let meter: LinkMeter;

/** A line on which the test itself lets bytes through. */
function scheduler(more: Partial<SchedulerOptions> = {}, tags: () => string = () => '"1"'): Scheduler {
  return new Scheduler({
    open: (request, signal) =>
      new Promise((done, fail) => {
        const { wish, from, to } = request;
        const bytes = bytesOf(wish);
        const chunks: (Uint8Array | null)[] = [];
        let wake: () => void = () => undefined;
        let at = from;
        const begin = (): void => {
          done({
            tag: tags(),
            first: from,
            total: bytes.length,
            cancel: () => undefined,
            read: async () => {
              while (chunks.length === 0) {
                await new Promise<void>((go) => {
                  wake = go;
                });
              }
              if (signal.aborted) throw new DOMException("", "AbortError");
              return chunks.shift() ?? null;
            },
          });
        };
        const name = wish.kind === "level" ? `L${String(wish.level)}` : (manifest.frames.instance[wish.index] ?? "");
        calls.push({
          name,
          request,
          signal,
          send: (count) => {
            begin();
            chunks.push(bytes.subarray(at, Math.min(to, at + count)));
            at += count;
            if (at >= to) chunks.push(null);
            wake();
          },
          end: () => {
            begin();
            chunks.push(bytes.subarray(at, to), null);
            wake();
          },
          refuse: fail,
        });
        signal.addEventListener("abort", () => {
          fail(new DOMException("", "AbortError"));
          chunks.push(null);
          wake();
        });
      }),
    held: (key) => pieces.get(key)?.spans ?? [],
    arrived: (key, _index, first, bytes) => {
      const own = pieces.get(key) ?? new Pieces();
      pieces.set(key, own);
      own.put(first, bytes, whole);
      const count = counts.get(key) ?? new Uint8Array(whole);
      counts.set(key, count);
      for (let i = first; i < first + bytes.length; i++) count[i] = (count[i] ?? 0) + 1;
    },
    ended: () => undefined,
    failed: (wish, reason) => told.push(`failed ${wish.subject} ${reason}`),
    changed: (wish) => {
      told.push(`changed ${wish.subject}`);
      pieces.delete(wish.subject);
    },
    signedOut: () => told.push("signedOut"),
    meter,
    connections: () => 4,
    recallable: () => true,
    ahead: () => 100,
    now: () => Date.now(),
    random: () => 0.5,
    ...more,
  });
}

const packs = new Map<number, Uint8Array>();
function bytesOf(wish: Wish): Uint8Array {
  if (wish.kind === "frame") return new Uint8Array(whole);
  const known = packs.get(wish.level);
  if (known) return known;
  const layout = layoutOf(manifest, wish.level, null);
  const bytes = new Uint8Array(layout.length);
  const view = new DataView(bytes.buffer);
  for (const { frame: index, first, count, at } of layout.records)
    [index, first, count].forEach((value, i) => {
      view.setUint32(at + i * 4, value, true);
    });
  packs.set(wish.level, bytes);
  return bytes;
}
const call = (i: number): Call => {
  const found = calls[i];
  if (!found) throw new Error(`no call ${String(i)}`);
  return found;
};
const asked = () => calls.map(({ name, request }) => `${name} ${String(request.from)}-${String(request.to)}`);
const tick = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const twice = () => [...counts.values()].some((count) => count.some((times) => times > 1));

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  told = [];
  pieces = new Map();
  counts = new Map();
  meter = new LinkMeter(() => Date.now(), 1000);
});
afterEach(() => {
  expect(twice()).toBe(false);
  vi.useRealTimers();
});

test("the slice on screen goes first; the pack goes with it as far as the budget allows, without its bytes", async () => {
  meter = new LinkMeter(() => Date.now(), 2000);
  const one = scheduler();
  one.plan([frame(4, 1), pack(2), frame(5)]);
  // The pack's order is 0 4 2 …: what frame 4 brings itself is left out of it.
  expect(asked()).toEqual([`i4 0-${String(whole)}`, "L2 16-3874", `L2 ${String(2 * 3874 + 16)}-${String(8 * 3874)}`]);
  call(1).end();
  call(2).end();
  await tick();
  expect([...pieces.values()].map(({ spans }) => spans)).toEqual(Array.from({ length: 7 }, () => [[0, 3858]]));
});

test("the next request leaves before the line is idle: when less is to come than it carries in a round trip and 100 ms", async () => {
  const one = scheduler();
  one.plan([0, 1, 2, 3].map((i) => frame(i)));
  // 1000 bytes a millisecond, and no answer was timed yet: 200 kB, so that a frame of 186 kB is not enough, and two are.
  expect(asked()).toHaveLength(2);
  call(0).send(100_000);
  await tick();
  // The answer came at once: 100 kB now, and 272 are still to come.
  expect(asked()).toHaveLength(2);
  call(1).send(150_000);
  await tick();
  expect(asked()).toHaveLength(2);
  call(0).send(60_000);
  await tick();
  expect(calls.map((c) => c.name)).toEqual(["i0", "i1", "i2"]);
});

test("a line thought to be slower than it is still has more than one request under way", async () => {
  meter = new LinkMeter(() => Date.now(), 400);
  const one = scheduler();
  one.plan([0, 1, 2].map((i) => frame(i)));
  expect(asked()).toHaveLength(1);
  await tick(60);
  call(0).send(100_000);
  await tick();
  // 60 ms to the answer: 400 x 160 = 64 kB, and 86 kB are to come.
  expect(asked()).toHaveLength(1);
  call(0).send(40_000);
  await tick();
  expect(calls.map((c) => c.name)).toEqual(["i0", "i1"]);
});

test("the slice on screen has the line for itself, until what follows would come after it", async () => {
  const one = scheduler();
  one.plan([frame(0, 1), frame(1)]);
  expect(asked()).toHaveLength(1);
  await tick(50);
  call(0).send(120_000);
  await tick();
  expect(asked()).toHaveLength(1);
  call(0).send(20_000);
  await tick();
  // 50 ms to the answer: 50 kB, and 46 are to come.
  expect(calls.map((c) => c.name)).toEqual(["i0", "i1"]);
});

test("a place is kept for the slice on screen, whatever else is under way", () => {
  meter = new LinkMeter(() => Date.now(), 1e6);
  const one = scheduler();
  one.plan([0, 1, 2, 3, 4].map((i) => frame(i)));
  expect(asked()).toHaveLength(3);
  one.plan([frame(7, 1), ...[0, 1, 2, 3, 4].map((i) => frame(i))]);
  expect(calls.map((c) => c.name)).toEqual(["i0", "i1", "i2", "i7"]);
});

test("what is no longer wished is ended; on HTTP/1.1 what is nearly here may come", async () => {
  const one = scheduler({ recallable: () => false });
  one.plan([frame(0, 1), frame(1, 1)]);
  call(0).send(100_000);
  await tick();
  // 86 kB more at 1000 bytes a millisecond: 86 ms. The other has 186 ms to go as well.
  one.plan([frame(5, 1)]);
  expect([call(0).signal.aborted, call(1).signal.aborted]).toEqual([false, false]);
  meter = new LinkMeter(() => Date.now(), 1000);
  const two = scheduler({ recallable: () => true });
  two.plan([frame(2, 1)]);
  two.plan([frame(3, 1)]);
  await tick();
  expect(calls.find((c) => c.name === "i2")?.signal.aborted).toBe(true);
});

test("a series that was left stops, though it is wished for again after what is on screen now", async () => {
  const one = scheduler();
  one.plan([pack(3, 2)]);
  one.plan([frame(0, 1), pack(3, 5)]);
  await tick();
  expect(call(0).signal.aborted).toBe(true);
  // The same rank as before, or a better one, is no reason to end anything.
  one.plan([frame(0, 1), pack(3, 5)]);
  await tick();
  expect(call(1).signal.aborted).toBe(false);
});

test("leaving stops everything, and nothing new begins", async () => {
  const one = scheduler();
  one.plan([frame(0, 1), frame(1, 1), frame(2)]);
  const before = calls.length;
  one.stop();
  one.plan([frame(4, 1)]);
  await tick(60_000);
  expect(calls).toHaveLength(before);
  expect(calls.every((c) => c.signal.aborted)).toBe(true);
});

test("a broken frame goes on where it broke, with the tag of its first part", async () => {
  const broken = scheduler({
    backOff: 100,
    open: (request) => {
      calls.push({
        name: "again",
        request,
        signal: new AbortController().signal,
        send: () => undefined,
        end: () => undefined,
        refuse: () => undefined,
      });
      let sent = false;
      return Promise.resolve({
        tag: '"1"',
        first: request.from,
        total: whole,
        cancel: () => undefined,
        read: () => {
          if (sent) return Promise.resolve(null);
          sent = true;
          return Promise.resolve(new Uint8Array(Math.min(60_000, request.to - request.from)));
        },
      });
    },
  });
  broken.plan([frame(1, 1)]);
  await tick(5000);
  expect(calls.map(({ request }) => [request.from, request.tag])).toEqual([
    [0, null],
    [60_000, '"1"'],
    [120_000, '"1"'],
    [180_000, '"1"'],
  ]);
  expect(pieces.get(frameKey(manifest, 1))?.spans).toEqual([[0, whole]]);
});

test("a resource that is another by now is begun anew, and nothing of the old one is kept", async () => {
  let tag = '"1"';
  const one = scheduler({ backOff: 100 }, () => tag);
  one.plan([frame(0, 1)]);
  call(0).send(50_000);
  await tick();
  one.plan([]);
  await tick();
  tag = '"2"';
  one.plan([frame(0, 1)]);
  expect(call(1).request.from).toBe(50_000);
  call(1).send(10);
  await tick(200);
  expect(told).toEqual([`changed ${frameKey(manifest, 0)}`]);
  counts.clear();
  expect(call(2).request).toMatchObject({ from: 0, tag: null });
});

test("a busy server is asked again, later and later, and then given up", async () => {
  const one = scheduler({ tries: 3, backOff: 100 });
  one.plan([frame(0, 1)]);
  call(0).refuse(faultOf(503));
  await tick(99);
  expect(calls).toHaveLength(1);
  await tick(1);
  expect(calls).toHaveLength(2);
  call(1).refuse(new TypeError("network"));
  await tick(199);
  expect(calls).toHaveLength(2);
  await tick(1);
  call(2).refuse(faultOf(500));
  await tick(10_000);
  expect(calls).toHaveLength(3);
  expect(told).toEqual([`failed ${frameKey(manifest, 0)} server`]);
  expect(one.resume()).toEqual([frameKey(manifest, 0)]);
  expect(calls).toHaveLength(4);
});

test.each([
  [404, "gone"],
  [410, "gone"],
  [406, "unsupported"],
  [416, "damaged"],
  [403, "refused"],
])("status %d is final: %s", async (status, reason) => {
  const one = scheduler();
  one.plan([frame(0, 1)]);
  call(0).refuse(faultOf(status));
  await tick(60_000);
  expect(told).toEqual([`failed ${frameKey(manifest, 0)} ${reason}`]);
  one.plan([frame(0, 1)]);
  expect(calls).toHaveLength(1);
  one.retry(frameKey(manifest, 0));
  one.plan([frame(0, 1)]);
  expect(calls).toHaveLength(2);
});

test("an expired session pauses the plan; after sign-in it goes on with the same frame", async () => {
  const one = scheduler();
  one.plan([frame(0, 1), frame(1)]);
  call(0).refuse(faultOf(401));
  await tick(10_000);
  expect(told).toEqual(["signedOut"]);
  expect(calls).toHaveLength(1);
  one.resume();
  expect(call(1).name).toBe("i0");
});

test("without a line nothing is tried and nothing is given up", async () => {
  const one = scheduler({ tries: 1 });
  one.plan([frame(0, 1)]);
  one.pause();
  call(0).refuse(new TypeError("network"));
  await tick(60_000);
  expect([told, calls.length]).toEqual([[], 1]);
  one.resume();
  expect(calls).toHaveLength(2);
});

test("an answer for another state of the series is damaged, not taken", async () => {
  const one = scheduler();
  one.plan([pack(1)]);
  const bytes = bytesOf(pack(1));
  const sound = bytes[1269];
  bytes[1269] = 77;
  call(0).end();
  await tick();
  bytes[1269] = sound ?? 0;
  expect(told).toEqual([`failed ${levelSubject(manifest, 1, null)} damaged`]);
});

test("through scrolling, broken lines and levels, every byte comes exactly once", async () => {
  let seed = 11;
  const random = (): number => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32;
  const one = scheduler({ random, backOff: 10, tries: 1000 });
  const wishes = (at: number): Wish[] =>
    [frame(at, 1), pack(2), frame(2, 2, 2), ...[1, 2, 3, 4, 5, 6, 7].map((by) => frame((at + by) % 8))].filter(
      (wish) => wish.kind === "level" || (pieces.get(wish.subject)?.spans[0]?.[1] ?? 0) < whole,
    );
  const done = (): boolean => [...pieces.values()].filter((own) => own.prefix(whole) !== null).length === 8;
  let turn = 0;
  for (; turn < 3000 && !done(); turn++) {
    if (turn % 5 === 0) one.plan(wishes(Math.floor(random() * 8)));
    const running = calls.filter((c) => !c.signal.aborted);
    const lucky = running[Math.floor(random() * running.length)];
    if (lucky && random() < 0.05) lucky.refuse(new TypeError("gone"));
    else lucky?.send(Math.ceil(random() * 20_000));
    await tick(20);
  }
  expect(done()).toBe(true);
  for (const count of counts.values()) expect(count.every((times) => times === 1)).toBe(true);
});
