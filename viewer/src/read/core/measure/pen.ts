import type { Point } from "../geometry";
import { pointsOf, type MeasureKind } from "./kinds";

/**
 * Draws a measurement with one pointer, by dragging or by clicking from point to point, both mixed as the hand likes.
 * Knows no DOM: positions are image points, `far` says that the pointer has moved since it went down.
 */
export class Pen {
  readonly #points: Point[] = [];
  #ghost: Point;
  #began = false;

  constructor(
    readonly kind: MeasureKind,
    at: Point,
  ) {
    this.#ghost = at;
  }

  /** What is drawn so far, the point under the pointer included. */
  get points(): Point[] {
    return this.finished ? [...this.#points] : [...this.#points, this.#ghost];
  }

  get finished(): boolean {
    return this.#points.length >= pointsOf[this.kind];
  }

  down(at: Point): void {
    this.#ghost = at;
    const placed = this.#points.length;
    // The second line of two begins with a press of its own.
    this.#began = placed === 0 || (placed === 2 && (this.kind === "cobb" || this.kind === "bidirectional"));
    if (this.#began) this.#points.push(at);
  }

  move(at: Point): void {
    this.#ghost = at;
  }

  up(at: Point, far: boolean): void {
    this.#ghost = at;
    if (this.finished || (this.#began && !far)) return;
    this.#points.push(at);
  }
}
