import { computed, signal } from "@preact/signals";
import { api, type StudyUid } from "../../api";
import type { Frame } from "../core/decode/pixels";
import type { Manifest } from "../core/manifest";
import {
  figuresOf,
  History,
  indexOf,
  measurementOf,
  patientPoint,
  type Figure,
  type Measurement,
  type MeasurementWish,
  type SavedMeasurement,
  type Step,
} from "../core/measure";
import { Saver } from "./saver";

/** A measurement on the page, with its numbers and what the server knows of it. */
export interface Kept extends Measurement {
  figures: readonly Figure[];
  spacing: "PixelSpacing" | "ImagerPixelSpacing" | null;
  author: string | null;
  savedAt: string | null;
  signed: boolean;
  /** Null: saved. "local": made by somebody who may not write now. Else why it is not saved. */
  unsaved: string | null;
}

export interface MeasurementsOptions {
  study: StudyUid;
  manifest(series: string): Manifest | null;
  frame(manifest: Manifest, index: number): Frame | null;
  mayKeep(): boolean;
  signedOut(): void;
}

/** All measurements of the study, drawn, selected, undone and kept. Saved one by one as they are made. */
export class Measurements {
  readonly items = signal<ReadonlyMap<string, Kept>>(new Map());
  /** What the server keeps has been read at least once. */
  readonly loaded = signal(false);
  readonly selected = signal<string | null>(null);
  /** The point that the arrow keys move; null for the whole. */
  readonly point = signal<number | null>(null);
  /** What is being drawn or moved: not yet a step. */
  readonly draft = signal<Measurement | null>(null);
  /** The one whose words are being typed. */
  readonly naming = signal<string | null>(null);
  readonly list = computed<readonly Kept[]>(() => [...this.items.value.values()]);
  readonly #history = new History();
  readonly #saver: Saver<MeasurementWish, SavedMeasurement>;

  constructor(private readonly options: MeasurementsOptions) {
    const { study } = options;
    this.#saver = new Saver({
      save: (id, wish) => api.saveMeasurement(study, id, wish),
      remove: (id) => api.deleteMeasurement(study, id),
      saved: (id, saved) => {
        const known = this.items.value.get(id);
        if (known) this.#put({ ...known, author: saved.author.displayName, savedAt: saved.savedAt, signed: saved.signed, unsaved: null });
      },
      trouble: (id, code) => {
        const known = this.items.value.get(id);
        if (known && known.unsaved !== code) this.#put({ ...known, unsaved: code });
      },
      signedOut: options.signedOut,
    });
  }

  async load(): Promise<void> {
    const { items } = await api.measurements(this.options.study);
    this.loaded.value = true;
    const own = this.list.value.filter((one) => one.unsaved !== null);
    this.items.value = new Map([...items.map(keptOf), ...own].map((one) => [one.id, one]));
    if (this.selected.value !== null && !this.items.value.has(this.selected.value)) this.select(null);
  }

  /** What lies on one frame, the one being drawn or moved in its new shape. */
  on(manifest: Manifest, index: number): readonly Measurement[] {
    const [instance, frame] = [manifest.frames.instance[index], manifest.frames.number[index]];
    const draft = this.draft.value;
    const here = (one: Measurement): boolean => one.series === manifest.series && one.instance === instance && one.frame === frame;
    const kept = this.list.value.filter((one) => here(one) && one.id !== draft?.id);
    return draft && here(draft) ? [...kept, draft] : kept;
  }

  select(id: string | null): void {
    this.selected.value = id;
    this.point.value = null;
  }

  add(measurement: Measurement): void {
    this.#do({ before: null, after: measurement });
    this.select(measurement.id);
  }

  /** False when it is part of a signed report. */
  change(measurement: Measurement, merge = false): boolean {
    const before = this.items.value.get(measurement.id);
    if (!before || before.signed) return false;
    this.#do({ before: plain(before), after: measurement }, merge);
    return true;
  }

  rename(id: string, label: string): boolean {
    const known = this.items.value.get(id);
    return known ? this.change({ ...plain(known), label }) : false;
  }

  remove(id: string): boolean {
    const before = this.items.value.get(id);
    if (!before || before.signed) return false;
    this.#do({ before: plain(before), after: null });
    return true;
  }

  undo(): boolean {
    return this.#again(this.#history.undo());
  }

  redo(): boolean {
    return this.#again(this.#history.redo());
  }

  /** What could not be kept before is sent now: the study was taken, the line is back, the reader signed in again. */
  keep(): void {
    if (this.options.mayKeep()) for (const one of this.list.value) if (one.unsaved === "local") this.#send(one.id, one);
    this.#saver.retry();
  }

  /** The numbers, once more: pixels that were missing have come. */
  figures(measurement: Measurement): readonly Figure[] {
    const manifest = this.options.manifest(measurement.series);
    const index = manifest ? indexOf(manifest, measurement.instance, measurement.frame) : -1;
    if (!manifest || index < 0) return [];
    return figuresOf(measurement.kind, measurement.points, manifest, this.options.frame(manifest, index));
  }

  dispose(): void {
    this.#saver.dispose();
  }

  #do(step: Step, merge = false): void {
    this.#history.push(step, merge);
    this.#apply(step);
  }

  #again(step: Step | null): boolean {
    if (!step) return false;
    this.#apply(step);
    if (step.after) this.select(step.after.id);
    return true;
  }

  #apply({ before, after }: Step): void {
    if (after) {
      const known = this.items.value.get(after.id);
      const spacing = this.options.manifest(after.series)?.spacingSource ?? null;
      const kept: Kept = {
        ...after,
        figures: this.figures(after),
        spacing,
        author: known?.author ?? null,
        savedAt: known?.savedAt ?? null,
        signed: false,
        unsaved: this.options.mayKeep() ? "saving" : "local",
      };
      this.#put(kept);
      this.#send(kept.id, kept);
    } else if (before) {
      const items = new Map(this.items.value);
      items.delete(before.id);
      this.items.value = items;
      if (this.selected.value === before.id) this.select(null);
      if (this.options.mayKeep()) this.#saver.wish(before.id, null);
    }
  }

  #put(kept: Kept): void {
    this.items.value = new Map(this.items.value).set(kept.id, kept);
  }

  #send(id: string, kept: Kept): void {
    const manifest = this.options.manifest(kept.series);
    if (!manifest || !this.options.mayKeep()) return;
    const index = indexOf(manifest, kept.instance, kept.frame);
    const positions = kept.points.map((p) => patientPoint(manifest, index, p));
    this.#saver.wish(id, {
      kind: kept.kind,
      series: kept.series,
      instance: kept.instance,
      frame: kept.frame,
      points: kept.points.map((p) => [p.x, p.y]),
      positions: positions.every((one) => one !== null) ? positions : null,
      frameOfReference: manifest.frameOfReference,
      label: kept.label,
      figures: [...kept.figures],
      spacing: kept.spacing,
    });
  }
}

function keptOf(saved: SavedMeasurement): Kept {
  const { figures, spacing, savedAt, signed } = saved;
  return { ...measurementOf(saved), figures, spacing, author: saved.author.displayName, savedAt, signed, unsaved: null };
}

function plain({ id, kind, series, instance, frame, points, label }: Measurement): Measurement {
  return { id, kind, series, instance, frame, points, label };
}
