import type { AnyTool } from "./tools";

export type Action =
  | { kind: "slice"; by: number }
  | { kind: "edge"; to: "first" | "last" }
  | { kind: "preset"; number: number }
  | { kind: "defaultWindow" }
  | { kind: "tool"; tool: AnyTool }
  | { kind: "layout"; layout: "one" | "planes" | "two" | "hung" }
  | { kind: "undo" | "redo" | "delete" | "point" | "insert" | "cine" | "keyImage" | "slab" | "link" | "masks" | "volume" | "nextCase" }
  | { kind: "segment"; by: number }
  | { kind: "second" }
  | { kind: "invert" | "reset" | "flip" | "rotate" | "report" | "images" | "sign" | "help" | "overlay" }
  | { kind: "series"; by: number };

export interface ActionRow {
  id: string;
  /** A key of the catalogue. */
  words: string;
  action: Action;
  /** Chords by code, e.g. "Shift+KeyA": in Korean input mode the letter is another, the key is the same. */
  keys: readonly string[];
  /** The reader may not change it: it leads out of everything, or belongs to a row of its own. */
  fixed?: true;
}

const row = (id: string, words: string, action: Action, ...keys: string[]): ActionRow => ({ id, words, action, keys });
const tool = (id: AnyTool, words: string, key: string): ActionRow => row(id, words, { kind: "tool", tool: id }, key);

/** Everything that has a key, in the order of the key map. */
export const actions: readonly ActionRow[] = [
  row("previous", "keys.previous", { kind: "slice", by: -1 }, "ArrowUp", "ArrowLeft"),
  row("next", "keys.next", { kind: "slice", by: 1 }, "ArrowDown", "ArrowRight"),
  row("back10", "keys.back10", { kind: "slice", by: -10 }, "PageUp"),
  row("forward10", "keys.forward10", { kind: "slice", by: 10 }, "PageDown"),
  row("first", "keys.first", { kind: "edge", to: "first" }, "Home"),
  row("last", "keys.last", { kind: "edge", to: "last" }, "End"),
  row("seriesBack", "keys.seriesBack", { kind: "series", by: -1 }, "BracketLeft"),
  row("seriesNext", "keys.seriesNext", { kind: "series", by: 1 }, "BracketRight"),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number): ActionRow => ({
    ...row(`preset${String(number)}`, "keys.preset", { kind: "preset", number }, `Digit${String(number)}`),
    fixed: true,
  })),
  row("defaultWindow", "keys.default", { kind: "defaultWindow" }, "Digit0"),
  tool("window", "tool.window", "KeyW"),
  tool("scroll", "tool.scroll", "KeyS"),
  tool("zoom", "tool.zoom", "KeyZ"),
  tool("pan", "tool.pan", "KeyP"),
  tool("magnify", "tool.magnify", "KeyQ"),
  tool("length", "measure.kind.length", "KeyL"),
  tool("angle", "measure.kind.angle", "KeyA"),
  tool("cobb", "measure.kind.cobb", "Shift+KeyA"),
  tool("bidirectional", "measure.kind.bidirectional", "KeyB"),
  tool("ellipse", "measure.kind.ellipse", "KeyE"),
  tool("rectangle", "measure.kind.rectangle", "Shift+KeyE"),
  tool("freehand", "measure.kind.freehand", "Shift+KeyF"),
  tool("probe", "measure.kind.probe", "KeyH"),
  tool("arrow", "measure.kind.arrow", "Shift+KeyL"),
  row("point", "keys.point", { kind: "point" }, "Space"),
  row("insert", "keys.insert", { kind: "insert" }, "Enter"),
  row("delete", "keys.delete", { kind: "delete" }, "Delete", "Backspace"),
  row("undo", "keys.undo", { kind: "undo" }, "Ctrl+KeyZ"),
  row("redo", "keys.redo", { kind: "redo" }, "Ctrl+KeyY", "Ctrl+Shift+KeyZ"),
  row("keyImage", "keyImage.mark", { kind: "keyImage" }, "KeyK"),
  row("cine", "cine.play", { kind: "cine" }, "KeyC"),
  tool("crosshairs", "planes.crosshairs", "KeyX"),
  row("slab", "keys.slab", { kind: "slab" }, "KeyM"),
  row("volume", "keys.volume", { kind: "volume" }, "KeyV"),
  row("masks", "keys.masks", { kind: "masks" }, "KeyG"),
  row("segmentBack", "keys.segmentBack", { kind: "segment", by: -1 }, "Comma"),
  row("segmentNext", "keys.segmentNext", { kind: "segment", by: 1 }, "Period"),
  row("one", "keys.one", { kind: "layout", layout: "one" }, "Alt+Digit1"),
  row("planes", "keys.four", { kind: "layout", layout: "planes" }, "Alt+Digit2"),
  row("two", "keys.two", { kind: "layout", layout: "two" }, "Alt+Digit3"),
  row("hung", "keys.hung", { kind: "layout", layout: "hung" }, "Alt+Digit4"),
  row("second", "keys.second", { kind: "second" }, "Alt+Digit5"),
  row("link", "keys.link", { kind: "link" }, "KeyD"),
  row("invert", "tool.invert", { kind: "invert" }, "KeyI"),
  row("flip", "tool.flip", { kind: "flip" }, "KeyF"),
  row("rotate", "tool.rotate", { kind: "rotate" }, "Shift+KeyR"),
  row("reset", "tool.reset", { kind: "reset" }, "KeyR"),
  row("overlay", "keys.overlay", { kind: "overlay" }, "KeyO"),
  row("report", "keys.report", { kind: "report" }, "KeyT"),
  { ...row("images", "keys.images", { kind: "images" }, "Escape"), fixed: true },
  row("sign", "keys.sign", { kind: "sign" }, "Ctrl+Enter"),
  row("nextCase", "keys.nextCase", { kind: "nextCase" }, "KeyN"),
  { ...row("help", "keys.help", { kind: "help" }, "Shift+Slash"), fixed: true },
];

