import type { Manifest } from "./manifest";

/** A VOI LUT (PS3.3 C.11.2.1.1): brightness of each value from `first` on; values outside take its nearest end. */
export interface Curve {
  first: number;
  highest: number;
  values: number[];
}

export interface Window {
  center: number;
  width: number;
  /** What the file asks for instead of a straight ramp; center and width then name its ends. */
  curve?: Curve;
}

export interface Preset extends Window {
  id: "lung" | "mediastinum" | "bone" | "brain" | "abdomen" | "liver" | "angio" | "subdural" | "stroke";
  key: string;
}

/** For CT, in Hounsfield units; the number keys in this order. */
export const ctPresets: readonly Preset[] = [
  { id: "lung", key: "1", center: -600, width: 1500 },
  { id: "mediastinum", key: "2", center: 40, width: 400 },
  { id: "bone", key: "3", center: 400, width: 1800 },
  { id: "abdomen", key: "4", center: 50, width: 350 },
  { id: "liver", key: "5", center: 80, width: 150 },
  { id: "angio", key: "6", center: 300, width: 600 },
  { id: "brain", key: "7", center: 40, width: 80 },
  { id: "subdural", key: "8", center: 75, width: 215 },
  { id: "stroke", key: "9", center: 35, width: 30 },
];

export function presetsFor(manifest: Manifest): readonly Preset[] {
  return manifest.modality === "CT" && manifest.rescale.unit === "HU" ? ctPresets : [];
}

/** What the file says of a frame: its VOI LUT, its own window, or the first of the series. */
export function ownWindow(manifest: Manifest, index: number): Window | null {
  const curve = manifest.curves?.[manifest.frames.curve?.[index] ?? -1];
  if (curve) return { center: curve.first + curve.values.length / 2, width: Math.max(1, curve.values.length), curve };
  const [center, width] = manifest.frames.window?.[index] ?? [];
  if (center !== undefined && width !== undefined && width >= 1) return { center, width };
  const named = manifest.windows[0];
  return named && named.width >= 1 ? { center: named.center, width: named.width } : null;
}

/** The file's own window; else one that shows all the values of the frame; else the whole range of the type. */
export function defaultWindow(manifest: Manifest, index: number, range: { low: number; high: number } | null): Window {
  const own = ownWindow(manifest, index);
  if (own) return own;
  if (manifest.samples === 3) return { center: 128, width: 256 };
  const { slope, intercept } = manifest.rescale;
  const low = range?.low ?? (manifest.signed ? -(2 ** (manifest.bitsStored - 1)) : 0) * slope + intercept;
  const high = range?.high ?? (2 ** (manifest.bitsStored - (manifest.signed ? 1 : 0)) - 1) * slope + intercept;
  return { center: (low + high) / 2, width: Math.max(1, high - low) };
}

/** The least and greatest of the values. */
export function rangeOf(pixels: ArrayLike<number>): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** True when the default cannot be known before a frame is here. */
export function needsRange(manifest: Manifest, index: number): boolean {
  return manifest.samples === 1 && ownWindow(manifest, index) === null;
}

/** The ends of the linear ramp (PS3.3 C.11.2.1.2.1): at and below `lower` black, above `upper` white. */
export function rampOf(window: Window): { lower: number; upper: number } {
  return { lower: window.center - 0.5 - (window.width - 1) / 2, upper: window.center - 0.5 + (window.width - 1) / 2 };
}

/** Part of full brightness, 0 to 1. */
export function brightnessOf(value: number, { first, highest, values }: Curve): number {
  return (values[Math.max(0, Math.min(values.length - 1, Math.floor(value) - first))] ?? 0) / highest;
}

export function greyOf(value: number, window: Window, invert: boolean): number {
  const { lower, upper } = rampOf(window);
  const part = value <= lower ? 0 : value > upper ? 1 : upper === lower ? 1 : (value - lower) / (upper - lower);
  const grey = Math.round(part * 255);
  return invert ? 255 - grey : grey;
}

/** A drag over the whole cell is about twice the present width: fine in narrow windows, quick in wide ones. */
export function dragWindow(from: Window, dx: number, dy: number): Window {
  const gain = Math.max(0.25, from.width / 400);
  return clampWindow({ center: from.center + dy * gain, width: from.width + dx * gain });
}

export function clampWindow(window: Window): Window {
  return {
    center: Math.max(-70000, Math.min(70000, Math.round(window.center))),
    width: Math.max(1, Math.min(140000, Math.round(window.width))),
  };
}

export function sameWindow(a: Window, b: Window): boolean {
  return Math.abs(a.center - b.center) < 0.5 && Math.abs(a.width - b.width) < 0.5;
}
