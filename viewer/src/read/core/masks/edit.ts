import type { Samples } from "../decode/pixels";
import type { Point } from "../geometry";
import { grow, type Growth, type Seed } from "./grow";
import { Labels, mapOf, rowsOf, type Rows } from "./labels";
import type { Code, Mask, Segment } from "./mask";

/** Only pixels with such a value, both ends inside. */
export interface Range {
  low: number;
  high: number;
}

/** What a new segment is. */
export interface Kind {
  category: Code;
  type: Code;
}

interface Change {
  layer: number;
  slice: number;
  before: Rows | null;
  after: Rows | null;
}

/** A brush that takes away has the same shape as one that paints. */
export interface Brush {
  /** Label of the segment. */
  value: number;
  erase: boolean;
  /** In pixels, across and down: a disc in millimetres. */
  radius: Point;
  range: Range | null;
}

const mostSteps = 100;

/**
 * A segmentation under the hands of a reader. A label map holds one label a pixel, so painting a segment takes the pixel from the
 * others of the same map; those of other maps stay. Every step can be undone; nothing of it is saved here.
 */
export class MaskEdit {
  readonly labels: Labels;
  /** Values of segments that grew by themselves. */
  readonly #grown = new Set<number>();
  #done: Change[][] = [];
  #undone: Change[][] = [];
  /** The step under way: the slice as it was, and as it is. */
  #open = new Map<string, { change: Change; map: Uint8Array }>();

  constructor(
    readonly mask: Mask,
    /** Millilitres of a voxel; null where there are no volumes. */
    private readonly voxel: number | null,
  ) {
    this.labels = new Labels(mask);
  }

  get segments(): readonly Segment[] {
    return this.labels.segments;
  }

  /** As they would be saved: who changes what a program drew makes it half his own. */
  get result(): readonly Segment[] {
    const before = new Labels(this.mask);
    const isChanged = (segment: Segment): boolean =>
      JSON.stringify(runsOf(before, segment)) !== JSON.stringify(runsOf(this.labels, segment));
    return this.segments.map((segment) => {
      const isGrown = this.#grown.has(segment.value) && segment.algorithmType === "manual";
      if (!isChanged(segment) || (segment.algorithmType !== "automatic" && !isGrown)) return segment;
      return { ...segment, algorithmType: "semiautomatic", algorithmName: segment.algorithmName ?? "Pandok region growing" };
    });
  }

  /** Anything to save. */
  get isChanged(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Null when there is no label left for one more. */
  add(label: string, { category, type }: Kind): Segment | null {
    const value = this.segments.reduce((most, one) => Math.max(most, one.value), 0) + 1;
    if (value > 255) return null;
    const number = this.segments.reduce((most, one) => Math.max(most, one.number), 0) + 1;
    const rest = { description: null, typeModifiers: [], region: null, algorithmName: null, algorithmVersion: null, colour: null };
    const figures = { voxels: 0, millilitres: this.voxel === null ? null : 0, extent: null, largest: null };
    const segment: Segment = { value, layer: 0, number, label, category, type, algorithmType: "manual", ...rest, ...figures };
    this.labels.segments = [...this.segments, segment];
    return segment;
  }

  /** Paints or wipes from one place to another, in image points (pixel borders at whole numbers). True if a pixel changed. */
  stroke(slice: number, from: Point, to: Point, brush: Brush, values: Samples | null): boolean {
    const layer = this.#layerOf(brush.value);
    if (layer === null || slice < 0 || slice >= this.mask.slices) return false;
    const { map } = this.#taken(layer, slice);
    const { columns, rows } = this.mask;
    const { x: across, y: down } = brush.radius;
    const [left, right] = bounds(from.x, to.x, across, columns);
    const [top, bottom] = bounds(from.y, to.y, down, rows);
    // In units of the radius the disc is round.
    const [dx, dy] = [(to.x - from.x) / across, (to.y - from.y) / down];
    const length = dx * dx + dy * dy;
    let changed = false;
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        const [px, py] = [(x + 0.5 - from.x) / across, (y + 0.5 - from.y) / down];
        const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
        const at = y * columns + x;
        if ((px - along * dx) ** 2 + (py - along * dy) ** 2 > 1 || !fits(map[at] ?? 0, brush, values?.[at])) continue;
        map[at] = brush.erase ? 0 : brush.value;
        changed = true;
      }
    if (changed) this.labels.put(layer, slice, rowsOf(map, columns));
    return changed;
  }

