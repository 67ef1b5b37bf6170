import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { draftOf, emptyDraft, nameFaults, protocolFrom } from "../../src/protocols/draft";
import en from "../../src/protocols/i18n/en.json";
import ko from "../../src/protocols/i18n/ko.json";
import { freeId } from "../../src/protocols/ids";
import { checkLength, lengthOf, longest, TooLong } from "../../src/protocols/length";
import { stronger } from "../../src/protocols/stronger";
import { takeIn } from "../../src/protocols/transfer";
import { faultText, placeOf } from "../../src/protocols/words";
import { faultsOfWork, pretty, protocolOfWork, workOf } from "../../src/protocols/work";
import { choose, faultsOf, ours, protocolOf, windows, type Protocol } from "../../src/read/core/hanging";
import { ctPresets } from "../../src/read/core/window";
import { setLanguage } from "../../src/shared/i18n";

const full: Protocol = {
  id: "흉부 추적",
  match: { modality: ["CT", "PT"], bodyPart: ["CHEST"], words: ["chest", "흉부", "a, b"] },
  series: {
    lung: {
      need: { plane: "axial", kernel: "sharp", thickness: "<=1.5", words: ["lung"], notWords: ["mip"], modality: ["CT"] },
      prefer: [{ thickness: ">2", kernel: "soft" }, { frames: "fewest" }],
    },
    side: { need: { laterality: "R", view: ["CC", "MLO"] } },
    any: {},
  },
  layout: {
    grid: "2x3",
    cells: [{ series: "lung", window: "lung" }, { prior: 0, like: "lung", window: "lung" }, { prior: 2 }, { series: "any" }],
  },
  opens: "hung",
};

describe("the form and the file", () => {
  test.each([...ours, full, { id: "x", match: {} }])("there and back is the same: $id", (protocol) => {
    expect(protocolFrom(draftOf(protocol))).toEqual(protocol);
    expect(faultsOf(protocol)).toEqual([]);
  });

  test("a role that is renamed keeps its cells", () => {
    const draft = draftOf(full);
    const roles = draft.roles.map((role) => (role.name === "lung" ? { ...role, name: "any" } : role));
    const cells = protocolFrom({ ...draft, roles }).layout?.cells;
    expect(cells?.[0]).toEqual({ series: "any", window: "lung" });
    expect(cells?.[1]?.like).toBe("any");
    expect(nameFaults({ ...draft, roles })).toEqual([{ at: `role.${String(draft.roles[2]?.key)}`, code: "taken", value: "any" }]);
    expect(nameFaults({ ...draft, roles: roles.map((role) => ({ ...role, name: " " })) }).map(({ code }) => code)).toEqual(
      Array(3).fill("missing"),
    );
  });

  test("a new one lacks nothing but a name", () => {
    expect(faultsOfWork({ draft: emptyDraft(), text: null }, [])).toEqual([{ at: "id", code: "missing", value: "" }]);
    expect(faultsOfWork({ draft: { ...emptyDraft(), id: "mine" }, text: null }, [])).toEqual([]);
    expect(faultsOfWork({ draft: { ...emptyDraft(), id: "mine" }, text: null }, ["mine"])).toEqual([
      { at: "id", code: "taken", value: "mine" },
    ]);
  });

  test("what is no protocol is text, word for word; what is text is read when it is sound", () => {
    const broken = { id: "x", match: { modality: "CT" }, more: 1 };
    expect(workOf(broken).text).toBe(pretty(broken));
    expect(protocolOfWork(workOf(broken))).toBeNull();
    expect(protocolOfWork({ ...workOf(broken), text: pretty(full) })).toEqual(full);
    expect(faultsOfWork({ ...workOf(broken), text: "{" }, [])).toEqual([{ at: "", code: "notJson", value: "" }]);
  });
});

