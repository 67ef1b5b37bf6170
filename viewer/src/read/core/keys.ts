import type { Tool } from "./gestures";

export type Action =
  | { kind: "slice"; by: number }
  | { kind: "edge"; to: "first" | "last" }
  | { kind: "preset"; number: number }
  | { kind: "defaultWindow" }
  | { kind: "tool"; tool: Tool }
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

/**
 * By `code`, not `key`: in Korean input mode the key is a Hangul letter. Nothing while a syllable is being composed.
 * In a text field only Ctrl+Enter and Escape belong to the room.
 */
export function actionOf(press: KeyPress, inText: boolean): Action | null {
  if (press.isComposing) return null;
  if ((press.ctrlKey || press.metaKey) && (press.code === "Enter" || press.code === "NumpadEnter")) return { kind: "sign" };
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (inText) return press.code === "Escape" ? { kind: "images" } : null;
  if (press.key === "?" || (press.shiftKey && press.code === "Slash")) return { kind: "help" };
  if (press.shiftKey) return press.code === "KeyR" ? { kind: "rotate" } : null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(press.code)?.[1];
  if (digit) return { kind: "preset", number: Number(digit) };
  return plain[press.code] ?? null;
}
