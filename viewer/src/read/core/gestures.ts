import type { Point } from "./geometry";

export type Tool = "scroll" | "window" | "zoom" | "pan";
export const tools: readonly Tool[] = ["scroll", "window", "zoom", "pan"];

export type Gesture =
  | { kind: "drag"; tool: Tool; dx: number; dy: number; start: Point; fresh: boolean }
  | { kind: "pinch"; factor: number; dx: number; dy: number; at: Point }
  | { kind: "doubleTap"; at: Point }
  | { kind: "end" };

export interface Touchdown {
  id: number;
  at: Point;
  pointer: "mouse" | "touch";
  /** 0 left, 1 middle, 2 right. */
  button: number;
  time: number;
}

interface Finger {
  at: Point;
  tool: Tool;
}

/**
 * Turns pointers into gestures, mouse and touch alike: one finger or the left button does the chosen tool, the middle
 * button pans, the right one zooms, two fingers zoom and pan together, a double tap fits. Knows no DOM.
 */
export class GestureTracker {
  readonly #fingers = new Map<number, Finger>();
  #start: Point = { x: 0, y: 0 };
  #moved = 0;
  #fresh = true;
  #lastTap = { at: { x: 0, y: 0 }, time: -1e9 };
  #pinched = false;

  get busy(): boolean {
    return this.#fingers.size > 0;
  }

  down(touch: Touchdown, chosen: Tool): void {
    const tool =
      touch.pointer === "mouse" && touch.button === 1 ? "pan" : touch.pointer === "mouse" && touch.button === 2 ? "zoom" : chosen;
    if (this.#fingers.size === 0) {
      this.#start = touch.at;
      this.#moved = 0;
      this.#fresh = true;
      this.#pinched = false;
    }
    this.#fingers.set(touch.id, { at: touch.at, tool });
    if (this.#fingers.size > 1) this.#pinched = true;
  }

  move(id: number, at: Point): Gesture | null {
    const finger = this.#fingers.get(id);
    if (!finger) return null;
    const before = finger.at;
    if (this.#fingers.size >= 2) return this.#pinch(id, finger, at);
    finger.at = at;
    const dx = at.x - before.x;
    const dy = at.y - before.y;
    this.#moved += Math.abs(dx) + Math.abs(dy);
    // The finger that stays after a pinch must not jump into the chosen tool.
    if (this.#pinched || (dx === 0 && dy === 0)) return null;
    const fresh = this.#fresh;
    this.#fresh = false;
    return { kind: "drag", tool: finger.tool, dx, dy, start: this.#start, fresh };
  }

  up(id: number, time: number): Gesture | null {
    const finger = this.#fingers.get(id);
    if (!finger) return null;
    this.#fingers.delete(id);
    if (this.#fingers.size > 0) return null;
    const tapped = this.#moved < 8 && !this.#pinched;
    const near = Math.hypot(finger.at.x - this.#lastTap.at.x, finger.at.y - this.#lastTap.at.y) < 24;
    if (tapped && near && time - this.#lastTap.time < 350) {
      this.#lastTap.time = -1e9;
      return { kind: "doubleTap", at: finger.at };
    }
    if (tapped) this.#lastTap = { at: finger.at, time };
    return { kind: "end" };
  }

  cancel(): void {
    this.#fingers.clear();
  }

  #pinch(id: number, finger: Finger, at: Point): Gesture | null {
    const other = [...this.#fingers].find(([key]) => key !== id)?.[1];
    if (!other) return null;
    const span = (a: Point): number => Math.max(12, Math.hypot(a.x - other.at.x, a.y - other.at.y));
    const factor = span(at) / span(finger.at);
    const gesture: Gesture = {
      kind: "pinch",
      factor,
      dx: (at.x - finger.at.x) / 2,
      dy: (at.y - finger.at.y) / 2,
      at: { x: (at.x + other.at.x) / 2, y: (at.y + other.at.y) / 2 },
    };
    finger.at = at;
    return gesture;
  }
}
