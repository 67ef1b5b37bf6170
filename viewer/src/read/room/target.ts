import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Size } from "../core/geometry";
import type { Manifest } from "../core/manifest";
import type { Scene, Surface } from "../core/surface";
import type { CellView } from "../core/view";
import type { Window } from "../core/window";

/** What one cell shows and what moves it: the stack on screen, or a plane through it. */
export interface CellTarget {
  readonly manifest: ReadonlySignal<Manifest | null>;
  readonly view: ReadonlySignal<CellView | null>;
  readonly window: ReadonlySignal<Window | null>;
  readonly scene: ReadonlySignal<Scene | null>;
  readonly drawn: Signal<Scene | null>;
  readonly cell: Signal<Size>;
  readonly surfaceKind: Signal<Surface["kind"]>;
  /** Set by the cell that shows the image. */
  canvas: () => HTMLCanvasElement | null;
  change(step: (view: CellView, manifest: Manifest) => CellView): void;
  scroll(by: number): void;
  /** Why nothing is measured here; absent where it is. */
  readonly refusal?: string | undefined;
}
