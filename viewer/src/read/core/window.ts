import type { Manifest } from "./manifest";

export interface Window {
  center: number;
  width: number;
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

/** The file's first window; else one that shows all the values of the frame; else the whole range of the type. */
export function defaultWindow(manifest: Manifest, range: { low: number; high: number } | null): Window {
  const named = manifest.windows[0];
  if (named && named.width >= 1) return { center: named.center, width: named.width };
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
export function needsRange(manifest: Manifest): boolean {
  return manifest.windows.length === 0 && manifest.samples === 1;
}

/** The ends of the linear ramp (PS3.3 C.11.2.1.2.1): at and below `lower` black, above `upper` white. */
export function rampOf(window: Window): { lower: number; upper: number } {
  return { lower: window.center - 0.5 - (window.width - 1) / 2, upper: window.center - 0.5 + (window.width - 1) / 2 };
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
