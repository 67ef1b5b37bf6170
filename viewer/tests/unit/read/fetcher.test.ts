import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { faultOf, FrameFetcher, type FetcherOptions } from "../../../src/read/core/fetch/fetcher";

interface Call {
  url: string;
  signal: AbortSignal;
  done: (bytes: ArrayBuffer) => void;
  fail: (error: unknown) => void;
}

let calls: Call[];
let told: string[];

const fetcher = (more: Partial<FetcherOptions> = {}): FrameFetcher =>
  new FrameFetcher({
    limit: 2,
    random: () => 0.5,
    load: (url, signal) =>
      new Promise((done, fail) => {
        calls.push({ url, signal, done, fail });
        signal.addEventListener("abort", () => {
          fail(new DOMException("", "AbortError"));
        });
      }),
    arrived: (key) => told.push(`arrived ${key}`),
    failed: (key, reason) => told.push(`failed ${key} ${reason}`),
    signedOut: () => told.push("signedOut"),
    ...more,
  });
const wishes = (...keys: string[]) => keys.map((key) => ({ key, url: key }));
const call = (i: number): Call => {
  const found = calls[i];
  if (!found) throw new Error(`no call ${String(i)}`);
  return found;
};
const bytes = new ArrayBuffer(1);

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  told = [];
});
afterEach(() => {
  vi.useRealTimers();
});
const tick = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test("no more than the limit at once, in the order of the plan", async () => {
  const one = fetcher();
  one.plan(wishes("a", "b", "c"));
  expect(calls.map((c) => c.url)).toEqual(["a", "b"]);
  call(0).done(bytes);
  await tick();
  expect(calls.map((c) => c.url)).toEqual(["a", "b", "c"]);
  expect(told).toEqual(["arrived a"]);
});

test("a new plan aborts what is no longer wished, keeps what is, and fetches nothing twice", async () => {
  const one = fetcher();
  one.plan(wishes("a", "b", "c"));
  one.plan(wishes("b", "d"));
  await tick();
  expect(call(0).signal.aborted).toBe(true);
  expect(call(1).signal.aborted).toBe(false);
  expect(calls.map((c) => c.url)).toEqual(["a", "b", "d"]);
  expect(told).toEqual([]);
});

test("leaving stops everything", async () => {
  const one = fetcher();
  one.plan(wishes("a", "b", "c"));
  one.stop();
  await tick(60_000);
  expect(calls).toHaveLength(2);
  expect(calls.every((c) => c.signal.aborted)).toBe(true);
});

test("a busy server is asked again, later and later, and then given up", async () => {
  const one = fetcher({ tries: 3, backOff: 100 });
  one.plan(wishes("a"));
  call(0).fail(faultOf(503));
  await tick(99);
  expect(calls).toHaveLength(1);
  await tick(1);
  expect(calls).toHaveLength(2);
  call(1).fail(new TypeError("network"));
  await tick(200);
  expect(calls).toHaveLength(3);
  call(2).fail(faultOf(500));
  await tick(10_000);
  expect(calls).toHaveLength(3);
  expect(told).toEqual(["failed a server"]);
});

test.each([
  [404, "gone"],
  [410, "gone"],
  [406, "unsupported"],
  [403, "refused"],
])("status %d is final: %s", async (status, reason) => {
  const one = fetcher();
  one.plan(wishes("a"));
  call(0).fail(faultOf(status));
  await tick(60_000);
  expect(told).toEqual([`failed a ${reason}`]);
  one.plan(wishes("a"));
  expect(calls).toHaveLength(1);
  one.retry("a");
  one.plan(wishes("a"));
  expect(calls).toHaveLength(2);
});

test("an expired session pauses the plan; after sign-in it goes on with the same frame", async () => {
  const one = fetcher({ limit: 1 });
  one.plan(wishes("a", "b"));
  call(0).fail(faultOf(401));
  await tick();
  expect(told).toEqual(["signedOut"]);
  expect(calls).toHaveLength(1);
  one.resume();
  expect(call(1).url).toBe("a");
});

test("a frame that cannot be decoded is marked as damaged", async () => {
  const one = fetcher({
    arrived: () => {
      throw new Error("short");
    },
  });
  one.plan(wishes("a"));
  call(0).done(bytes);
  await tick();
  expect(told).toEqual(["failed a damaged"]);
});
