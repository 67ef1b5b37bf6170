import { rescaleOf, sizeOf, tableOf, type Manifest } from "../manifest";
import { isWhole, lossless, lossyOriginal, type Quality } from "../quality";

export type Samples = Uint8Array | Int16Array | Uint16Array | Float32Array;

export interface Frame {
  key: string;
  /** Modality values (HU for CT) for one sample a pixel; plain bytes, interleaved, for three. Full size, also while it is a preview. */
  pixels: Samples;
  columns: number;
  rows: number;
  samples: number;
  quality: Quality;
  /** Has fewer pixels than its image, over the same place: a plane while it is turned. */
  rough?: true;
}

export class ShortFrame extends Error {
  constructor(
    readonly here: number,
    readonly expected: number,
  ) {
    super(`frame has ${here} of ${expected} bytes`);
  }
}

/** The shape of plain octets: what is stored, where that differs from what is streamed. */
const plain = (manifest: Manifest): Pick<Manifest, "bitsAllocated" | "bitsStored" | "signed" | "samples" | "photometric"> =>
  manifest.stored ?? manifest;

/** Can a frame be shown from plain octets? Palettes and YBR need the server's conversion. */
export function isPlain(manifest: Manifest): boolean {
  return /^(MONOCHROME[12]|RGB)$/.test(plain(manifest).photometric);
}

export function frameBytes(manifest: Manifest, index = 0): number {
  const { samples, bitsAllocated } = plain(manifest);
  const { columns, rows } = sizeOf(manifest, index);
  return (rows * columns * samples * bitsAllocated) / 8;
}

/** Bytes a decoded frame takes in memory. */
export function decodedBytes(manifest: Manifest): number {
  const kind = valuesOf(manifest, 0).kind;
  return manifest.rows * manifest.columns * manifest.samples * (kind === "float" ? 4 : kind === "byte" || kind === "colour" ? 1 : 2);
}

/** A frame of plain octets, as DICOMweb gives it. */
export function decodeRaw(bytes: ArrayBuffer, manifest: Manifest, key: string, index = 0): Frame {
  const expected = frameBytes(manifest, index);
  if (bytes.byteLength < expected) throw new ShortFrame(bytes.byteLength, expected);
  const { columns, rows } = sizeOf(manifest, index);
  const { samples } = plain(manifest);
  const count = rows * columns * samples;
  const pixels = samples > 1 ? new Uint8Array(bytes, 0, count) : toValues(stored(bytes, count, manifest), valuesOf(manifest, index));
  return { key, pixels, columns, rows, samples, quality: wholeQuality(manifest, index) };
}

export function wholeQuality(manifest: Manifest, index: number): Quality {
  return manifest.frames.lossy?.includes(index) ? lossyOriginal : lossless;
}

/** Bits above Bits Stored may hold old overlays (PS3.5 8.1.1): they are cut off and the sign is carried up. */
function stored(bytes: ArrayBuffer, count: number, manifest: Manifest): Uint8Array | Int16Array | Uint16Array {
  const { bitsAllocated, bitsStored, signed } = plain(manifest);
  const spare = bitsAllocated - bitsStored;
  if (bitsAllocated === 8) {
    const raw = new Uint8Array(bytes, 0, count);
    if (!signed && spare === 0) return raw;
    return Int16Array.from(raw, (value) => (signed ? (value << (24 + spare)) >> (24 + spare) : value & (0xff >> spare)));
  }
  if (signed) {
    const raw = new Int16Array(bytes, 0, count);
    if (spare > 0) for (let i = 0; i < count; i++) raw[i] = ((raw[i] ?? 0) << (16 + spare)) >> (16 + spare);
    return raw;
  }
  const raw = new Uint16Array(bytes, 0, count);
  const mask = 0xffff >> spare;
  if (spare > 0) for (let i = 0; i < count; i++) raw[i] = (raw[i] ?? 0) & mask;
  return raw;
}

/** How samples become values. */
export interface Values {
  kind: "byte" | "signed" | "unsigned" | "float" | "colour";
  slope: number;
  intercept: number;
  /** In place of slope and intercept (PS3.3 C.11.1.1); values outside take its nearest end. */
  table?: { first: number; values: number[] };
}

/** One type for the whole series, decided from what its values can be, so that slices never change type. */
export function valuesOf(manifest: Manifest, index: number): Values {
  if (manifest.samples > 1) return { kind: "colour", slope: 1, intercept: 0 };
  const { slope, intercept } = rescaleOf(manifest, index);
  const table = tableOf(manifest, index);
  return { kind: kindOf(manifest), slope, intercept, ...(table && { table }) };
}

function kindOf(manifest: Manifest): Values["kind"] {
  const { slope, intercept } = manifest.rescale;
  if (manifest.tables) return manifest.frames.table?.includes(-1) ? "float" : "unsigned";
  if (manifest.frames.rescale || !Number.isInteger(slope) || !Number.isInteger(intercept)) return "float";
  const low = manifest.signed ? -(2 ** (manifest.bitsStored - 1)) : 0;
  const high = manifest.signed ? 2 ** (manifest.bitsStored - 1) - 1 : 2 ** manifest.bitsStored - 1;
  const ends = [low * slope + intercept, high * slope + intercept];
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  if (manifest.bitsAllocated === 8 && !manifest.signed && slope === 1 && intercept === 0) return "byte";
  if (least >= -32768 && most <= 32767) return "signed";
  return least >= 0 && most <= 65535 ? "unsigned" : "float";
}

export function toValues(raw: Uint8Array | Int8Array | Int16Array | Uint16Array, { kind, slope, intercept, table }: Values): Samples {
  if (table) return throughTable(raw, table, kind === "float" ? new Float32Array(raw.length) : new Uint16Array(raw.length));
  if (kind === "byte" || kind === "colour") return raw instanceof Uint8Array ? raw : Uint8Array.from(raw);
  if (slope === 1 && intercept === 0) {
    if (kind === "unsigned" && raw instanceof Uint16Array) return raw;
    if (kind === "signed") {
      return raw instanceof Int16Array || raw instanceof Uint16Array
        ? new Int16Array(raw.buffer, raw.byteOffset, raw.length)
        : Int16Array.from(raw);
    }
  }
  const out =
    kind === "signed" ? new Int16Array(raw.length) : kind === "unsigned" ? new Uint16Array(raw.length) : new Float32Array(raw.length);
  for (let i = 0; i < raw.length; i++) out[i] = (raw[i] ?? 0) * slope + intercept;
  return out;
}

function throughTable(
  raw: ArrayLike<number>,
  { first, values }: { first: number; values: number[] },
  out: Uint16Array | Float32Array,
): Samples {
  const last = values.length - 1;
  for (let i = 0; i < raw.length; i++) out[i] = values[Math.max(0, Math.min(last, (raw[i] ?? 0) - first))] ?? 0;
  return out;
}

/** The value under a pixel; null outside the image, on colour, and while the frame is only a preview. */
export function valueAt(frame: Frame, x: number, y: number): number | null {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (!isWhole(frame.quality) || frame.samples !== 1 || column < 0 || row < 0 || column >= frame.columns || row >= frame.rows) return null;
  return frame.pixels[row * frame.columns + column] ?? null;
}
