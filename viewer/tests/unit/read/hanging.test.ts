import { describe, expect, test } from "vitest";
import {
  choose,
  gridFor,
  hang,
  hasWord,
  kernelOf,
  linkedIndex,
  linkKind,
  opensWith,
  ours,
  priorFits,
  protocolOf,
  seriesFor,
  type Protocol,
  type SeriesFacts,
} from "../../../src/read/core/hanging";
import type { Manifest } from "../../../src/read/core/manifest";
import { manifest } from "./manifest";

const study = (modality: string, bodyPart: string | null, ...descriptions: string[]) => ({ modality, bodyPart, descriptions });

describe("which protocol", () => {
  test.each([
    ["CT", "CHEST", "", "ct-chest"],
    ["CT", "Lungs", "", "ct-chest"],
    ["CT", null, "흉부 CT (조영)", "ct-chest"],
    ["CT", null, "CHEST^ROUTINE (ADULT)", "ct-chest"],
    ["CT", "ABDOMEN", "", "ct-abdomen"],
    ["CT", "ABDOMEN_PELVIS", "", "ct-abdomen"],
    ["CT", "", "복부골반 CT", "ct-abdomen"],
    ["CT", "HEAD", "", "ct-head"],
    ["CT", "UNKNOWN", "뇌 CT, 비조영", "ct-head"],
    ["CT", "WHOLEBODY", "", "ct-trauma"],
    ["CT", null, "Polytrauma, panscan", "ct-trauma"],
    ["CT", null, "응급 전신 외상", "ct-trauma"],
    ["CT", "KNEE", "", "ct"],
    ["CT", null, "", "ct"],
    ["DX", "CHEST", "", "xr-chest"],
    ["CR", null, "Chest PA", "xr-chest"],
    ["DX", "KNEE", "", "xr-bone"],
    ["CR", null, "무릎 정측면", "xr-bone"],
    ["DX", "ABDOMEN", "", "xr"],
    ["MR", "BRAIN", "", "mr-brain"],
    ["MR", "LSPINE", "", "mr-spine"],
    ["MR", null, "요추 MRI", "mr-spine"],
    ["MR", "KNEE", "", "mr"],
    ["MG", "BREAST", "", "mg"],
    ["US", "ABDOMEN", "", "us"],
    ["PT", null, "", "nm"],
    ["OT", null, "", "any"],
    ["ZZ", null, "", "any"],
  ])("%s, %s, %s: %s", (modality, bodyPart, description, expected) => {
    expect(choose(study(modality, bodyPart, description), ours)?.id).toBe(expected);
  });

  test("the body part counts more than words, both together more than either", () => {
    expect(choose(study("CT", "CHEST", "trauma"), ours)?.id).toBe("ct-chest");
    expect(choose(study("CT", "HEAD", "whole body trauma"), ours)?.id).toBe("ct-head");
    expect(choose(study("CT", "WHOLEBODY", "Trauma chest"), ours)?.id).toBe("ct-trauma");
  });

  test("of equal fit a reader's own is before the site's, the site's before ours, and the first of a file before the second", () => {
    const own = (id: string, match: Protocol["match"] = { modality: ["CT"], bodyPart: ["CHEST"] }): Protocol => ({ id, match });
    const chest = study("CT", "CHEST");
    expect(choose(chest, [own("mine")], [own("site")], ours)?.id).toBe("mine");
    expect(choose(chest, [], [own("site"), own("site2")], ours)?.id).toBe("site");
    expect(choose(chest, [own("mine", { modality: ["MR"] })], [], ours)?.id).toBe("ct-chest");
    // Less specific does not win, whoever made it.
    expect(choose(chest, [own("mine", { modality: ["CT"] })], [], ours)?.id).toBe("ct-chest");
    expect(choose(study("CT", "KNEE"), [own("mine", { modality: ["CT"] })], [], ours)?.id).toBe("mine");
    expect(choose(chest, [])).toBeNull();
  });

  test("our own files are protocols, each with another id and with roles that exist", () => {
    expect(ours.map(protocolOf)).not.toContain(null);
    expect(new Set(ours.map(({ id }) => id)).size).toBe(ours.length);
    for (const { series, layout, id } of ours)
      for (const cell of layout?.cells ?? []) expect(Object.keys(series ?? {}), id).toContain(cell.series ?? cell.like);
  });

  test("what is no protocol is refused", () => {
    const good = { id: "x", match: { modality: ["CT"] } };
    expect(protocolOf(good)).toBe(good);
    for (const bad of [
      null,
      "x",
      [],
      {},
      { id: "", match: {} },
      { id: "x" },
      { id: "x", match: { modality: "CT" } },
      { ...good, opens: "nine" },
      { ...good, layout: { grid: "9x9", cells: [] } },
      { ...good, layout: { grid: "1x1", cells: [{}] } },
      { ...good, series: { a: 1 } },
    ])
      expect(protocolOf(bad)).toBeNull();
  });

  test("a word is a whole one in Latin letters, and found anywhere in Hangul", () => {
    expect(hasWord("Headless", "head")).toBe(false);
    expect(hasWord("CT_HEAD", "head")).toBe(true);
    expect(hasWord("저선량흉부전산화", "흉부")).toBe(true);
    expect(hasWord("a.c (b)", "(b)")).toBe(true);
  });
});

