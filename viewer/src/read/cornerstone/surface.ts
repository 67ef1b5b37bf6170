import type vtkImageSlice from "@kitware/vtk.js/Rendering/Core/ImageSlice";
import vtkColorTransferFunction from "@kitware/vtk.js/Rendering/Core/ColorTransferFunction";
import { Enums, eventTarget, type RenderingEngine, type Types } from "@cornerstonejs/core";
import { axes, cross, positionOf, scaleOf, type Size } from "../core/geometry";
import { isColour, spacingOf } from "../core/manifest";
import type { Scene, Surface } from "../core/surface";
import { brightnessOf, rampOf, type Curve } from "../core/window";
import { closeEngine, offering, openEngine, place, stackType } from "./engine";
import { imageOf } from "./images";

export interface CornerstoneEvents {
  drawn(scene: Scene): void;
  /** WebGL is gone: this surface will not draw again. */
  lost(): void;
}

let serial = 0;

/** From the plane to the camera, in mm; the projection is parallel, so only the clipping range knows it. */
const distance = 1000;

export function openCornerstone(host: HTMLElement, events: CornerstoneEvents): Surface {
  return new CornerstoneSurface(host, events);
}

/** One stack viewport, driven by scenes: frame, window and camera are set from plain values, never read back. */
class CornerstoneSurface implements Surface {
  readonly kind = "cornerstone";
  readonly #element = document.createElement("div");
  readonly #engine: RenderingEngine;
  readonly #id = `cell-${String(++serial)}`;
  readonly #viewport: Types.IStackViewport;
  #cell: Size = { width: 1, height: 1 };
  #scene: Scene | null = null;
  #drawing: Scene | null = null;
  #series = "";
  #frame: Scene["frame"] | null = null;
  /** The library's own transfer function, while a curve is in its place. */
  #ramp: vtkColorTransferFunction | null = null;
  #isDue = false;
  /** The scene on its way to the screen is complete; the next rendered event is its own. */
  #ready = false;
  #disposed = false;

