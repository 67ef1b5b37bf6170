/** What the server says about one series: everything needed to plan, fetch and place its frames. */
export interface Manifest {
  series: string;
  version: number | string;
  complete: boolean;
  modality: string;
  rows: number;
  columns: number;
  bitsAllocated: number;
  bitsStored: number;
  signed: boolean;
  samples: number;
  photometric: string;
  rescale: { slope: number; intercept: number; unit: string | null };
  /** From stored values to the modality's, in place of slope and intercept; `first` is the stored value of the first entry. */
  tables?: { first: number; values: number[] }[] | null;
  /** From modality values to brightness, 0 to `highest`, in place of the windows. */
  curves?: { first: number; highest: number; values: number[] }[] | null;
  windows: { center: number; width: number }[];
  pixelSpacing: [number, number] | null;
  spacingSource: "PixelSpacing" | "ImagerPixelSpacing" | null;
  orientation: number[] | null;
  origin: number[] | null;
  frameOfReference: string | null;
  /** What DICOMweb gives as plain octets, where that differs from what is streamed. */
  stored?: { bitsAllocated: number; bitsStored: number; signed: boolean; samples: number; photometric: string };
  /** [columns, rows] of each resolution, lowest first; absent where the server streams nothing. */
  levels?: number[][];
  /** The level whose bytes of all frames the server keeps in one piece. */
  coarse?: { level: number; bytes: number } | null;
  frames: {
    instance: string[];
    number: number[];
    along: number[] | null;
    position: number[][] | null;
    instanceNumber: (number | null)[];
    /** [columns, rows] of each frame; null when all are alike. */
    size?: number[][] | null;
    /** [slope, intercept] of each frame; null when all are alike. */
    rescale?: number[][] | null;
    /** Index among the tables, -1 without one; null when no frame has one. */
    table?: number[] | null;
    /** Index among the curves, -1 without one; null when no frame has one. */
    curve?: number[] | null;
    /** [center, width] of each frame; null when all have that of the series. */
    window?: (number[] | null)[] | null;
    /** Bytes from the start of each codestream to the end of each resolution; empty where there is none (yet). */
    ends?: number[][];
    /** Indices of frames whose original was once compressed with loss. */
    lossy?: number[];
    refused?: { frame: number; reason: string }[];
  };
  /** Whether the frames are the slices of one volume: decided by the server, with one rule. */
  volume?: { usable: boolean; spacingZ: number | null; reason: string | null };
}

/** The server says how octets are made in `stored`; older ones beside the rest. */
export function adopt(answer: Omit<Manifest, "bitsAllocated"> & { bitsAllocated?: number }): Manifest {
  return { ...answer, bitsAllocated: answer.bitsAllocated ?? answer.stored?.bitsAllocated ?? 16 };
}

/** The boundaries of a frame's codestream; null when it is not streamed (yet). */
export function endsOf(manifest: Manifest, index: number): readonly number[] | null {
  const ends = manifest.frames.ends?.[index];
  return ends && ends.length > 0 ? ends : null;
}

/** The server will stream this frame, but not yet. */
export function isPending(manifest: Manifest, index: number): boolean {
  return manifest.levels !== undefined && !manifest.complete && !endsOf(manifest, index) && refusalOf(manifest, index) === null;
}

/** Why the server will never stream this frame. */
export function refusalOf(manifest: Manifest, index: number): string | null {
  return manifest.frames.refused?.find((one) => one.frame === index)?.reason ?? null;
}

export function sizeOf(manifest: Manifest, index: number): { columns: number; rows: number } {
  const size = manifest.frames.size?.[index];
  return { columns: size?.[0] ?? manifest.columns, rows: size?.[1] ?? manifest.rows };
}

export function rescaleOf(manifest: Manifest, index: number): { slope: number; intercept: number } {
  const own = manifest.frames.rescale?.[index];
  return { slope: own?.[0] ?? manifest.rescale.slope, intercept: own?.[1] ?? manifest.rescale.intercept };
}

/** The table of a frame; null where slope and intercept are the way. */
export function tableOf(manifest: Manifest, index: number): { first: number; values: number[] } | null {
  return manifest.tables?.[manifest.frames.table?.[index] ?? -1] ?? null;
}

export type FrameKey = string;

export function frameCount(manifest: Manifest): number {
  return manifest.frames.instance.length;
}

/** A frame keeps its key when the series grows and its index moves. */
export function frameKey(manifest: Manifest, index: number): FrameKey {
  return `${manifest.series}/${manifest.frames.instance[index] ?? ""}/${manifest.frames.number[index] ?? 1}`;
}

export function framePath(study: string, manifest: Manifest, index: number): string {
  const instance = manifest.frames.instance[index] ?? "";
  return `/dicom-web/studies/${study}/series/${manifest.series}/instances/${instance}/frames/${String(manifest.frames.number[index] ?? 1)}`;
}

export function levelPath(manifest: Manifest, level: number, after: number | null): string {
  const beyond = after === null ? "" : `after=${String(after)}&`;
  return `/api/series/${manifest.series}/levels/${String(level)}?${beyond}v=${String(manifest.version)}`;
}

/** Where the frame that was on screen lies in a newer manifest; the old index (bounded) when it is gone. */
export function followFrame(before: Manifest, index: number, after: Manifest): number {
  const instance = before.frames.instance[index];
  const number = before.frames.number[index];
  const found = after.frames.instance.findIndex((uid, i) => uid === instance && after.frames.number[i] === number);
  return found >= 0 ? found : Math.max(0, Math.min(index, frameCount(after) - 1));
}

export function isColour(manifest: Manifest): boolean {
  return manifest.samples === 3;
}

/** Low values are white (PS3.3 C.7.6.3.1.2). */
export function isWhiteLow(manifest: Manifest): boolean {
  return manifest.photometric === "MONOCHROME1";
}

/** Row spacing first, as DICOM has it; unit squares when the file says nothing. */
export function spacingOf(manifest: Manifest): { x: number; y: number; known: boolean } {
  const spacing = manifest.pixelSpacing;
  if (!spacing || !(spacing[0] > 0) || !(spacing[1] > 0)) return { x: 1, y: 1, known: false };
  return { x: spacing[1], y: spacing[0], known: true };
}

/** Distance between neighbouring frames along the normal, in mm; null when it is not even or not known. */
export function evenGap(manifest: Manifest): number | null {
  const along = manifest.frames.along ?? [];
  const first = along[0];
  const last = along[along.length - 1];
  if (first === undefined || last === undefined || along.length < 2) return null;
  const gap = (last - first) / (along.length - 1);
  const even = along.every((value, i) => Math.abs(value - first - i * gap) < Math.max(0.05, Math.abs(gap) * 0.05));
  return even && Math.abs(gap) > 0 ? Math.abs(gap) : null;
}
