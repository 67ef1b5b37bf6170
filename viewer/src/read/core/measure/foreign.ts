import { cross, positionOf, type Point } from "../geometry";
import { spacingOf, type Manifest } from "../manifest";
import { indexOf } from "./place";

export type ForeignShape = "none" | "point" | "polyline" | "polygon" | "circle" | "ellipse" | "text";

/** What another program left on an image, as the server tells it. */
export interface ForeignMark {
  /** SOP Instance UID of the report, presentation state or key object selection. */
  document: string;
  kind: "report" | "presentation" | "keyObjects";
  title: string;
  series: string | null;
  instance: string | null;
  frame: number;
  text: string;
  shape: ForeignShape;
  /** Columns and rows; or x, y and z in mm when a frame of reference is said. */
  points: number[][];
  frameOfReference: string | null;
  values: { name: string; value: number; unit: string }[];
}

export interface PlacedMark {
  index: number;
  points: Point[];
}

/** Where a mark lies in a series: its frame, and its points on it. Null when it lies elsewhere. */
export function placed(mark: ForeignMark, manifest: Manifest): PlacedMark | null {
  if (mark.frameOfReference !== null) return inSpace(mark, manifest);
  if (mark.series !== manifest.series || mark.instance === null) return null;
  const index = indexOf(manifest, mark.instance, mark.frame);
  return index < 0 ? null : { index, points: mark.points.map(([x = 0, y = 0]) => ({ x, y })) };
}

/** The frame whose plane is nearest to all points, if none is farther from it than half a slice (or 1 mm where there is one slice only). */
function inSpace(mark: ForeignMark, manifest: Manifest): PlacedMark | null {
  const o = manifest.orientation;
  const spacing = spacingOf(manifest);
  if (manifest.frameOfReference !== mark.frameOfReference || o?.length !== 6 || !spacing.known || mark.points.length === 0) return null;
  const [row, column] = [o.slice(0, 3), o.slice(3)];
  const normal = cross(row, column);
  let best: { index: number; off: number } | null = null;
  for (let index = 0; index < manifest.frames.instance.length; index++) {
    const origin = positionOf(manifest, index);
    const off = Math.max(...mark.points.map((p) => Math.abs(dot(normal, less(p, origin)))));
    if (!best || off < best.off) best = { index, off };
  }
  if (!best || best.off > apart(manifest, normal) / 2 + 1e-3) return null;
  const origin = positionOf(manifest, best.index);
  // Image Position is the middle of the first pixel (PS3.3 C.7.6.2.1.1).
  const points = mark.points.map((p) => {
    const from = less(p, origin);
    return { x: dot(row, from) / spacing.x + 0.5, y: dot(column, from) / spacing.y + 0.5 };
  });
  return { index: best.index, points };
}

function apart(manifest: Manifest, normal: readonly number[]): number {
  if (manifest.frames.instance.length < 2) return 2;
  return Math.abs(dot(normal, less(positionOf(manifest, 1), positionOf(manifest, 0))));
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, part, i) => sum + part * (b[i] ?? 0), 0);
const less = (a: readonly number[], b: readonly number[]): number[] => [0, 1, 2].map((i) => (a[i] ?? 0) - (b[i] ?? 0));
