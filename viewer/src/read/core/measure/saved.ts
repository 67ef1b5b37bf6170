import type { Point } from "../geometry";
import type { Figure, Measurement, MeasureKind } from "./kinds";

/** A measurement as the server keeps it. */
export interface SavedMeasurement {
  id: string;
  kind: MeasureKind;
  series: string;
  instance: string;
  frame: number;
  points: number[][];
  /** Patient coordinates in mm, one for each point; null where the image says nothing of its place. */
  positions: number[][] | null;
  frameOfReference: string | null;
  label: string;
  figures: Figure[];
  /** Where the millimetres come from; null for pixels. */
  spacing: "PixelSpacing" | "ImagerPixelSpacing" | null;
  author: { id: string; displayName: string };
  savedAt: string;
  /** Part of a signed report: it stays as it is. */
  signed: boolean;
}

export type MeasurementWish = Omit<SavedMeasurement, "id" | "author" | "savedAt" | "signed">;

export function pointOf(pair: readonly number[]): Point {
  return { x: pair[0] ?? 0, y: pair[1] ?? 0 };
}

export function measurementOf(saved: SavedMeasurement): Measurement {
  const { id, kind, series, instance, frame, label } = saved;
  return { id, kind, series, instance, frame, label, points: saved.points.map(pointOf) };
}
