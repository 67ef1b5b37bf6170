import { cross } from "../geometry";
import { dot, type Vector } from "./volume";

/** A rotation in the patient, by rows; applied from the left. */
export type Rotation = readonly [Vector, Vector, Vector];

export const straight: Rotation = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** About a unit axis, by the right-hand rule, in radians. */
export function rotationAbout([x, y, z]: Vector, angle: number): Rotation {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const d = 1 - c;
  return [
    [c + x * x * d, x * y * d - z * s, x * z * d + y * s],
    [y * x * d + z * s, c + y * y * d, y * z * d - x * s],
    [z * x * d - y * s, z * y * d + x * s, c + z * z * d],
  ];
}

export function rotate(rotation: Rotation, v: Vector): Vector {
  return [dot(rotation[0], v), dot(rotation[1], v), dot(rotation[2], v)];
}

/** First `b`, after it `a`. */
export function after(a: Rotation, b: Rotation): Rotation {
  const column = (i: 0 | 1 | 2): Vector => [b[0][i], b[1][i], b[2][i]];
  const columns = [column(0), column(1), column(2)] as const;
  const row = (r: Vector): Vector => [dot(r, columns[0]), dot(r, columns[1]), dot(r, columns[2])];
  return [row(a[0]), row(a[1]), row(a[2])];
}

/** Angle of the whole turn, in radians. */
export function angleOf(rotation: Rotation): number {
  return Math.acos(Math.max(-1, Math.min(1, (rotation[0][0] + rotation[1][1] + rotation[2][2] - 1) / 2)));
}

/**
 * Takes `v` along when one unit direction turns into another the shortest way; for opposite ones half a turn about `hinge`.
 */
export function carry(from: Vector, to: Vector, hinge: Vector, v: Vector): Vector {
  const c = dot(from, to);
  if (c < -1 + 1e-9) return plus(times(hinge, 2 * dot(hinge, v)), times(v, -1));
  const w = cross(from, to);
  return plus(plus(times(v, c), cross(w, v)), times(w, dot(w, v) / (1 + c)));
}

export function times(v: Vector, factor: number): Vector {
  // Plus zero: no negative zeros in what is compared and shown.
  return [v[0] * factor + 0, v[1] * factor + 0, v[2] * factor + 0];
}

export function plus(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
