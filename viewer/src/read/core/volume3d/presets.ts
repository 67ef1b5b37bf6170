/** Points of a transfer function: value and opacity, value and red, green, blue (0 to 1). */
export interface Transfer {
  opacity: readonly (readonly [number, number])[];
  colour: readonly (readonly [number, number, number, number])[];
  /** The brightest along the ray, instead of light that is absorbed. */
  mip: boolean;
  shade: boolean;
}

export type PresetId = "ctBone" | "ctSoft" | "ctContrast" | "ctPulmonary" | "ctLung" | "ctMip" | "mrDefault" | "mrAngio" | "mrMip" | "mip";

const flesh: Transfer["colour"] = [[-200, 0.45, 0.25, 0.2], [40, 0.85, 0.62, 0.5], [160, 0.94, 0.78, 0.66], [400, 1, 0.95, 0.86]]; // prettier-ignore

/** In Hounsfield units; those of MR in parts of the range that is there, 0 to 1. */
const table: Readonly<Record<PresetId, Transfer>> = {
  ctBone: {
    opacity: [[150, 0], [300, 0.35], [700, 0.75], [3000, 0.85]],
    colour: [[150, 0.75, 0.45, 0.32], [450, 0.92, 0.84, 0.68], [1200, 1, 1, 0.96]],
    mip: false,
    shade: true,
  },
  ctSoft: { opacity: [[-160, 0], [-20, 0.04], [60, 0.3], [300, 0.6], [3000, 0.8]], colour: flesh, mip: false, shade: true },
  ctContrast: {
    opacity: [[60, 0], [130, 0.05], [220, 0.5], [600, 0.75], [3000, 0.8]],
    colour: [[60, 0.4, 0.1, 0.08], [180, 0.8, 0.25, 0.16], [350, 0.98, 0.8, 0.65], [900, 1, 1, 0.96]],
    mip: false,
    shade: true,
  },
  ctPulmonary: {
    opacity: [[-700, 0], [-500, 0.03], [-300, 0.2], [0, 0.3], [200, 0.55], [3000, 0.6]],
    colour: [[-700, 0.1, 0.2, 0.4], [-300, 0.5, 0.35, 0.45], [50, 0.85, 0.35, 0.28], [300, 1, 0.85, 0.7]],
    mip: false,
    shade: true,
  },
  ctLung: {
    opacity: [[-1000, 0], [-950, 0], [-850, 0.06], [-650, 0.02], [-400, 0.12], [-100, 0.02], [200, 0.02], [3000, 0.05]],
    colour: [[-1000, 0.25, 0.4, 0.55], [-700, 0.55, 0.7, 0.8], [-400, 0.95, 0.75, 0.55], [200, 1, 0.95, 0.9]],
    mip: false,
    shade: true,
  },
  ctMip: { opacity: [[-200, 0], [700, 1]], colour: [[-200, 0, 0, 0], [700, 1, 1, 1]], mip: true, shade: false },
  mrDefault: {
    opacity: [[0, 0], [0.12, 0], [0.3, 0.1], [0.6, 0.35], [1, 0.6]],
    colour: [[0, 0, 0, 0], [0.3, 0.55, 0.42, 0.38], [0.6, 0.88, 0.76, 0.68], [1, 1, 1, 1]],
    mip: false,
    shade: true,
  },
  mrAngio: {
    opacity: [[0, 0], [0.35, 0], [0.55, 0.25], [1, 0.8]],
    colour: [[0.3, 0.3, 0.1, 0.08], [0.6, 0.9, 0.35, 0.22], [1, 1, 0.92, 0.8]],
    mip: false,
    shade: true,
  },
  mrMip: { opacity: [[0, 0], [1, 1]], colour: [[0, 0, 0, 0], [1, 1, 1, 1]], mip: true, shade: false },
  mip: { opacity: [[0, 0], [1, 1]], colour: [[0, 0, 0, 0], [1, 1, 1, 1]], mip: true, shade: false },
}; // prettier-ignore

export function presetsOf(modality: string): readonly PresetId[] {
  if (modality === "CT") return ["ctBone", "ctSoft", "ctContrast", "ctPulmonary", "ctLung", "ctMip"];
  return modality === "MR" ? ["mrDefault", "mrAngio", "mrMip"] : ["mip"];
}

/** The functions in the values of a volume. */
export function transferOf(id: PresetId, range: { low: number; high: number }): Transfer {
  const preset = table[id];
  if (id.startsWith("ct")) return preset;
  const at = (part: number): number => range.low + part * (range.high - range.low);
  return {
    ...preset,
    opacity: preset.opacity.map(([x, y]) => [at(x), y] as const),
    colour: preset.colour.map(([x, r, g, b]) => [at(x), r, g, b] as const),
  };
}

/** Opacity of a value: straight between the points, level beyond them. */
export function opacityAt({ opacity }: Transfer, value: number): number {
  const next = opacity.findIndex(([x]) => x > value);
  if (next < 0) return opacity.at(-1)?.[1] ?? 0;
  const [b, a] = [opacity[next], opacity[next - 1]];
  if (!b) return 0;
  if (!a) return b[1];
  return a[1] + ((b[1] - a[1]) * (value - a[0])) / (b[0] - a[0]);
}
