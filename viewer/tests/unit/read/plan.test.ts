import { describe, expect, test } from "vitest";
import type { Spans } from "../../../src/read/core/fetch/spans";
import { frameKey, type Manifest } from "../../../src/read/core/manifest";
import { coarseLevel, plan, type Have, type Link, type Standing } from "../../../src/read/core/plan";
import { manifest as octets } from "./manifest";
import { ends, streamed } from "./streamed";

const link = (changes: Partial<Link> = {}): Link => ({ rate: null, saveData: false, memory: 1e9, begun: new Map(), ...changes });
const have = (settled: string[] = [], spans: Record<string, Spans> = {}): Have => ({
  settled: (key) => settled.includes(key),
  spans: (key) => spans[key] ?? [],
});
const standing = (index: number, changes: Partial<Standing> = {}): Standing => ({
  series: "2.25.1",
  index,
  direction: 1,
  others: [],
  ...changes,
});
const named = (manifest: Manifest, ...more: Manifest[]) => new Map([manifest, ...more].map((one) => [one.series, one]));

/** "1:i5" is class 1, frame i5; "2:L2" the pack of level 2, "3:L3>2" the difference. */
function shown(...args: Parameters<typeof plan>): string[] {
  return plan(...args).map((wish) =>
    wish.kind === "level"
      ? `${String(wish.rank)}:L${String(wish.level)}${wish.after === null ? "" : `>${String(wish.after)}`}`
      : `${String(wish.rank)}:${wish.manifest.frames.instance[wish.index] ?? ""}${wish.level === null ? "" : `@${String(wish.level)}`}`,
  );
}