  /**
   * Takes what hangs together with a voxel and has its values, within a distance; never what belongs to another segment of the map.
   * @returns voxels that are new; or why nothing was taken.
   */
  grow(seed: Seed, value: number, range: Range, growth: Growth): number | "missing" | "tooLarge" | "nothing" {
    const layer = this.#layerOf(value);
    if (layer === null) return "nothing";
    const { columns, rows, slices } = this.mask;
    const known = this.labels.layer(layer);
    const taken = grow([columns, rows, slices], seed, range, growth, (slice) => mapOf(known.get(slice) ?? null, columns, rows), value);
    if (typeof taken === "string") return taken;
    let count = 0;
    for (const [slice, found] of taken) {
      const { map } = this.#taken(layer, slice);
      const before = count;
      for (let i = 0; i < map.length; i++)
        if (found[i] === 1 && map[i] !== value) {
          map[i] = value;
          count++;
        }
      if (count > before) this.labels.put(layer, slice, rowsOf(map, columns));
    }
    if (count > 0) this.#grown.add(value);
    this.end();
    return count === 0 ? "nothing" : count;
  }

  /** The step is done: it is one for undo. */
  end(): void {
    const step: Change[] = [];
    for (const { change } of this.#open.values()) {
      const after = this.labels.layer(change.layer).get(change.slice) ?? null;
      if (after !== change.before) step.push({ ...change, after });
    }
    this.#open.clear();
    if (step.length === 0) return;
    this.#done.push(step);
    if (this.#done.length > mostSteps) this.#done.shift();
    this.#undone = [];
    this.#count();
  }

  /** Gives up the step under way. */
  cancel(): void {
    for (const { change } of this.#open.values()) this.labels.put(change.layer, change.slice, change.before);
    this.#open.clear();
  }

  undo(): boolean {
    return this.#go(this.#done, this.#undone, "before");
  }

  redo(): boolean {
    return this.#go(this.#undone, this.#done, "after");
  }

  #layerOf(value: number): number | null {
    return this.segments.find((one) => one.value === value)?.layer ?? null;
  }

  #taken(layer: number, slice: number): { map: Uint8Array } {
    const key = `${String(layer)}/${String(slice)}`;
    const known = this.#open.get(key);
    if (known) return known;
    const before = this.labels.layer(layer).get(slice) ?? null;
    const taken = { change: { layer, slice, before, after: null }, map: mapOf(before, this.mask.columns, this.mask.rows) };
    this.#open.set(key, taken);
    return taken;
  }

  #go(from: Change[][], to: Change[][], side: "before" | "after"): boolean {
    this.cancel();
    const step = from.pop();
    if (!step) return false;
    for (const change of step) this.labels.put(change.layer, change.slice, change[side]);
    to.push(step);
    this.#count();
    return true;
  }

  #count(): void {
    this.labels.segments = this.segments.map((segment) => {
      let voxels = 0;
      let largest: Segment["largest"] = null;
      for (const { slice, runs } of runsOf(this.labels, segment)) {
        let pixels = 0;
        for (let i = 2; i < runs.length; i += 3) pixels += runs[i] ?? 0;
        voxels += pixels;
        if (pixels > (largest?.pixels ?? 0)) largest = { slice, ...middle(runs, pixels), pixels };
      }
      return { ...segment, voxels, millilitres: this.voxel === null ? null : voxels * this.voxel, largest };
    });
  }
}

/** Runs of a segment by slice: row, first column, pixels; and so on. */
export function runsOf(labels: Labels, { layer, value }: Segment): { slice: number; runs: number[] }[] {
  const out: { slice: number; runs: number[] }[] = [];
  for (const [slice, { runs }] of [...labels.layer(layer)].sort(([a], [b]) => a - b)) {
    const own: number[] = [];
    for (let i = 0; i < runs.length; i += 4) if (runs[i + 3] === value) own.push(runs[i] ?? 0, runs[i + 1] ?? 0, runs[i + 2] ?? 0);
    if (own.length > 0) out.push({ slice, runs: own });
  }
  return out;
}

/** First pixel and one past the last that a disc between two places can touch. */
function bounds(a: number, b: number, radius: number, size: number): [number, number] {
  return [Math.max(0, Math.floor(Math.min(a, b) - radius)), Math.min(size, Math.ceil(Math.max(a, b) + radius))];
}

function fits(label: number, { value, erase, range }: Brush, sample: number | undefined): boolean {
  if (erase ? label !== value : label === value) return false;
  return range === null || (sample !== undefined && sample >= range.low && sample <= range.high);
}

/** A pixel of the runs near the middle of all. */
function middle(runs: readonly number[], pixels: number): { column: number; row: number } {
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < runs.length; i += 3) {
    const [row, column, length] = [runs[i] ?? 0, runs[i + 1] ?? 0, runs[i + 2] ?? 0];
    sumX += (column + (length - 1) / 2) * length;
    sumY += row * length;
  }
  const [x, y] = [sumX / pixels, sumY / pixels];
  let best = { column: 0, row: 0, far: Infinity };
  for (let i = 0; i < runs.length; i += 3) {
    const [row, start, length] = [runs[i] ?? 0, runs[i + 1] ?? 0, runs[i + 2] ?? 0];
    const column = Math.max(start, Math.min(start + length - 1, Math.round(x)));
    const far = (column - x) ** 2 + (row - y) ** 2;
    if (far < best.far) best = { column, row, far };
  }
  return { column: best.column, row: best.row };
}