  constructor(
    host: HTMLElement,
    private readonly events: CornerstoneEvents,
  ) {
    this.#element.className = "surface-cornerstone";
    host.prepend(this.#element);
    this.#engine = openEngine();
    this.#engine.enableElement({
      viewportId: this.#id,
      type: stackType,
      element: this.#element,
      defaultOptions: { background: [0, 0, 0] },
    });
    this.#viewport = this.#engine.getViewport(this.#id) as Types.IStackViewport;
    this.#element.addEventListener(Enums.Events.IMAGE_RENDERED, this.#rendered);
    eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, this.#lost);
  }

  show(scene: Scene | null): void {
    this.#scene = scene;
    this.#element.style.visibility = scene ? "visible" : "hidden";
    this.#soon();
  }

  resize(cell: Size): void {
    if (cell.width < 2 || cell.height < 2) return;
    this.#cell = cell;
    this.#engine.resize(true, false);
    this.#soon();
  }

  canvas(): HTMLCanvasElement | null {
    return this.#viewport.getCanvas();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#element.removeEventListener(Enums.Events.IMAGE_RENDERED, this.#rendered);
    eventTarget.removeEventListener(Enums.Events.WEBGL_CONTEXT_LOST, this.#lost);
    this.#engine.disableElement(this.#id);
    this.#element.remove();
    closeEngine();
  }

  /** After all that belongs to this change; the library waits for the display itself, so nothing waits for it here. */
  #soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      void this.#draw();
    });
  }

  /** One picture at a time: the next scene is taken when this one is on screen, so `drawn` never runs ahead. */
  async #draw(): Promise<void> {
    const scene = this.#scene;
    if (!scene || this.#drawing || this.#disposed) return;
    this.#drawing = scene;
    try {
      await this.#bring(scene);
      if (this.#disposed) return;
      this.#aim(scene);
      this.#ready = true;
      this.#viewport.render();
    } catch {
      this.#lost();
    }
  }

  /** A stack viewport holds a copy of the pixels: a new frame, or a refined one, is handed over as an image object. */
  async #bring(scene: Scene): Promise<void> {
    if (this.#series !== scene.manifest.series) {
      await offering(scene, (imageId) => this.#viewport.setStack([imageId], 0));
      this.#series = scene.manifest.series;
    } else if (this.#frame !== scene.frame) {
      place(scene);
      (this.#viewport as unknown as { renderImageObject(image: Types.IImage): void }).renderImageObject(imageOf(scene));
    }
    this.#frame = scene.frame;
  }

  #aim(scene: Scene): void {
    const { manifest, placement } = scene;
    const ramp = isColour(manifest) ? { lower: 0, upper: 255 } : rampOf(scene.window);
    const property = (this.#viewport.getDefaultActor().actor as vtkImageSlice).getProperty();
    // The library stretches its own ramp: it gets it back before, and a curve takes its place after.
    if (this.#ramp) property.setRGBTransferFunction(0, this.#ramp);
    this.#ramp = null;
    this.#viewport.setProperties({ voiRange: ramp, invert: scene.invert, interpolationType: Enums.InterpolationType.LINEAR }, true);
    if (scene.window.curve && !isColour(manifest)) {
      this.#ramp = property.getRGBTransferFunction(0);
      property.setRGBTransferFunction(0, transferOf(scene.window.curve, scene.invert));
    }
    const spacing = spacingOf(manifest);
    const o = manifest.orientation ?? [1, 0, 0, 0, 1, 0];
    const row = o.slice(0, 3);
    const column = o.slice(3, 6);
    const origin = positionOf(manifest, scene.index);
    // Edges of pixels lie at whole numbers in `core`, their centres at the positions DICOM names.
    const u = (manifest.columns / 2 + placement.offset.x - 0.5) * spacing.x;
    const v = (manifest.rows / 2 + placement.offset.y - 0.5) * spacing.y;
    const focalPoint = at((i) => (origin[i] ?? 0) + (row[i] ?? 0) * u + (column[i] ?? 0) * v);
    const { x, y } = axes(placement);
    const viewUp = at((i) => -((row[i] ?? 0) * x.y + (column[i] ?? 0) * y.y));
    const right = at((i) => (row[i] ?? 0) * x.x + (column[i] ?? 0) * y.x);
    const normal = cross(right, viewUp);
    this.#viewport.setCamera({
      focalPoint,
      position: at((i) => (focalPoint[i] ?? 0) + (normal[i] ?? 0) * distance),
      viewUp,
      viewPlaneNormal: normal,
      // The library moves the range only when the plane moves; a new slice has moved it already, so it is set here.
      clippingRange: [distance / 2, distance * 1.5],
      parallelScale: this.#cell.height / 2 / scaleOf(manifest, this.#cell, placement),
    });
  }

  readonly #rendered = (): void => {
    const scene = this.#drawing;
    if (!scene || !this.#ready) return;
    this.#drawing = null;
    this.#ready = false;
    this.events.drawn(scene);
    if (this.#scene !== scene) this.#soon();
  };

  readonly #lost = (): void => {
    if (!this.#disposed) this.events.lost();
  };
}

function at(value: (axis: number) => number): [number, number, number] {
  return [value(0), value(1), value(2)];
}

/** As many points as the renderer's own table has. */
const mostPoints = 1024;

function transferOf(curve: Curve, invert: boolean): vtkColorTransferFunction {
  const transfer = vtkColorTransferFunction.newInstance();
  const last = curve.values.length - 1;
  const steps = Math.max(1, Math.min(last, mostPoints - 1));
  for (let i = 0; i <= steps; i++) {
    const value = curve.first + Math.round((i * last) / steps);
    const part = brightnessOf(value, curve);
    const grey = invert ? 1 - part : part;
    transfer.addRGBPoint(value, grey, grey, grey);
  }
  transfer.setMappingRange(curve.first, curve.first + last);
  return transfer;
}
