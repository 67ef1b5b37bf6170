import type { Frame } from "./decode/pixels";
import type { Placement, Size } from "./geometry";
import type { Manifest } from "./manifest";
import type { Window } from "./window";

/** All that decides the picture of one cell. */
export interface Scene {
  manifest: Manifest;
  index: number;
  frame: Frame;
  window: Window;
  /** Already includes MONOCHROME1. */
  invert: boolean;
  placement: Placement;
}

/**
 * What draws. Two real implementations: a plain 2D canvas (first image, no WebGL, lost context) and Cornerstone.
 * Everything outside sees only this.
 */
export interface Surface {
  readonly kind: "canvas2d" | "cornerstone";
  /** Draws soon; null empties the cell. The latest call wins. */
  show(scene: Scene | null): void;
  resize(cell: Size): void;
  /** The canvas that holds the pixels, for tests and thumbnails; null before the first picture. */
  canvas(): HTMLCanvasElement | null;
  dispose(): void;
}
