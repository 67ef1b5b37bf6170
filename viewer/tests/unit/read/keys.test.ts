import { describe, expect, test } from "vitest";
import {
  actionOf,
  actions,
  chordOf,
  holderOf,
  isSingle,
  keysOf,
  labelOf,
  usualKeys,
  withKey,
  type KeyPress,
} from "../../../src/read/core/keys";

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: "x",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});

test("no chord belongs to two actions, no id to two rows", () => {
  const chords = actions.flatMap((row) => row.keys);
  expect(chords.filter((chord, i) => chords.indexOf(chord) !== i)).toEqual([]);
  expect(new Set(actions.map((row) => row.id)).size).toBe(actions.length);
});

test.each([
  [press("KeyZ", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+KeyZ"],
  [press("KeyZ", { metaKey: true }), "Ctrl+KeyZ"],
  [press("Numpad3"), "Digit3"],
  [press("NumpadEnter"), "Enter"],
  [press("ShiftLeft", { shiftKey: true }), null],
  [press("Lang1"), null],
])("a press is a chord by place", (one, chord) => {
  expect(chordOf(one)).toBe(chord);
});

describe("a reader's keys", () => {
  test("a changed key works, the old one does not, and whose it was has none", () => {
    const settings = { singleLetters: true, keys: withKey(usualKeys, "length", "KeyW") };
    expect(actionOf(press("KeyW"), false, settings)).toEqual({ kind: "tool", tool: "length" });
    expect(actionOf(press("KeyL"), false, settings)).toBeNull();
    const window = actions.find((row) => row.id === "window");
    expect(window && keysOf(window, settings)).toEqual([]);
  });
  test("given on once more, only the last has it", () => {
    let settings = { singleLetters: true, keys: withKey(usualKeys, "length", "KeyJ") };
    settings = { ...settings, keys: withKey(settings, "angle", "KeyJ") };
    expect(holderOf("KeyJ", settings)?.id).toBe("angle");
    expect(settings.keys).toEqual({ length: null, angle: "KeyJ" });
  });
  test("a key can be taken away, and what leads out of everything cannot be changed", () => {
    const settings = { singleLetters: true, keys: withKey(usualKeys, "cine", null) };
    expect(actionOf(press("KeyC"), false, settings)).toBeNull();
    expect(withKey(usualKeys, "cine", "Escape")).toEqual({});
    expect(actionOf(press("Escape"), false, { singleLetters: true, keys: { images: null } })).toEqual({ kind: "images" });
  });
  test("single letters, figures and signs can be switched off; the rest goes on", () => {
    const settings = { singleLetters: false, keys: {} };
    for (const code of ["KeyW", "Digit1", "BracketLeft"]) expect(actionOf(press(code), false, settings)).toBeNull();
    expect(actionOf(press("KeyA", { shiftKey: true }), false, settings)).toBeNull();
    expect(actionOf(press("ArrowUp"), false, settings)).toEqual({ kind: "slice", by: -1 });
    expect(actionOf(press("Digit2", { altKey: true }), false, settings)).toEqual({ kind: "layout", layout: "planes" });
    expect(actionOf(press("Slash", { shiftKey: true, key: "?" }), false, settings)).toEqual({ kind: "help" });
  });
  test("signing by another key still works in a text, a letter there never does", () => {
    const keys = withKey(usualKeys, "sign", "Ctrl+KeyS");
    expect(actionOf(press("KeyS", { ctrlKey: true }), true, { singleLetters: true, keys })).toEqual({ kind: "sign" });
    expect(actionOf(press("KeyS"), true, { singleLetters: true, keys: { sign: "KeyS" } })).toBeNull();
    expect(actionOf(press("KeyZ", { ctrlKey: true }), true)).toBeNull();
    expect(actionOf(press("Slash", { shiftKey: true, key: "?" }), true)).toBeNull();
  });
});

test("what is printed on the caps", () => {
  expect(["Ctrl+KeyZ", "Shift+KeyA", "Alt+Digit3", "ArrowUp", "Shift+Slash", "Delete"].map(labelOf)).toEqual([
    "Ctrl Z",
    "Shift A",
    "Alt 3",
    "↑",
    "?",
    "Del",
  ]);
  expect(["KeyW", "Shift+KeyW", "Digit0", "Space", "F2", "Ctrl+KeyW"].map(isSingle)).toEqual([true, true, true, false, false, false]);
});
