import { spacingOf, type Manifest } from "./manifest";

export interface Size {
  width: number;
  height: number;
}
export interface Point {
  x: number;
  y: number;
}

/** How one image lies in its cell: plain values, so a surface can die and be rebuilt at any time. */
export interface Placement {
  /** 1 fits the cell. */
  zoom: number;
  /** Image point (pixels, edges at whole numbers) in the middle of the cell, as an offset from the image's middle. */
  offset: Point;
  /** Quarter turns, clockwise. */
  turns: 0 | 1 | 2 | 3;
  flip: boolean;
}

export const fitted: Placement = { zoom: 1, offset: { x: 0, y: 0 }, turns: 0, flip: false };
export const zoomLimits = { least: 0.2, most: 30 };

/** Screen = scale * matrix * image + shift, all in CSS pixels of the cell. */
export interface Affine {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

/** Two-dimensional directions of the image's x and y axes on the screen, unit length. */
export function axes(placement: Placement): { x: Point; y: Point } {
  const cos = [1, 0, -1, 0][placement.turns] ?? 1;
  const sin = [0, 1, 0, -1][placement.turns] ?? 0;
  const side = placement.flip ? -1 : 1;
  return { x: { x: side * cos, y: side * sin + 0 }, y: { x: -sin + 0, y: cos } };
}

/** Screen pixels per millimetre (or per pixel where spacing is unknown). */
export function scaleOf(manifest: Manifest, cell: Size, placement: Placement): number {
  const spacing = spacingOf(manifest);
  const width = manifest.columns * spacing.x;
  const height = manifest.rows * spacing.y;
  const turned = placement.turns % 2 === 1;
  const fit = Math.min(cell.width / (turned ? height : width), cell.height / (turned ? width : height));
  return Math.max(1e-6, fit * placement.zoom);
}

export function imageToCell(manifest: Manifest, cell: Size, placement: Placement): Affine {
  const spacing = spacingOf(manifest);
  const scale = scaleOf(manifest, cell, placement);
  const { x, y } = axes(placement);
  const a = x.x * spacing.x * scale;
  const b = x.y * spacing.x * scale;
  const c = y.x * spacing.y * scale;
  const d = y.y * spacing.y * scale;
  const middle = { x: manifest.columns / 2 + placement.offset.x, y: manifest.rows / 2 + placement.offset.y };
  return { a, b, c, d, e: cell.width / 2 - a * middle.x - c * middle.y, f: cell.height / 2 - b * middle.x - d * middle.y };
}

export function apply(m: Affine, p: Point): Point {
  return { x: m.a * p.x + m.c * p.y + m.e, y: m.b * p.x + m.d * p.y + m.f };
}

export function invert(m: Affine): Affine {
  const det = m.a * m.d - m.b * m.c;
  const a = m.d / det;
  const b = -m.b / det;
  const c = -m.c / det;
  const d = m.a / det;
  return { a, b, c, d, e: -(a * m.e + c * m.f), f: -(b * m.e + d * m.f) };
}

/** Moves the image with the finger: dx, dy in CSS pixels. */
export function panBy(manifest: Manifest, cell: Size, placement: Placement, dx: number, dy: number): Placement {
  const back = invert(imageToCell(manifest, cell, placement));
  const offset = {
    x: clamp(placement.offset.x - (back.a * dx + back.c * dy), manifest.columns),
    y: clamp(placement.offset.y - (back.b * dx + back.d * dy), manifest.rows),
  };
  return { ...placement, offset };
}

/** Zooms so that the image point under `at` stays where it is. */
export function zoomAt(manifest: Manifest, cell: Size, placement: Placement, factor: number, at: Point): Placement {
  const zoom = Math.max(zoomLimits.least, Math.min(zoomLimits.most, placement.zoom * factor));
  const anchor = apply(invert(imageToCell(manifest, cell, placement)), at);
  const zoomed = { ...placement, zoom };
  const landed = apply(imageToCell(manifest, cell, zoomed), anchor);
  return panBy(manifest, cell, zoomed, at.x - landed.x, at.y - landed.y);
}

function clamp(offset: number, size: number): number {
  return Math.max(-size, Math.min(size, offset));
}

/** Patient letters of a direction (LPS): the main axis first, a second when the plane is oblique. */
export function lettersOf(direction: readonly number[]): string {
  const names = [
    ["L", "R"],
    ["P", "A"],
    ["H", "F"],
  ] as const;
  return names
    .map(([plus, minus], axis) => ({ letter: (direction[axis] ?? 0) > 0 ? plus : minus, size: Math.abs(direction[axis] ?? 0) }))
    .filter((part) => part.size > 0.25)
    .sort((a, b) => b.size - a.size)
    .slice(0, 2)
    .map((part) => part.letter)
    .join("");
}

export interface EdgeLetters {
  left: string;
  right: string;
  top: string;
  bottom: string;
}

/** What of the patient lies at each edge of the cell; null when the file does not say. */
export function edgeLetters(manifest: Manifest, placement: Placement): EdgeLetters | null {
  const o = manifest.orientation;
  if (!o || o.length !== 6) return null;
  const row = o.slice(0, 3);
  const column = o.slice(3, 6);
  const { x, y } = axes(placement);
  const toward = (screen: Point): string => {
    const alongX = x.x * screen.x + x.y * screen.y;
    const alongY = y.x * screen.x + y.y * screen.y;
    return lettersOf([0, 1, 2].map((i) => (row[i] ?? 0) * alongX + (column[i] ?? 0) * alongY));
  };
  return { left: toward({ x: -1, y: 0 }), right: toward({ x: 1, y: 0 }), top: toward({ x: 0, y: -1 }), bottom: toward({ x: 0, y: 1 }) };
}

/** A round length that takes at most `most` CSS pixels; null without spacing. */
export function scaleBar(manifest: Manifest, cell: Size, placement: Placement, most: number): { mm: number; pixels: number } | null {
  if (!spacingOf(manifest).known) return null;
  const perMm = scaleOf(manifest, cell, placement);
  const mm = [200, 100, 50, 20, 10, 5, 2, 1].find((length) => length * perMm <= most);
  return mm === undefined ? null : { mm, pixels: mm * perMm };
}

/** Position of a frame's first pixel in patient coordinates (mm). */
export function positionOf(manifest: Manifest, index: number): [number, number, number] {
  const listed = manifest.frames.position?.[index];
  if (listed) return [listed[0] ?? 0, listed[1] ?? 0, listed[2] ?? 0];
  const o = manifest.orientation ?? [1, 0, 0, 0, 1, 0];
  const origin = manifest.origin ?? [0, 0, 0];
  const normal = cross(o.slice(0, 3), o.slice(3, 6));
  const along = manifest.frames.along?.[index] ?? 0;
  return [0, 1, 2].map((i) => (origin[i] ?? 0) + (normal[i] ?? 0) * along) as [number, number, number];
}

export function cross(a: readonly number[], b: readonly number[]): [number, number, number] {
  const [ax = 0, ay = 0, az = 0] = a;
  const [bx = 0, by = 0, bz = 0] = b;
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}