const item = (
  series: string,
  more: Partial<SeriesFacts> & { kernel?: string; thickness?: number; plane?: string; side?: string; view?: string } = {},
): SeriesFacts => ({
  series,
  modality: "CT",
  number: Number(series),
  description: null,
  frames: 100,
  viewable: true,
  look: {
    plane: more.plane ?? "axial",
    imageType: [],
    kernel: more.kernel ?? null,
    thickness: more.thickness ?? null,
    laterality: more.side ?? null,
    viewPosition: more.view ?? null,
  },
  ...more,
});
const protocol = (id: string): Protocol => {
  const found = ours.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe("what hangs where", () => {
  const chest = [
    item("1", { frames: 2, description: "Scout" }),
    item("2", { kernel: "B30f", thickness: 5, frames: 60 }),
    item("3", { kernel: "B70f", thickness: 1, frames: 300 }),
    item("4", { kernel: "B70f", thickness: 5, frames: 60 }),
    item("5", { viewable: false, frames: 0 }),
  ];

  test("lung in the sharp thin series, mediastinum in the soft one, each beside its prior", () => {
    expect(hang(protocol("ct-chest"), "hung", chest, 1, "3")).toEqual({
      grid: "2x2",
      cells: [
        { series: "3", prior: null, role: "lung", window: "lung" },
        { series: null, prior: 0, role: "lung", window: "lung" },
        { series: "2", prior: null, role: "soft", window: "mediastinum" },
        { series: null, prior: 0, role: "soft", window: "mediastinum" },
      ],
    });
    expect(hang(protocol("ct-chest"), "hung", chest, 0, "3").grid).toBe("1x2");
    expect(hang(protocol("ct-chest"), "two", chest, 1, "3").cells.map((cell) => cell.series ?? `prior ${String(cell.prior)}`)).toEqual([
      "3",
      "prior 0",
    ]);
    expect(hang(protocol("ct-chest"), "two", chest, 0, "3").cells.map((cell) => cell.series)).toEqual(["3", "2"]);
    expect(hang(protocol("ct-chest"), "one", chest, 1, "2").cells.map((cell) => cell.series)).toEqual(["2"]);
  });

  test("one series in two windows is two cells; without a window it is one", () => {
    expect(hang(protocol("ct-head"), "hung", [item("7")], 0, "7").cells.map((cell) => cell.window)).toEqual(["brain", "bone", "subdural"]);
    expect(hang(protocol("mr"), "hung", [item("7", { modality: "MR" })], 0, "7").grid).toBe("1x1");
  });

  test("four views of both breasts lie where readers look for them", () => {
    const view = (id: string, side: string, position: string): SeriesFacts => item(id, { modality: "MG", side, view: position, frames: 1 });
    const views = [view("1", "L", "MLO"), view("2", "R", "MLO"), view("3", "L", "CC"), view("4", "R", "CC")];
    expect(hang(protocol("mg"), "hung", views, 0, "1").cells.map((cell) => cell.series)).toEqual(["4", "3", "2", "1"]);
    expect(hang(protocol("mg"), "hung", views.slice(1, 2), 0, "2")).toMatchObject({ grid: "1x1", cells: [{ series: "2" }] });
  });

  test("a study of nothing that can be shown has one empty cell", () => {
    expect(hang(protocol("any"), "hung", [item("5", { viewable: false })], 0, null).cells).toEqual([
      { series: null, prior: null, role: null, window: null },
    ]);
  });

  test("the grid shrinks to what is there", () => {
    expect([1, 2, 3, 4, 5, 6].map((count) => gridFor(count))).toEqual(["1x1", "1x2", "2x2", "2x2", "2x3", "2x3"]);
    expect(gridFor(3, "1x3")).toBe("1x3");
    expect(gridFor(2, "1x3")).toBe("1x2");
  });

  test.each([
    ["Br64d\\3", "sharp"],
    ["B31f", "soft"],
    ["LUNG", "sharp"],
    ["STANDARD", "soft"],
    ["FC13", "soft"],
    ["FC52", "sharp"],
    ["YC", "sharp"],
    ["B", "soft"],
    ["", null],
  ])("kernel %s is %s", (kernel, expected) => {
    expect(kernelOf(item("1", { kernel }))).toBe(expected);
  });

  test("without a kernel the description says it", () => {
    expect(kernelOf(item("1", { description: "Chest 1.0 폐" }))).toBe("sharp");
    expect(kernelOf(item("1", { description: "Mediastinum 5.0" }))).toBe("soft");
  });

  test("no role is filled by what may not fill it", () => {
    expect(seriesFor({ need: { thickness: "<=1.5" } }, [item("1", { thickness: 5 })], new Set())).toBeNull();
    expect(seriesFor({ need: { words: ["flair"] } }, [item("1", { description: "T2 FLAIR ax" })], new Set())?.series).toBe("1");
  });

  test("what a reader chose last is what opens; else what the protocol says", () => {
    expect(opensWith(protocol("ct-chest"), undefined, false)).toBe("one");
    expect(opensWith(protocol("ct-chest"), undefined, true)).toBe("two");
    expect(opensWith(protocol("ct-chest"), "planes", true)).toBe("planes");
    expect(opensWith(protocol("mg"), "nonsense", true)).toBe("hung");
    expect(priorFits({ modality: "CT", bodyPart: "CHEST" }, { modality: "CT", bodyPart: "Chest" })).toBe(true);
    expect(priorFits({ modality: "CT", bodyPart: "CHEST" }, { modality: "CT", bodyPart: "HEAD" })).toBe(false);
    expect(priorFits({ modality: "CT", bodyPart: null }, { modality: "DX", bodyPart: "CHEST" })).toBe(false);
    expect(priorFits({ modality: "CT", bodyPart: null }, undefined)).toBe(false);
  });
});

describe("scrolling together", () => {
  const stack = (
    count: number,
    gap: number,
    first: number,
    frameOfReference: string | null,
    orientation = [1, 0, 0, 0, 1, 0],
  ): Manifest => {
    const base = manifest(
      {},
      Array.from({ length: count }, (_, i) => String(i)),
    );
    const along = base.frames.instance.map((_, i) => i * gap);
    return { ...base, frameOfReference, orientation, origin: [0, 0, first], frames: { ...base.frames, along } };
  };

  test("by place in the patient where both say it in one frame of reference", () => {
    const [a, b] = [stack(40, 5, -100, "F"), stack(80, 2, -40, "F")];
    expect(linkKind(a, b, null)).toBe("position");
    // Slice 20 of a lies at 0 mm, which is slice 20 of b.
    expect(linkedIndex(a, 20, b, null)).toBe(20);
    expect(linkedIndex(a, 24, b, null)).toBe(30);
    expect(linkedIndex(a, 0, b, null)).toBe(0);
    expect(linkedIndex(b, 79, a, null)).toBe(39);
  });

  test("also when one stack runs from the feet up and the other down", () => {
    const down = stack(40, 5, 95, "F", [1, 0, 0, 0, -1, 0]);
    expect(linkedIndex(stack(40, 5, -100, "F"), 0, down, null)).toBe(39);
    expect(linkedIndex(stack(40, 5, -100, "F"), 39, down, null)).toBe(0);
  });

  test("by millimetres from where a person laid them side by side, when the frames of reference differ", () => {
    const [now, before] = [stack(40, 5, -100, "F"), stack(200, 1, 700, "G")];
    expect(linkKind(now, before, null)).toBe("none");
    expect(linkedIndex(now, 20, before, null)).toBeNull();
    const anchor = { from: 10, to: 60 };
    expect(linkKind(now, before, anchor)).toBe("offset");
    expect(linkedIndex(now, 12, before, anchor)).toBe(70);
    expect(linkedIndex(before, 70, now, { from: 60, to: 10 })).toBe(12);
    expect(linkedIndex(now, 39, before, anchor)).toBe(199);
  });

  test("never across planes, and slice by slice where nothing says where slices lie", () => {
    expect(linkedIndex(stack(40, 5, 0, "F"), 3, stack(40, 5, 0, "F", [1, 0, 0, 0, 0, -1]), { from: 0, to: 0 })).toBeNull();
    const nowhere = { ...stack(10, 0, 0, null), orientation: null, origin: null };
    expect(linkedIndex(nowhere, 4, nowhere, { from: 2, to: 5 })).toBe(7);
    expect(linkedIndex(nowhere, 9, nowhere, { from: 2, to: 5 })).toBe(9);
  });
});