export interface KeyPress {
  code: string;
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
}

/** What a reader has made different. */
export interface KeySettings {
  /** A letter, a figure or a sign alone may be a key (WCAG 2.1.4). */
  singleLetters: boolean;
  /** By action; null: no key. */
  keys: Readonly<Record<string, string | null>>;
}

export const usualKeys: KeySettings = { singleLetters: true, keys: {} };

/** "Ctrl+Shift+KeyZ"; null while only a modifier is down. */
export function chordOf(press: KeyPress): string | null {
  if (/^(Control|Shift|Alt|Meta|OS|CapsLock|Lang\d|KanaMode|Convert|NonConvert)/.test(press.code) || press.code === "") return null;
  const code = press.code.replace(/^Numpad(?=\d$)/, "Digit").replace("NumpadEnter", "Enter");
  const modifiers = [press.ctrlKey || press.metaKey ? "Ctrl+" : "", press.altKey ? "Alt+" : "", press.shiftKey ? "Shift+" : ""];
  return modifiers.join("") + code;
}

/** A letter, a figure, a sign: what speech input and slips of the hand can press by accident. */
export function isSingle(chord: string): boolean {
  return /^(Shift\+)?(Key[A-Z]|Digit\d|Minus|Equal|Bracket\w+|Semicolon|Quote|Backquote|Backslash|Comma|Period|Slash|Intl\w+)$/.test(chord);
}

/** The chords of an action as they are in force. A chord that the reader gave to another action is no longer its own. */
export function keysOf(row: ActionRow, settings: KeySettings): readonly string[] {
  const own = row.fixed ? undefined : settings.keys[row.id];
  if (own !== undefined) return own === null ? [] : [own];
  const given = new Set(actions.filter((other) => !other.fixed && other.id !== row.id).map((other) => settings.keys[other.id]));
  return row.keys.filter((chord) => row.fixed === true || !given.has(chord));
}

/** Which action has a chord; null: nobody. */
export function holderOf(chord: string, settings: KeySettings): ActionRow | null {
  return actions.find((row) => keysOf(row, settings).includes(chord)) ?? null;
}

/** The settings with another key for an action; null takes it away. A key of a fixed action is not given: the same settings come back. */
export function withKey(settings: KeySettings, id: string, chord: string | null): Readonly<Record<string, string | null>> {
  const holder = chord === null ? null : holderOf(chord, settings);
  if (holder?.fixed) return settings.keys;
  const keys = { ...settings.keys, [id]: chord };
  // Who had it as a key of the reader's choice has none now.
  if (holder && holder.id !== id && settings.keys[holder.id] === chord) keys[holder.id] = null;
  return keys;
}

const names: Readonly<Record<string, string>> = {
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", PageUp: "PgUp", PageDown: "PgDn", Delete: "Del", Backspace: "⌫", Escape: "Esc",
  BracketLeft: "[", BracketRight: "]", Minus: "-", Equal: "=", Semicolon: ";", Quote: "'", Backquote: "`", Backslash: "\\", Comma: ",", Period: ".", Slash: "/",
}; // prettier-ignore

/** "Ctrl Z"; what is printed on the caps of a Latin keyboard. */
export function labelOf(chord: string): string {
  if (chord === "Shift+Slash") return "?";
  return chord
    .split("+")
    .map((part) => names[part] ?? part.replace(/^(Key|Digit)(?=.$)/, ""))
    .join(" ");
}

/**
 * By `code`, not `key`: in Korean input mode the key is a Hangul letter. Nothing while a syllable is being composed.
 * In a text field only signing and Escape belong to the room.
 */
export function actionOf(press: KeyPress, inText: boolean, settings: KeySettings = usualKeys): Action | null {
  if (press.isComposing) return null;
  const chord = press.key === "?" && !inText ? "Shift+Slash" : chordOf(press);
  if (chord === null || (!settings.singleLetters && isSingle(chord) && chord !== "Shift+Slash")) return null;
  const { action } = holderOf(chord, settings) ?? { action: null };
  if (!inText || !action) return action;
  return action.kind === "images" || (action.kind === "sign" && !isSingle(chord)) ? action : null;
}