describe("the load order", () => {
  test("on screen, coarse pack, neighbours (two ahead for one behind), the rest of the levels, the rest outward", () => {
    const one = streamed(20);
    const wishes = shown(standing(10), named(one), have(), link());
    expect(wishes.slice(0, 8)).toEqual(["1:i10", "2:L2", "3:i11", "3:i12", "3:i9", "3:i13", "3:i14", "3:i8"]);
    expect(wishes.indexOf("3:L3>2")).toBe(13);
    expect(wishes.slice(14)).toEqual(["4:i6", "4:i19", "4:i5", "4:i4", "4:i3", "4:i2", "4:i1", "4:i0"]);
    expect(new Set(wishes).size).toBe(wishes.length);
  });

  test("what is here is not wished for", () => {
    const one = streamed(5);
    const all = one.frames.instance.map((_, i) => frameKey(one, i));
    expect(shown(standing(2), named(one), have(all), link())).toEqual([]);
    expect(shown(standing(2), named(one), have(all.slice(0, 4)), link()).sort()).toEqual(["2:L2", "3:L3>2", "3:i4"]);
    const spans = Object.fromEntries(all.map((key): [string, Spans] => [key, [[0, ends[2] ?? 0]]]));
    expect(shown(standing(2), named(one), have([], spans), link())[1]).toBe("3:i3");
  });

  test("a phone brings the rest to 256² only, whole around the reader, and asks for nothing that left its memory", () => {
    const one = streamed(300);
    const side = { restSide: 256 };
    const wishes = shown(standing(150), named(one), have(), link(side));
    expect(wishes.slice(0, 3)).toEqual(["1:i150", "2:L2", "3:i151"]);
    expect(wishes.filter((wish) => wish.startsWith("3:i")).length).toBe(11);
    expect(wishes.filter((wish) => wish.startsWith("4:")).length).toBe(288);
    expect(wishes.filter((wish) => wish.startsWith("4:")).every((wish) => wish.endsWith("@4"))).toBe(true);
    const volume = { ...have(), level: () => 4 };
    expect(
      shown(standing(150), named(one), volume, link(side)).filter((wish) => !wish.startsWith("1:") && !wish.startsWith("3:i")),
    ).toEqual([]);
    expect(shown(standing(10), named(streamed(20)), have(), link(side))).toEqual(shown(standing(10), named(streamed(20)), have(), link()));
  });

  test("a scroll moves class 1 at once, and the direction turns the neighbours", () => {
    const one = streamed(30);
    expect(shown(standing(20, { direction: -1 }), named(one), have(), link()).slice(0, 5)).toEqual([
      "1:i20",
      "2:L2",
      "3:i19",
      "3:i18",
      "3:i21",
    ]);
  });

  test("other series: the frame that stands for each early and coarse, their packs and frames last", () => {
    const one = streamed(5);
    const two = streamed(5, { series: "2.25.2" });
    const wishes = shown(standing(2, { others: [{ series: "2.25.2", index: 2 }] }), named(one, two), have(), link());
    expect(wishes.slice(0, 3)).toEqual(["1:i2", "2:L2", "2:i2@2"]);
    expect(wishes.slice(-6)).toEqual(["5:L2", "5:i2", "5:i3", "5:i4", "5:i1", "5:i0"]);
  });

  test("on a metered line nothing beyond the series on screen", () => {
    const two = streamed(5, { series: "2.25.2" });
    const others = [{ series: "2.25.2", index: 2 }];
    const wishes = plan(standing(2, { others }), named(streamed(5), two), have(), link({ saveData: true }));
    expect(wishes.filter((wish) => wish.rank >= 5)).toEqual([]);
  });

  test("a series that was left asks for nothing while what the one on screen needs is not known", () => {
    const two = streamed(5, { series: "2.25.2" });
    const wishes = plan(standing(0, { others: [{ series: "2.25.2", index: 2 }] }), named(two), have(), link());
    expect(wishes.filter((wish) => wish.rank >= 5)).toEqual([]);
  });

  test("never more than memory holds", () => {
    const one = streamed(100);
    const frames = plan(standing(50), named(one), have(), link({ memory: 10 * 512 * 512 * 2 })).filter((wish) => wish.kind === "frame");
    expect(frames).toHaveLength(10);
  });

  test("a manifest without boundaries is fetched frame by frame as octets, without packs", () => {
    const one = octets({});
    expect(shown(standing(1), named(one), have(), link())).toEqual(["1:b", "3:c", "3:a"]);
  });

  test("frames whose stream is still being made are fetched as octets only where the reader looks", () => {
    const one = streamed(40, { complete: false });
    one.frames.ends = one.frames.ends?.map((own, i) => (i >= 20 ? [] : own)) ?? [];
    const wishes = shown(standing(20), named(one), have(), link());
    expect(wishes).toContain("1:i20");
    expect(wishes).toContain("3:i21");
    expect(wishes).not.toContain("4:i39");
  });

  test("a refused frame that octets cannot show either is not asked for", () => {
    const one = streamed(5, { stored: { bitsAllocated: 8, bitsStored: 8, signed: false, samples: 1, photometric: "PALETTE COLOR" } });
    one.frames.ends = [ends, ends, [], ends, ends];
    one.frames.refused = [{ frame: 2, reason: "damaged" }];
    expect(shown(standing(2), named(one), have(), link())).not.toContain("1:i2");
  });
});

describe("the coarse level", () => {
  const one = streamed(174);
  test.each([
    [null, 2],
    [200, 2],
    [1500, 2],
    [1600, 3],
    [3750, 3],
  ])("at %s bytes a millisecond it is %d", (rate, level) => {
    expect(coarseLevel(one, { rate, begun: new Map() })).toBe(level);
  });

  test("once begun it stays", () => {
    expect(coarseLevel(one, { rate: 99_999, begun: new Map([[one.series, 2]]) })).toBe(2);
  });

  test("few frames, or few levels, need none", () => {
    expect(coarseLevel(streamed(3), link())).toBeNull();
    expect(coarseLevel(streamed(9, { levels: [[64, 64]] }), link())).toBeNull();
  });
});
