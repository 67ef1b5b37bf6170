/** How good the picture of a frame is, and of a view: the worst of what it shows. */
export type Quality =
  | { kind: "none" }
  /** `side`: the longer side of the resolution that is shown, in pixels. */
  | { kind: "preview"; level: number; side: number }
  | { kind: "lossless" }
  /** Exactly the original, but that was once compressed with loss. */
  | { kind: "lossyOriginal" };

export const none: Quality = { kind: "none" };
export const lossless: Quality = { kind: "lossless" };
export const lossyOriginal: Quality = { kind: "lossyOriginal" };

const order = { none: 0, preview: 1, lossyOriginal: 2, lossless: 3 };

export function worst(qualities: Iterable<Quality>): Quality {
  let least: Quality | null = null;
  for (const one of qualities) if (!least || isWorse(one, least)) least = one;
  return least ?? none;
}

function isWorse(a: Quality, b: Quality): boolean {
  return a.kind === "preview" && b.kind === "preview" ? a.side < b.side : order[a.kind] < order[b.kind];
}

/** Every byte of the frame is here: values may be read and measured. */
export function isWhole(quality: Quality): boolean {
  return quality.kind === "lossless" || quality.kind === "lossyOriginal";
}
