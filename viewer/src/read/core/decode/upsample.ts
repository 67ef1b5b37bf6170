import type { Samples } from "./pixels";

/**
 * Brings a coarse picture to full size. Sample n of a resolution that was halved k times lies at full position n·2^k
 * (the 5/3 low-pass keeps even samples in their places), not in the middle of a block: nothing is shifted by half a block.
 * Between samples it interpolates; beyond the last one the edge is repeated.
 */
export function upsample(
  from: Samples,
  fromSize: { columns: number; rows: number },
  halvings: number,
  size: { columns: number; rows: number },
  components: number,
): Samples {
  const out = new (from.constructor as new (length: number) => Samples)(size.columns * size.rows * components);
  if (halvings === 0) {
    out.set(from.subarray(0, out.length));
    return out;
  }
  const step = 2 ** halvings;
  const round = !(from instanceof Float32Array);
  const line = new Float32Array(fromSize.columns * components);
  for (let y = 0, o = 0; y < size.rows; y++) {
    const top = Math.min(fromSize.rows - 1, Math.floor(y / step));
    const below = Math.min(fromSize.rows - 1, top + 1);
    const down = y / step - Math.floor(y / step);
    const a = top * line.length;
    const b = below * line.length;
    for (let i = 0; i < line.length; i++) line[i] = (from[a + i] ?? 0) * (1 - down) + (from[b + i] ?? 0) * down;
    for (let x = 0; x < size.columns; x++) {
      const left = Math.min(fromSize.columns - 1, Math.floor(x / step));
      const right = Math.min(fromSize.columns - 1, left + 1);
      const across = x / step - Math.floor(x / step);
      for (let c = 0; c < components; c++, o++) {
        const value = (line[left * components + c] ?? 0) * (1 - across) + (line[right * components + c] ?? 0) * across;
        out[o] = round ? Math.round(value) : value;
      }
    }
  }
  return out;
}
