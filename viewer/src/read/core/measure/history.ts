import type { Measurement } from "./kinds";

/** One step: null before is a new measurement, null after a deleted one. */
export interface Step {
  before: Measurement | null;
  after: Measurement | null;
}

/** What was done with measurements, and undone: plain values, the latest last. */
export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  constructor(private readonly most = 100) {}

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Steps of the keyboard on the same measurement in a row are one step when `merge` says so. */
  push(step: Step, merge = false): void {
    const last = this.#done[this.#done.length - 1];
    this.#undone = [];
    if (merge && last?.after && step.before && last.before && step.after && last.after.id === step.after.id) last.after = step.after;
    else this.#done.push({ ...step });
    if (this.#done.length > this.most) this.#done.shift();
  }

  undo(): Step | null {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    return { before: step.after, after: step.before };
  }

  redo(): Step | null {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    return step;
  }
}
