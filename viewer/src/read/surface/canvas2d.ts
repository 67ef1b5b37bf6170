import type { Frame } from "../core/decode/pixels";
import { windowOf } from "../../shared/owner";
import type { Size } from "../core/geometry";
import { pictureToCell, type Scene, type Surface } from "../core/surface";
import { rampOf, type Curve, type Window } from "../core/window";

/** Draws with putImageData: the first image, machines without WebGL, and the time after a lost context. */
export class Canvas2dSurface implements Surface {
  readonly kind = "canvas2d";
  readonly #canvas = document.createElement("canvas");
  readonly #image = document.createElement("canvas");
  #cell: Size = { width: 1, height: 1 };
  #scene: Scene | null = null;
  #painted: { frame: Frame; wish: string } | null = null;
  #due = 0;

  constructor(
    host: HTMLElement,
    private readonly drawn: (scene: Scene) => void,
  ) {
    this.#canvas.className = "surface-canvas";
    host.append(this.#canvas);
  }

  show(scene: Scene | null): void {
    this.#scene = scene;
    this.#due ||= windowOf(this.#canvas).requestAnimationFrame(() => {
      this.#due = 0;
      this.#draw();
    });
  }

  resize(cell: Size): void {
    this.#cell = cell;
    const ratio = windowOf(this.#canvas).devicePixelRatio || 1;
    this.#canvas.width = Math.max(1, Math.round(cell.width * ratio));
    this.#canvas.height = Math.max(1, Math.round(cell.height * ratio));
    this.show(this.#scene);
  }

  canvas(): HTMLCanvasElement {
    return this.#canvas;
  }

  dispose(): void {
    windowOf(this.#canvas).cancelAnimationFrame(this.#due);
    this.#canvas.remove();
  }

  #draw(): void {
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = "#000";
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    const scene = this.#scene;
    if (!scene) return;
    this.#develop(scene);
    const ratio = windowOf(this.#canvas).devicePixelRatio || 1;
    const m = pictureToCell(scene, this.#cell);
    context.setTransform(m.a * ratio, m.b * ratio, m.c * ratio, m.d * ratio, m.e * ratio, m.f * ratio);
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = Math.hypot(m.a, m.b) < 0.6 ? "high" : "low";
    context.drawImage(this.#image, 0, 0);
    this.drawn(scene);
  }

  /** Grey values of the whole frame, kept until frame or window change. */
  #develop(scene: Scene): void {
    const wish = `${String(scene.window.center)}|${String(scene.window.width)}|${String(scene.window.curve !== undefined)}|${String(scene.invert)}`;
    // A frame that was refined is another object under the same key.
    if (wish === this.#painted?.wish && scene.frame === this.#painted.frame) return;
    this.#painted = { frame: scene.frame, wish };
    develop(this.#image, scene.frame, scene.window, scene.invert);
  }
}

/** Windows a frame into a canvas of the frame's own size. */
export function develop(target: HTMLCanvasElement, frame: Frame, window: Window, invert: boolean): void {
  if (target.width !== frame.columns || target.height !== frame.rows) {
    target.width = frame.columns;
    target.height = frame.rows;
  }
  const context = target.getContext("2d", { alpha: false });
  if (!context) return;
  const picture = context.createImageData(frame.columns, frame.rows);
  const out = new Uint32Array(picture.data.buffer);
  if (frame.samples === 3) paintColour(out, frame, invert);
  else paintGrey(out, frame, window, invert);
  context.putImageData(picture, 0, 0);
}

function paintGrey(out: Uint32Array, frame: Frame, window: Window, invert: boolean): void {
  if (window.curve) {
    paintCurve(out, frame, window.curve, invert);
    return;
  }
  const { lower, upper } = rampOf(window);
  const gain = 255 / Math.max(1e-9, upper - lower);
  const { pixels } = frame;
  const flip = invert ? 255 : 0;
  for (let i = 0; i < out.length; i++) {
    const part = ((pixels[i] ?? 0) - lower) * gain;
    const grey = (part <= 0 ? 0 : part >= 255 ? 255 : (part + 0.5) | 0) ^ flip;
    out[i] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
  }
}

function paintCurve(out: Uint32Array, { pixels }: Frame, curve: Curve, invert: boolean): void {
  const last = curve.values.length - 1;
  const greys = Uint8Array.from(curve.values, (value) => Math.round((value / curve.highest) * 255) ^ (invert ? 255 : 0));
  for (let i = 0; i < out.length; i++) {
    const grey = greys[Math.max(0, Math.min(last, Math.floor(pixels[i] ?? 0) - curve.first))] ?? 0;
    out[i] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
  }
}

function paintColour(out: Uint32Array, frame: Frame, invert: boolean): void {
  const { pixels } = frame;
  const flip = invert ? 0xffffff : 0;
  for (let i = 0, p = 0; i < out.length; i++, p += 3) {
    out[i] = (0xff000000 | ((((pixels[p + 2] ?? 0) << 16) | ((pixels[p + 1] ?? 0) << 8) | (pixels[p] ?? 0)) ^ flip)) >>> 0;
  }
}
