import { positionOf, type Point } from "../geometry";
import { spacingOf, type Manifest } from "../manifest";

/** Patient coordinates (mm) of an image point; null where the file does not say where the image lies. */
export function patientPoint(manifest: Manifest, index: number, p: Point): [number, number, number] | null {
  const o = manifest.orientation;
  if (!o || o.length !== 6 || !(manifest.frames.position?.[index] ?? manifest.origin) || !spacingOf(manifest).known) return null;
  const spacing = spacingOf(manifest);
  const origin = positionOf(manifest, index);
  // Image Position is the middle of the first pixel (PS3.3 C.7.6.2.1.1).
  const [u, v] = [(p.x - 0.5) * spacing.x, (p.y - 0.5) * spacing.y];
  return [0, 1, 2].map((i) => (origin[i] ?? 0) + (o[i] ?? 0) * u + (o[i + 3] ?? 0) * v) as [number, number, number];
}

/** The index of the frame a measurement was drawn on; -1 when the series no longer has it. */
export function indexOf(manifest: Manifest, instance: string, frame: number): number {
  return manifest.frames.instance.findIndex((uid, i) => uid === instance && manifest.frames.number[i] === frame);
}
