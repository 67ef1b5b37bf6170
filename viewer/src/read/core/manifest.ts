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
  windows: { center: number; width: number }[];
  pixelSpacing: [number, number] | null;
  spacingSource: "PixelSpacing" | "ImagerPixelSpacing" | null;
  orientation: number[] | null;
  origin: number[] | null;
  frameOfReference: string | null;
  frames: {
    instance: string[];
    number: number[];
    along: number[] | null;
    position: number[][] | null;
    instanceNumber: (number | null)[];
  };
  /** Whether the frames are the slices of one volume: decided by the server, with one rule. */
  volume?: { usable: boolean; spacingZ: number | null; reason: string | null };
}

/** What describes frames as octets, beside what describes them as they are streamed. */
interface WithStored {
  stored: Pick<Manifest, "bitsAllocated" | "bitsStored" | "signed" | "samples" | "photometric">;
}

/** The manifest of the frames as DICOMweb gives them as octets. */
export function asStored(manifest: Omit<Manifest, "bitsAllocated"> & WithStored): Manifest {
  return { ...manifest, ...manifest.stored };
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
  return `/dicom-web/studies/${study}/series/${manifest.series}/instances/${instance}/frames/${manifest.frames.number[index] ?? 1}`;
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
