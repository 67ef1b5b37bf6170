import type { Point } from "../geometry";
import { pointsOf, type MeasureKind } from "./kinds";
import { simplified } from "./ring";

/** Image pixels: between two points of a curve while it is drawn, and what its simpler form may be off. */
const [closest, tolerance] = [0.25, 0.1];

/**
 * Draws a measurement with one pointer, by dragging or by clicking from point to point, both mixed as the hand likes.
 * Knows no DOM: positions are image points, `far` says that the pointer has moved since it went down.
 */
export class Pen {
  readonly #points: Point[] = [];
  #ghost: Point;
  #began = false;
  #closed = false;

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
    return this.kind === "freehand" ? this.#closed : this.#points.length >= pointsOf[this.kind];
  }

  down(at: Point): void {
    this.#ghost = at;
    if (this.kind === "freehand") {
      this.#points.push(at);
      return;
    }
    const placed = this.#points.length;
    // The second line of two begins with a press of its own.
    this.#began = placed === 0 || (placed === 2 && (this.kind === "cobb" || this.kind === "bidirectional"));
    if (this.#began) this.#points.push(at);
  }

  move(at: Point): void {
    this.#ghost = at;
    const last = this.#points.at(-1);
    if (this.kind === "freehand" && last && Math.hypot(at.x - last.x, at.y - last.y) >= closest) this.#points.push(at);
  }

  up(at: Point, far: boolean): void {
    this.#ghost = at;
    if (this.kind === "freehand") {
      // Closed by letting go.
      this.#points.splice(0, Infinity, ...simplified(this.#points, tolerance));
      this.#closed = true;
      return;
    }
    if (this.finished || (this.#began && !far)) return;
    this.#points.push(at);
  }
}
