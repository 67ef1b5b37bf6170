import factory, { type OpenJph } from "@cornerstonejs/codec-openjph/wasmjs";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

let codec: Promise<OpenJph> | null = null;

export function openjph(): Promise<OpenJph> {
  codec ??= factory({ wasmBinary: readFileSync(createRequire(import.meta.url).resolve("@cornerstonejs/codec-openjph/wasm")) });
  return codec;
}

export interface Picture {
  columns: number;
  rows: number;
  bits: number;
  signed: boolean;
  components?: number;
  samples: Uint8Array | Int16Array | Uint16Array;
}

/** Lossless HTJ2K by OpenJPH's own encoder: RPCL, a tile-part for each resolution. */
export async function encode({ columns, rows, bits, signed, components = 1, samples }: Picture, decompositions = 5): Promise<Uint8Array> {
  const { HTJ2KEncoder } = await openjph();
  const encoder = new HTJ2KEncoder();
  try {
    const info = {
      width: columns,
      height: rows,
      bitsPerSample: bits,
      componentCount: components,
      isSigned: signed,
      isUsingColorTransform: components === 3,
    };
    encoder.getDecodedBuffer(info).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    encoder.setDecompositions(decompositions);
    encoder.setQuality(true, 0);
    encoder.setProgressionOrder(2);
    encoder.setTLMMarker(true);
    encoder.setTilePartDivisionsAtResolutions(true);
    encoder.encode();
    return encoder.getEncodedBuffer().slice();
  } finally {
    encoder.delete();
  }
}

/** Where each resolution ends: the ends of the tile-parts (Psot of SOT, ISO/IEC 15444-1 A.4.2). */
export function endsOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends: number[] = [];
  let at = 2;
  while (view.getUint16(at) !== 0xff90) at += 2 + view.getUint16(at + 2);
  while (at < bytes.length && view.getUint16(at) === 0xff90) {
    at += view.getUint32(at + 6);
    ends.push(at);
  }
  // The end of the codestream belongs to the last one.
  ends[ends.length - 1] = bytes.length;
  return ends;
}
