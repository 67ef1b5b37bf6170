import type { OpenJph } from "@cornerstonejs/codec-openjph/wasmjs";

/** Samples as the codestream has them: Precision and sign of the codec, before any rescale. */
export interface Decoded {
  samples: Uint8Array | Int8Array | Int16Array | Uint16Array;
  columns: number;
  rows: number;
  components: number;
}

/** The codec refused the bytes. */
export class Damaged extends Error {}

/**
 * Decodes a codestream, or a prefix that ends at a resolution boundary.
 * @param halvings How many resolutions are left out: 0 is full size, 3 an eighth of each side.
 */
export function decode(codec: OpenJph, bytes: Uint8Array, halvings: number): Decoded {
  const decoder = new codec.HTJ2KDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.readHeader();
    if (!decoder.getIsHeaderValid()) throw new Damaged(decoder.getLastErrorMessage());
    decoder.decodeSubResolution(halvings);
    const fault = decoder.getLastErrorMessage();
    if (fault) throw new Damaged(fault);
    const info = decoder.getFrameInfo();
    const size = decoder.calculateSizeAtDecompositionLevel(halvings);
    // A view into the codec's heap: copied before anything else runs.
    const { buffer } = decoder.getDecodedBuffer().slice();
    const samples =
      info.bitsPerSample <= 8
        ? info.isSigned
          ? new Int8Array(buffer)
          : new Uint8Array(buffer)
        : info.isSigned
          ? new Int16Array(buffer)
          : new Uint16Array(buffer);
    const count = size.width * size.height * info.componentCount;
    if (samples.length < count) throw new Damaged(`the codec gave ${String(samples.length)} of ${String(count)} samples`);
    return { samples: samples.subarray(0, count), columns: size.width, rows: size.height, components: info.componentCount };
  } finally {
    decoder.delete();
  }
}
