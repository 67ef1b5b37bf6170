import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Opening, Prior, SeriesItem } from "../../api";
import type { Frame } from "../core/decode/pixels";
import type { Size } from "../core/geometry";
import { isWhiteLow, type Manifest } from "../core/manifest";
import type { Scene } from "../core/surface";
import { goTo, openingView, type CellView } from "../core/view";
import { defaultWindow, needsRange, presetsFor, rangeOf, type Window } from "../core/window";
import type { StudyFrames } from "./frames";
import type { CellTarget } from "./target";

/** Where a cell has its series from: the study that is read, or an earlier one. */
export interface StackSource {
  readonly opening: ReadonlySignal<Opening | null>;
  readonly manifests: ReadonlySignal<ReadonlyMap<string, Manifest>>;
  readonly frames: StudyFrames;
  /** Null: the study that is read. */
  readonly prior: Prior | null;
}

/** A stack beside the first one. It is looked at, windowed, zoomed, scrolled and, if it is of the study that is read, measured. */
export class SideCell implements CellTarget {
  readonly source = signal<StackSource | null>(null);
  readonly series = signal<string | null>(null);
  readonly drawn = signal<Scene | null>(null);
  readonly cell = signal<Size>({ width: 1, height: 1 });
  readonly surfaceKind = signal<"canvas2d" | "cornerstone">("canvas2d");
  canvas: () => HTMLCanvasElement | null = () => null;
  /** By the name of a preset; null: the file's own. */
  readonly #preset = signal<string | null>(null);
  readonly #follows = signal<ReadonlySignal<Window | null> | null>(null);
  readonly #views = signal<ReadonlyMap<string, CellView>>(new Map());
  /** Called when the reader has moved to another slice. */
  moved: () => void = () => undefined;

  readonly item = computed<SeriesItem | null>(
    () => this.source.value?.opening.value?.series.find((one) => one.series === this.series.value) ?? null,
  );
  readonly manifest = computed<Manifest | null>(() => this.source.value?.manifests.value.get(this.series.value ?? "") ?? null);
  readonly view = computed<CellView | null>(() => {
    const manifest = this.manifest.value;
    return manifest ? (this.#views.value.get(manifest.series) ?? openingView(manifest)) : null;
  });
  readonly frame = computed<Frame | null>(() => {
    const [source, manifest, view] = [this.source.value, this.manifest.value, this.view.value];
    void source?.frames.arrivals.value;
    return source && manifest && view ? source.frames.frame(manifest, view.index) : null;
  });
  readonly window = computed<Window | null>(() => {
    const [manifest, frame] = [this.manifest.value, this.frame.value];
    const index = this.view.value?.index ?? 0;
    if (!manifest) return null;
    const isRanged = needsRange(manifest, index);
    const preset = presetsFor(manifest).find((one) => one.id === this.#preset.value);
    return (
      this.view.value?.window ??
      this.#follows.value?.value ??
      preset ??
      (isRanged && !frame ? null : defaultWindow(manifest, index, isRanged && frame ? rangeOf(frame.pixels) : null))
    );
  });
  readonly scene = computed<Scene | null>(() => {
    const [manifest, view, frame, window] = [this.manifest.value, this.view.value, this.frame.value, this.window.value];
    if (!manifest || !view || !frame || !window) return null;
    return { manifest, index: view.index, frame, window, invert: view.invert !== isWhiteLow(manifest), placement: view.placement };
  });

  constructor(readonly id: string) {}

  get refusal(): string | undefined {
    return this.source.peek()?.prior ? "measureOnPrior" : undefined;
  }

  /** Shows a series; `follows` is a window that it shares until it gets one of its own. */
  put(source: StackSource, series: string | null, preset: string | null, follows: ReadonlySignal<Window | null> | null): void {
    this.source.value = source;
    this.series.value = series;
    this.#preset.value = preset;
    this.#follows.value = follows;
  }

  change(step: (view: CellView, manifest: Manifest) => CellView): void {
    const [manifest, view] = [this.manifest.peek(), this.view.peek()];
    if (!manifest || !view) return;
    const next = step(view, manifest);
    if (next === view) return;
    this.#views.value = new Map(this.#views.value).set(manifest.series, next);
    if (next.index !== view.index) this.moved();
  }

  goTo(index: number): void {
    this.change((view, manifest) => goTo(view, manifest, index));
  }

  scroll(by: number): void {
    this.change((view, manifest) => goTo(view, manifest, view.index + by));
  }
}
