/** A segmentation as the server gives it: label maps of a series as runs. */
export interface Mask {
  instance: string;
  series: string;
  version: number;
  columns: number;
  rows: number;
  slices: number;
  layers: number;
  /** Why there are no volumes; null if there are. */
  volumeReason: string | null;
  label: string | null;
  maker: string | null;
  segments: Segment[];
  runs: MaskSlice[];
}

export interface MaskSlice {
  layer: number;
  slice: number;
  /** Row, first column, pixels, label; and so on. */
  runs: number[];
}

export interface Code {
  value: string;
  scheme: string;
  meaning: string;
}

export interface Segment {
  /** Its label in the maps, 1 to 255. */
  value: number;
  layer: number;
  number: number;
  label: string;
  description: string | null;
  category: Code;
  type: Code;
  typeModifiers: Code[];
  region: Code | null;
  algorithmType: "automatic" | "semiautomatic" | "manual";
  algorithmName: string | null;
  algorithmVersion: string | null;
  colour: string | null;
  voxels: number;
  millilitres: number | null;
  extent: { first: number[]; last: number[] } | null;
  largest: { slice: number; column: number; row: number; pixels: number } | null;
}

/** Distinct on grey, also for most who see few colours; the pattern of the outline tells the rest apart. */
export const palette = ["#e69f00", "#56b4e9", "#f0e442", "#cc79a7", "#00c49a", "#d55e00", "#9ad0ff", "#b8e986"] as const;
/** Dashes of an outline, in CSS pixels: the meaning never hangs on colour alone. */
export const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

export function colourOf(segment: Segment, own: string | undefined): string {
  return own ?? segment.colour ?? palette[(segment.value - 1) % palette.length] ?? palette[0];
}

export function dashOf(segment: Segment): readonly number[] {
  return dashes[(segment.value - 1) % dashes.length] ?? [];
}

/** Red, green, blue of #rrggbb. */
export function rgbOf(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Three significant digits, never with an exponent. */
export function threeDigits(value: number): string {
  if (!(value > 0)) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(value)));
  const text = value.toFixed(Math.min(digits, 6));
  return Number(text) >= 10 ** (Math.floor(Math.log10(value)) + 1) && digits > 0 ? value.toFixed(Math.min(digits - 1, 6)) : text;
}

/** How much of the denominator a segment is, in per cent; null if either is not known. */
export function share(segment: Segment, of: Segment | null): number | null {
  return of && of.voxels > 0 && of.value !== segment.value ? (segment.voxels / of.voxels) * 100 : null;
}
