import type { Size } from "../core/geometry";
import type { Scene, Surface } from "../core/surface";
import { Canvas2dSurface } from "./canvas2d";

export interface SurfaceEvents {
  drawn(scene: Scene): void;
  changed(kind: Surface["kind"]): void;
}

/** Can this browser draw with WebGL 2 at all? */
export function hasWebGl(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/**
 * Shows the first image on a 2D canvas at once, hands over to Cornerstone when it has loaded, and goes back to 2D when
 * WebGL is absent or lost. The scene is plain values, so each of them can take over in place.
 */
export class CellSurface {
  #surface: Surface;
  /** Loaded, but has not drawn yet. */
  #next: Surface | null = null;
  #scene: Scene | null = null;
  #cell: Size = { width: 1, height: 1 };
  #disposed = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly events: SurfaceEvents,
    only2d: boolean,
  ) {
    this.#surface = new Canvas2dSurface(host, events.drawn);
    events.changed("canvas2d");
    if (!only2d && hasWebGl()) void this.#upgrade();
  }

  get kind(): Surface["kind"] {
    return this.#surface.kind;
  }

  show(scene: Scene | null): void {
    this.#scene = scene;
    this.#surface.show(scene);
    this.#next?.show(scene);
  }

  resize(cell: Size): void {
    this.#cell = cell;
    this.#surface.resize(cell);
    this.#next?.resize(cell);
  }

  canvas(): HTMLCanvasElement | null {
    return this.#surface.canvas();
  }

  dispose(): void {
    this.#disposed = true;
    this.#surface.dispose();
    this.#next?.dispose();
  }

  async #upgrade(): Promise<void> {
    try {
      const { openCornerstone } = await import("../cornerstone");
      if (this.#disposed) return;
      const next: Surface = openCornerstone(this.host, {
        drawn: (scene) => {
          if (this.#next === next) this.#takeOver(next);
          this.events.drawn(scene);
        },
        lost: () => {
          this.#fallBack(next);
        },
      });
      this.#next = next;
      next.resize(this.#cell);
      next.show(this.#scene);
    } catch {
      this.#next = null;
    }
  }

  /** The 2D picture stays on top until the new surface has drawn the same scene. */
  #takeOver(next: Surface): void {
    this.#next = null;
    this.#surface.dispose();
    this.#surface = next;
    this.events.changed(next.kind);
  }

  #fallBack(lost: Surface): void {
    if (this.#disposed) return;
    lost.dispose();
    if (this.#next === lost) {
      this.#next = null;
      return;
    }
    this.#surface = new Canvas2dSurface(this.host, this.events.drawn);
    this.#surface.resize(this.#cell);
    this.#surface.show(this.#scene);
    this.events.changed("canvas2d");
  }
}
