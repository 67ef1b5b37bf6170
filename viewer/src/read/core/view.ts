import { dragWindow, presetsFor, type Window } from "./window";
import { fitted, panBy, zoomAt, type Placement, type Point, type Size } from "./geometry";
import { frameCount, type Manifest } from "./manifest";
import type { Gesture, Tool } from "./gestures";

/** What one series looks like on screen. `window` null means the file's own. */
export interface CellView {
  index: number;
  /** The way the reader last scrolled: what lies ahead is fetched first. */
  direction: 1 | -1;
  window: Window | null;
  invert: boolean;
  placement: Placement;
}

export function openingView(manifest: Manifest): CellView {
  return { index: Math.floor((frameCount(manifest) - 1) / 2), direction: 1, window: null, invert: false, placement: fitted };
}

export function goTo(view: CellView, manifest: Manifest, index: number): CellView {
  const bounded = Math.max(0, Math.min(frameCount(manifest) - 1, Math.round(index)));
  if (bounded === view.index) return view;
  return { ...view, index: bounded, direction: bounded > view.index ? 1 : -1 };
}

/** Deeds that change how a view looks, never which slice it shows. */
export const steps = {
  invert: (view: CellView): CellView => ({ ...view, invert: !view.invert }),
  flip: (view: CellView): CellView => ({ ...view, placement: { ...view.placement, flip: !view.placement.flip } }),
  rotate: (view: CellView): CellView => ({
    ...view,
    placement: { ...view.placement, turns: ((view.placement.turns + 1) % 4) as Placement["turns"] },
  }),
  fit: (view: CellView): CellView => ({ ...view, placement: { ...fitted, turns: view.placement.turns, flip: view.placement.flip } }),
  /** Window, zoom, place and invert as at the beginning. */
  reset: (view: CellView): CellView => ({ ...view, window: null, invert: false, placement: fitted }),
  defaultWindow: (view: CellView): CellView => ({ ...view, window: null }),
};

/** The n-th window of the series' list, from 1; where there is none, the view as it is. */
export function withPreset(view: CellView, manifest: Manifest, number: number): CellView {
  const preset = presetsFor(manifest)[number - 1];
  return preset ? { ...view, window: { center: preset.center, width: preset.width } } : view;
}

export interface Basis {
  manifest: Manifest;
  cell: Size;
  /** The window in force, when the view names none. */
  window: Window;
}

/** CSS pixels of drag for one slice: a whole stack fits in about the cell's height, and never runs away. */
export function pixelsPerSlice(manifest: Manifest, cell: Size): number {
  return Math.max(3, Math.min(24, (cell.height * 0.8) / Math.max(1, frameCount(manifest))));
}

/** Applies gestures one after the other; keeps the part of a slice that a drag has not used up yet. */
export class Hand {
  #rest = 0;

  apply(view: CellView, gesture: Gesture, basis: Basis): CellView {
    if (gesture.kind === "end") {
      this.#rest = 0;
      return view;
    }
    if (gesture.kind === "doubleTap") return steps.fit(view);
    if (gesture.kind === "pinch") {
      const zoomed = zoomAt(basis.manifest, basis.cell, view.placement, gesture.factor, gesture.at);
      return { ...view, placement: panBy(basis.manifest, basis.cell, zoomed, gesture.dx, gesture.dy) };
    }
    if (gesture.fresh) this.#rest = 0;
    return this.#drag(view, gesture.tool, gesture.dx, gesture.dy, gesture.start, basis);
  }

  #drag(view: CellView, tool: Tool, dx: number, dy: number, start: Point, basis: Basis): CellView {
    const { manifest, cell } = basis;
    switch (tool) {
      case "window":
        return { ...view, window: dragWindow(view.window ?? basis.window, dx, dy) };
      case "zoom":
        return { ...view, placement: zoomAt(manifest, cell, view.placement, Math.exp(-dy / 180), start) };
      case "pan":
        return { ...view, placement: panBy(manifest, cell, view.placement, dx, dy) };
      case "scroll": {
        const step = pixelsPerSlice(manifest, cell);
        const moved = this.#rest + dy;
        const slices = Math.trunc(moved / step);
        this.#rest = moved - slices * step;
        return slices === 0 ? view : goTo(view, manifest, view.index + slices);
      }
    }
  }
}

/** Wheel notches and track pads: about 100 units are one slice, small steps are added up. */
export class Wheel {
  #rest = 0;

  slices(delta: number, mode: number): number {
    const units = mode === 1 ? delta * 40 : mode === 2 ? delta * 400 : delta;
    if (Math.abs(units) >= 60) {
      this.#rest = 0;
      return Math.sign(units) * Math.max(1, Math.min(5, Math.round(Math.abs(units) / 100)));
    }
    this.#rest += units;
    const slices = Math.trunc(this.#rest / 30);
    this.#rest -= slices * 30;
    return slices;
  }
}
