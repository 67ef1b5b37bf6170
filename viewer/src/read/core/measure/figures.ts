import type { Frame } from "../decode/pixels";
import type { Point } from "../geometry";
import { spacingOf, type Manifest } from "../manifest";
import type { Figure, MeasureKind } from "./kinds";
import { boxed, ringed, statistics } from "./region";
import { areaOf } from "./ring";

/**
 * The numbers of a drawing. Non-square pixels are honoured; without spacing lengths are in pixels and areas in square pixels.
 * `frame` null (not here yet) or in colour leaves out what needs pixel values.
 */
export function figuresOf(kind: MeasureKind, points: readonly Point[], manifest: Manifest, frame: Frame | null): Figure[] {
  const spacing = spacingOf(manifest);
  const unit = spacing.known ? "mm" : "px";
  const flat = points.map((p) => ({ x: p.x * spacing.x, y: p.y * spacing.y }));
  const [a, b, c, d] = flat;
  if (!a) return [];
  switch (kind) {
    case "length":
      return b ? [{ name: "length", value: distance(a, b), unit }] : [];
    case "angle":
      return b && c ? [{ name: "angle", value: angleAt(b, a, c), unit: "deg" }] : [];
    case "cobb":
      return b && c && d ? [{ name: "angle", value: cobbAngle(a, b, c, d), unit: "deg" }] : [];
    case "bidirectional": {
      if (!b || !c || !d) return [];
      const [one, other] = [distance(a, b), distance(c, d)];
      return [
        { name: "longAxis", value: Math.max(one, other), unit },
        { name: "shortAxis", value: Math.min(one, other), unit },
      ];
    }
    case "ellipse":
    case "rectangle": {
      const [first, second] = points;
      if (!first || !second) return [];
      const box = Math.abs(first.x - second.x) * spacing.x * Math.abs(first.y - second.y) * spacing.y;
      return regionFigures(boxed(kind, first, second), kind === "ellipse" ? (box * Math.PI) / 4 : box, manifest, frame);
    }
    case "freehand":
      return regionFigures(ringed(points), areaOf(flat), manifest, frame);
    case "probe": {
      const at = points[0];
      const value = at && frame ? sampleAt(frame, at) : null;
      return value === null ? [] : [{ name: "value", value, unit: valueUnit(manifest) }];
    }
    case "arrow":
      return [];
  }
}

/** HU for CT, the file's Rescale Type elsewhere, "" for raw values. */
export function valueUnit(manifest: Manifest): string {
  return manifest.rescale.unit ?? "";
}

function regionFigures(region: Parameters<typeof statistics>[0], size: number, manifest: Manifest, frame: Frame | null): Figure[] {
  const area: Figure = { name: "area", value: size, unit: spacingOf(manifest).known ? "mm2" : "px2" };
  const found = frame?.samples === 1 ? statistics(region, frame) : null;
  if (!found) return [area];
  const unit = valueUnit(manifest);
  return [
    { name: "mean", value: found.mean, unit },
    { name: "sd", value: found.sd, unit },
    { name: "min", value: found.min, unit },
    { name: "max", value: found.max, unit },
    area,
    { name: "pixels", value: found.pixels, unit: "count" },
  ];
}

function sampleAt(frame: Frame, at: Point): number | null {
  const [column, row] = [Math.floor(at.x), Math.floor(at.y)];
  if (frame.samples !== 1 || column < 0 || row < 0 || column >= frame.columns || row >= frame.rows) return null;
  return frame.pixels[row * frame.columns + column] ?? null;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

const degrees = 180 / Math.PI;

function angleAt(vertex: Point, a: Point, b: Point): number {
  return between({ x: a.x - vertex.x, y: a.y - vertex.y }, { x: b.x - vertex.x, y: b.y - vertex.y });
}

/** Between two end plates, both taken from left to right: the order of their ends does not matter, and it may exceed 90 degrees. */
function cobbAngle(a: Point, b: Point, c: Point, d: Point): number {
  const rightward = (from: Point, to: Point): Point => {
    const way = { x: to.x - from.x, y: to.y - from.y };
    return way.x < 0 || (way.x === 0 && way.y < 0) ? { x: -way.x, y: -way.y } : way;
  };
  return between(rightward(a, b), rightward(c, d));
}

function between(u: Point, v: Point): number {
  return Math.abs(Math.atan2(u.x * v.y - u.y * v.x, u.x * v.x + u.y * v.y)) * degrees;
}