describe("faults", () => {
  const good = { id: "x", match: { modality: ["CT"] }, series: { a: {} } };
  const trait = (need: unknown) => ({ ...good, series: { a: { need } } });
  const cell = (one: unknown, more: object = {}) => ({ ...good, ...more, layout: { grid: "1x1", cells: [one] } });
  test.each<[unknown, string, string]>([
    [null, "", "notObject"],
    [[], "", "notObject"],
    [{ ...good, id: "" }, "id", "missing"],
    [{ ...good, id: 7 }, "id", "notText"],
    [{ ...good, id: "x".repeat(61) }, "id", "tooLong"],
    [{ ...good, id: "a\u0000" }, "id", "control"],
    [{ ...good, phone: {} }, "", "unknownKey"],
    [{ id: "x" }, "match", "notObject"],
    [{ ...good, match: { modality: "CT" } }, "match.modality", "notList"],
    [{ ...good, match: { modality: [] } }, "match.modality", "emptyList"],
    [{ ...good, match: { modality: ["ct"] } }, "match.modality", "notCode"],
    [{ ...good, match: { bodyPart: ["흉부"] } }, "match.bodyPart", "notLatin"],
    [{ ...good, match: { words: [" "] } }, "match.words", "emptyWord"],
    [{ ...good, match: { bodypart: ["CHEST"] } }, "match", "unknownKey"],
    [{ ...good, series: [] }, "series", "notObject"],
    [{ ...good, series: { a: { prefer: {} } } }, "series.a.prefer", "notList"],
    [{ ...good, series: { a: { prefer: [{}] } } }, "series.a.prefer.0", "noCondition"],
    [{ ...good, series: { a: { prefer: [{ frames: "most", plane: "axial" }] } } }, "series.a.prefer.0.frames", "framesAlone"],
    [trait({ frames: "most" }), "series.a.need.frames", "framesNeeded"],
    [trait({ thickness: "thin" }), "series.a.need.thickness", "badThickness"],
    [trait({ plane: "oblique" }), "series.a.need.plane", "notOneOf"],
    [trait({ kernel: 3 }), "series.a.need.kernel", "notOneOf"],
    [trait({ view: ["cc"] }), "series.a.need.view", "notCode"],
    [trait({ words: "lung" }), "series.a.need.words", "notList"],
    [{ ...good, layout: { grid: "9x9", cells: [] } }, "layout.grid", "notOneOf"],
    [{ ...good, layout: { grid: "1x1" } }, "layout.cells", "notList"],
    [cell({ series: "b" }), "layout.cells.0.series", "noRole"],
    [cell({}), "layout.cells.0.series", "noRole"],
    [cell({ prior: 0, like: "b" }), "layout.cells.0.like", "noRole"],
    [cell({ prior: -1 }), "layout.cells.0.prior", "badPrior"],
    [cell({ series: "a", prior: 0 }), "layout.cells.0", "seriesAndPrior"],
    [cell({ series: "a", window: "lungs" }), "layout.cells.0.window", "notOneOf"],
    [cell({ series: "a", window: "lung" }, { match: { modality: ["MR"] } }), "layout.cells.0.window", "windowNotCt"],
    [cell({ series: "a", link: "b" }), "layout.cells.0", "unknownKey"],
    [{ ...good, opens: "nine" }, "opens", "notOneOf"],
  ])("%j: %s %s", (value, at, code) => {
    expect(faultsOf(value).map((fault) => [fault.at, fault.code])).toContainEqual([at, code]);
    for (const language of ["en", "ko"] as const) {
      setLanguage(language);
      for (const fault of faultsOf(value)) expect([faultText(fault), placeOf(fault.at)].join(" ")).not.toMatch(/protocols\.|\{/);
    }
  });

  test("what would stop the room is no protocol, and has a fault", () => {
    for (const bad of [
      { ...good, series: { a: { prefer: {} } } },
      trait("axial"),
      trait({ words: "lung" }),
      { ...good, opens: 1 },
      { id: "x", match: { words: [1] } },
    ]) {
      expect(protocolOf(bad)).toBeNull();
      expect(faultsOf(bad)).not.toEqual([]);
    }
  });

  test("windows are those of the room", () => {
    expect(windows).toEqual(ctPresets.map(({ id }) => id));
  });

  test("places are said in the form's words", () => {
    setLanguage("en");
    expect(placeOf("layout.cells.1.window")).toBe("Cell 2 · Window");
    expect(placeOf("series.lung.prefer.0.thickness")).toBe("Series · lung · Should be · 1 · Thickness");
    expect(placeOf("match.bodyPart")).toBe("Body part");
    setLanguage("ko");
    expect(placeOf("layout.cells.0.series")).toBe("1번 칸 · 역할");
  });
});

test("what a built-in one with words would take away is said", () => {
  const chest = { id: "x", match: { modality: ["CT"], bodyPart: ["CHEST"] } };
  expect(choose({ modality: "CT", bodyPart: "CHEST", descriptions: ["chest"] }, [chest], ours)?.id).toBe("ct-chest");
  expect(stronger(chest)?.id).toBe("ct-chest");
  expect(stronger({ ...chest, match: { ...chest.match, words: ["chest"] } })).toBeNull();
  expect(stronger({ ...chest, match: { ...chest.match, modality: ["US"] } })).toBeNull();
  expect(stronger({ id: "x", match: { modality: ["CT"] } })).toBeNull();
});

describe("files", () => {
  test("one or many come in, and what is called the same gets a number", () => {
    expect(takeIn(pretty(full), [full.id, `${full.id}-2`])).toEqual({ protocols: [{ ...full, id: `${full.id}-3` }] });
    const taken = takeIn(pretty([full, full]), []);
    expect("protocols" in taken && taken.protocols.map(({ id }) => id)).toEqual([full.id, `${full.id}-2`]);
    expect(freeId("a", ["b"])).toBe("a");
  });

  test("with one fault nothing comes in, and the fault says where", () => {
    expect(takeIn(pretty([full, { ...full, opens: "x" }]), [])).toEqual({ faults: [{ at: "2: opens", code: "notOneOf", value: "x" }] });
    expect(takeIn("no", [])).toEqual({ faults: [{ at: "", code: "notJson", value: "" }] });
  });

  test("too long is known before it is sent", () => {
    expect([lengthOf("가"), lengthOf("😀")]).toEqual([3, 14]);
    expect(() => {
      checkLength("x".repeat(longest - 2));
    }).not.toThrow();
    expect(() => {
      checkLength("x".repeat(longest - 1));
    }).toThrow(TooLong);
  });
});

describe("words", () => {
  const slots = (message: string): string[] => (message.match(/\{\w+\}/g) ?? []).sort();
  const source = join(import.meta.dirname, "../../src/protocols");
  const code = readdirSync(source)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(source, name), "utf8"))
    .join("\n");

  test("both languages have the same keys with the same slots", () => {
    expect(Object.keys(ko)).toEqual(Object.keys(en));
    for (const [key, message] of Object.entries(en)) expect([key, slots(ko[key as keyof typeof ko])]).toEqual([key, slots(message)]);
    expect(Object.values(en).filter((message) => /[가-힣]/.test(message))).toEqual([]);
  });

  test("every key is used", () => {
    const used = (key: string): boolean => {
      const parts = key.split(".");
      const stems = parts.map((_, n) => parts.slice(0, n + 1).join("."));
      return (
        code.includes(`"${key}"`) ||
        stems.some((stem) => code.includes(`\`${stem}.\${`) || code.includes(`tn("${stem}"`)) ||
        /\.(plane|kernel|laterality|frames)\./.test(key)
      );
    };
    expect(Object.keys(en).filter((key) => !used(key))).toEqual([]);
  });
});
