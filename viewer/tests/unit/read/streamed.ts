import type { Manifest } from "../../../src/read/core/manifest";
import { manifest } from "./manifest";

export const ends = [453, 1253, 3858, 13417, 50308, 185825];
export const levels = [16, 32, 64, 128, 256, 512].map((side) => [side, side]);

/** A CT whose frames are streamed. */
export function streamed(count: number, changes: Partial<Manifest> = {}): Manifest {
  const instances = Array.from({ length: count }, (_, i) => `i${String(i)}`);
  const base = manifest({}, instances);
  return {
    ...base,
    levels,
    coarse: { level: 3, bytes: count * (13417 + 16) },
    frames: { ...base.frames, ends: instances.map(() => ends), lossy: [], refused: [] },
    ...changes,
  };
}
