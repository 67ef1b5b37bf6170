import type { AnyTool } from "./tools";

export type Action =
  | { kind: "slice"; by: number }
  | { kind: "edge"; to: "first" | "last" }
  | { kind: "preset"; number: number }
  | { kind: "defaultWindow" }
  | { kind: "tool"; tool: AnyTool }
  | { kind: "layout"; layout: "1x1" | "2x2" }
  | { kind: "undo" | "redo" | "delete" | "point" | "insert" | "cine" | "keyImage" | "slab" }
  | { kind: "invert" | "reset" | "flip" | "rotate" | "report" | "images" | "sign" | "help" | "overlay" }
  | { kind: "series"; by: number };

export interface KeyRow {
  /** Shown in the key map. */
  label: string;
  words: string;
}

/** The key map as shown by `?`; the words are keys of the catalogue. */
export const keyRows: readonly KeyRow[] = [
  { label: "↑ ↓", words: "keys.slice" },
  { label: "PgUp PgDn", words: "keys.slice10" },
  { label: "Home End", words: "keys.edge" },
  { label: "[ ]", words: "keys.series" },
  { label: "1 – 9", words: "keys.preset" },
  { label: "0", words: "keys.default" },
  { label: "W", words: "tool.window" },
  { label: "S", words: "tool.scroll" },
  { label: "Z", words: "tool.zoom" },
  { label: "P", words: "tool.pan" },
  { label: "Q", words: "tool.magnify" },
  { label: "L", words: "measure.kind.length" },
  { label: "A", words: "measure.kind.angle" },
  { label: "Shift A", words: "measure.kind.cobb" },
  { label: "B", words: "measure.kind.bidirectional" },
  { label: "E", words: "measure.kind.ellipse" },
  { label: "Shift E", words: "measure.kind.rectangle" },
  { label: "H", words: "measure.kind.probe" },
  { label: "Shift L", words: "measure.kind.arrow" },
  { label: "Space", words: "keys.point" },
  { label: "←↑↓→", words: "keys.move" },
  { label: "Enter", words: "keys.insert" },
  { label: "Del", words: "keys.delete" },
  { label: "Ctrl Z", words: "keys.undo" },
  { label: "Ctrl Y", words: "keys.redo" },
  { label: "K", words: "keyImage.mark" },
  { label: "C", words: "cine.play" },
  { label: "X", words: "planes.crosshairs" },
  { label: "M", words: "keys.slab" },
  { label: "Alt 1", words: "keys.one" },
  { label: "Alt 2", words: "keys.four" },
  { label: "I", words: "tool.invert" },
  { label: "F", words: "tool.flip" },
  { label: "Shift R", words: "tool.rotate" },
  { label: "R", words: "tool.reset" },
  { label: "O", words: "keys.overlay" },
  { label: "T", words: "keys.report" },
  { label: "Esc", words: "keys.images" },
  { label: "Ctrl Enter", words: "keys.sign" },
  { label: "?", words: "keys.help" },
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

const plain: Readonly<Record<string, Action>> = {
  ArrowUp: { kind: "slice", by: -1 },
  ArrowLeft: { kind: "slice", by: -1 },
  ArrowDown: { kind: "slice", by: 1 },
  ArrowRight: { kind: "slice", by: 1 },
  PageUp: { kind: "slice", by: -10 },
  PageDown: { kind: "slice", by: 10 },
  Home: { kind: "edge", to: "first" },
  End: { kind: "edge", to: "last" },
  KeyW: { kind: "tool", tool: "window" },
  KeyS: { kind: "tool", tool: "scroll" },
  KeyZ: { kind: "tool", tool: "zoom" },
  KeyP: { kind: "tool", tool: "pan" },
  KeyQ: { kind: "tool", tool: "magnify" },
  KeyX: { kind: "tool", tool: "crosshairs" },
  KeyL: { kind: "tool", tool: "length" },
  KeyA: { kind: "tool", tool: "angle" },
  KeyB: { kind: "tool", tool: "bidirectional" },
  KeyE: { kind: "tool", tool: "ellipse" },
  KeyH: { kind: "tool", tool: "probe" },
  Space: { kind: "point" },
  Enter: { kind: "insert" },
  NumpadEnter: { kind: "insert" },
  Delete: { kind: "delete" },
  Backspace: { kind: "delete" },
  KeyC: { kind: "cine" },
  KeyK: { kind: "keyImage" },
  KeyM: { kind: "slab" },
  KeyI: { kind: "invert" },
  KeyF: { kind: "flip" },
  KeyR: { kind: "reset" },
  KeyO: { kind: "overlay" },
  KeyT: { kind: "report" },
  BracketLeft: { kind: "series", by: -1 },
  BracketRight: { kind: "series", by: 1 },
  Escape: { kind: "images" },
  Digit0: { kind: "defaultWindow" },
  Numpad0: { kind: "defaultWindow" },
};

const shifted: Readonly<Record<string, Action>> = {
  KeyR: { kind: "rotate" },
  KeyA: { kind: "tool", tool: "cobb" },
  KeyE: { kind: "tool", tool: "rectangle" },
  KeyL: { kind: "tool", tool: "arrow" },
};

const withControl: Readonly<Record<string, Action>> = { KeyZ: { kind: "undo" }, KeyY: { kind: "redo" } };

const withAlt: Readonly<Record<string, Action>> = {
  Digit1: { kind: "layout", layout: "1x1" },
  Digit2: { kind: "layout", layout: "2x2" },
};

/**
 * By `code`, not `key`: in Korean input mode the key is a Hangul letter. Nothing while a syllable is being composed.
 * In a text field only Ctrl+Enter and Escape belong to the room.
 */
export function actionOf(press: KeyPress, inText: boolean): Action | null {
  if (press.isComposing) return null;
  if ((press.ctrlKey || press.metaKey) && (press.code === "Enter" || press.code === "NumpadEnter")) return { kind: "sign" };
  if (inText && (press.ctrlKey || press.metaKey || press.altKey)) return null;
  if (press.ctrlKey || press.metaKey)
    return press.altKey ? null : press.shiftKey && press.code === "KeyZ" ? { kind: "redo" } : (withControl[press.code] ?? null);
  if (press.altKey) return press.shiftKey ? null : (withAlt[press.code] ?? null);
  if (inText) return press.code === "Escape" ? { kind: "images" } : null;
  if (press.key === "?" || (press.shiftKey && press.code === "Slash")) return { kind: "help" };
  if (press.shiftKey) return shifted[press.code] ?? null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(press.code)?.[1];
  if (digit) return { kind: "preset", number: Number(digit) };
  return plain[press.code] ?? null;
}
