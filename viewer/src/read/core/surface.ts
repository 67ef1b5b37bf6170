import type { Frame } from "./decode/pixels";
import { imageToCell, type Affine, type Placement, type Size } from "./geometry";
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

/** From the pixels of the picture to the cell: a rough picture has fewer of them than its image, over the same place. */
export function pictureToCell({ manifest, frame, placement }: Scene, cell: Size): Affine {
  const m = imageToCell(manifest, cell, placement);
  if (!frame.rough) return m;
  const [x, y] = [manifest.columns / frame.columns, manifest.rows / frame.rows];
  return { ...m, a: m.a * x, b: m.b * x, c: m.c * y, d: m.d * y };
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
