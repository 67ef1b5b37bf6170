import { cross, positionOf } from "../geometry";
import { frameCount, type Manifest } from "../manifest";

/** Where two stacks stood when a person said that they belong together. */
export interface Anchor {
  from: number;
  to: number;
}

export type LinkKind = "position" | "offset" | "none";

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, one, i) => sum + one * (b[i] ?? 0), 0);
const parallel = 0.95;

function normalOf(manifest: Manifest): [number, number, number] | null {
  const o = manifest.orientation;
  return o?.length === 6 && manifest.origin ? cross(o.slice(0, 3), o.slice(3, 6)) : null;
}

/** How two stacks can be scrolled together: by place in the patient where both say it in the same frame of reference, else by an offset, else not at all. */
export function linkKind(from: Manifest, to: Manifest, anchor: Anchor | null): LinkKind {
  const [a, b] = [normalOf(from), normalOf(to)];
  if (a && b && Math.abs(dot(a, b)) < parallel) return "none";
  if (frameCount(from) < 2 || frameCount(to) < 2) return "none";
  if (a && b && from.frameOfReference !== null && from.frameOfReference === to.frameOfReference) return "position";
  return anchor ? "offset" : "none";
}

/** The slice of `to` that belongs to a slice of `from`; null when they are not linked. */
export function linkedIndex(from: Manifest, index: number, to: Manifest, anchor: Anchor | null): number | null {
  const kind = linkKind(from, to, anchor);
  if (kind === "none") return null;
  const [a, b] = [normalOf(from), normalOf(to)];
  if (kind === "position" && b) return nearest(to, b, dot(positionOf(from, index), b));
  if (!anchor) return null;
  // Without places, slice by slice.
  if (!a || !b) return Math.max(0, Math.min(frameCount(to) - 1, anchor.to + index - anchor.from));
  const moved = (dot(positionOf(from, index), a) - dot(positionOf(from, anchor.from), a)) * Math.sign(dot(a, b));
  return nearest(to, b, dot(positionOf(to, anchor.to), b) + moved);
}

function nearest(manifest: Manifest, normal: readonly number[], place: number): number {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < frameCount(manifest); i++) {
    const far = Math.abs(dot(positionOf(manifest, i), normal) - place);
    if (far < least - 1e-6) [best, least] = [i, far];
  }
  return best;
}
