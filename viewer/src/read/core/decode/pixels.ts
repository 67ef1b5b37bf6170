import type { Manifest } from "../manifest";

export type Samples = Uint8Array | Int16Array | Uint16Array | Float32Array;

export interface Frame {
  key: string;
  /** Modality values (HU for CT) for one sample a pixel; plain bytes, interleaved, for three. */
  pixels: Samples;
  columns: number;
  rows: number;
  samples: number;
}

export class ShortFrame extends Error {
  constructor(
    readonly here: number,
    readonly expected: number,
  ) {
    super(`frame has ${here} of ${expected} bytes`);
  }
}

/** The seam of decoding: today frames arrive uncompressed; a codec in a worker takes this place later. */
export type Decode = (bytes: ArrayBuffer, manifest: Manifest, key: string) => Frame;

export function frameBytes(manifest: Manifest): number {
  return (manifest.rows * manifest.columns * manifest.samples * manifest.bitsAllocated) / 8;
}

/** Bytes a decoded frame takes in memory. */
export function decodedBytes(manifest: Manifest): number {
  const perSample =
    manifest.samples > 1 ? 1 : storage(manifest) === "float" ? 4 : manifest.bitsAllocated === 8 && storage(manifest) === "byte" ? 1 : 2;
  return manifest.rows * manifest.columns * manifest.samples * perSample;
}

export const decodeRaw: Decode = (bytes, manifest, key) => {
  const expected = frameBytes(manifest);
  if (bytes.byteLength < expected) throw new ShortFrame(bytes.byteLength, expected);
  const count = manifest.rows * manifest.columns * manifest.samples;
  const pixels = manifest.samples > 1 ? new Uint8Array(bytes, 0, count) : scaled(stored(bytes, count, manifest), manifest);
  return { key, pixels, columns: manifest.columns, rows: manifest.rows, samples: manifest.samples };
};

/** Bits above Bits Stored may hold old overlays (PS3.5 8.1.1): they are cut off and the sign is carried up. */
function stored(bytes: ArrayBuffer, count: number, manifest: Manifest): Uint8Array | Int16Array | Uint16Array {
  const spare = manifest.bitsAllocated - manifest.bitsStored;
  if (manifest.bitsAllocated === 8) {
    const raw = new Uint8Array(bytes, 0, count);
    if (!manifest.signed && spare === 0) return raw;
    return Int16Array.from(raw, (value) => (manifest.signed ? (value << (24 + spare)) >> (24 + spare) : value & (0xff >> spare)));
  }
  if (manifest.signed) {
    const raw = new Int16Array(bytes, 0, count);
    if (spare > 0) for (let i = 0; i < count; i++) raw[i] = ((raw[i] ?? 0) << (16 + spare)) >> (16 + spare);
    return raw;
  }
  const raw = new Uint16Array(bytes, 0, count);
  const mask = 0xffff >> spare;
  if (spare > 0) for (let i = 0; i < count; i++) raw[i] = (raw[i] ?? 0) & mask;
  return raw;
}

type Storage = "byte" | "signed" | "unsigned" | "float";

/** One type for the whole series, decided from what its values can be, so that slices never change type. */
function storage(manifest: Manifest): Storage {
  const { slope, intercept } = manifest.rescale;
  const low = manifest.signed ? -(2 ** (manifest.bitsStored - 1)) : 0;
  const high = manifest.signed ? 2 ** (manifest.bitsStored - 1) - 1 : 2 ** manifest.bitsStored - 1;
  const ends = [low * slope + intercept, high * slope + intercept];
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  if (!Number.isInteger(slope) || !Number.isInteger(intercept)) return "float";
  if (manifest.bitsAllocated === 8 && !manifest.signed && slope === 1 && intercept === 0) return "byte";
  if (least >= -32768 && most <= 32767) return "signed";
  return least >= 0 && most <= 65535 ? "unsigned" : "float";
}

function scaled(raw: Uint8Array | Int16Array | Uint16Array, manifest: Manifest): Samples {
  const { slope, intercept } = manifest.rescale;
  const kind = storage(manifest);
  if (kind === "byte") return raw;
  if (slope === 1 && intercept === 0) {
    if (kind === "unsigned" && raw instanceof Uint16Array) return raw;
    if (kind === "signed") return raw instanceof Uint8Array ? Int16Array.from(raw) : new Int16Array(raw.buffer, raw.byteOffset, raw.length);
  }
  const out =
    kind === "signed" ? new Int16Array(raw.length) : kind === "unsigned" ? new Uint16Array(raw.length) : new Float32Array(raw.length);
  for (let i = 0; i < raw.length; i++) out[i] = (raw[i] ?? 0) * slope + intercept;
  return out;
}

/** The value under a pixel; null outside the image or on colour. */
export function valueAt(frame: Frame, x: number, y: number): number | null {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (frame.samples !== 1 || column < 0 || row < 0 || column >= frame.columns || row >= frame.rows) return null;
  return frame.pixels[row * frame.columns + column] ?? null;
}
