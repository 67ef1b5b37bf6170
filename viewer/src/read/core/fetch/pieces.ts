import { add, reach, type Spans } from "./spans";

/** The compressed bytes of one frame on their way to being whole; pieces may come in any order, none comes twice. */
export class Pieces {
  #bytes = new Uint8Array(0);
  #spans: Spans = [];

  get spans(): Spans {
    return this.#spans;
  }

  get byteLength(): number {
    return this.#bytes.byteLength;
  }

  put(first: number, bytes: Uint8Array, whole: number): void {
    const end = first + bytes.length;
    if (end > whole) throw new RangeError(`byte ${String(end)} of a frame of ${String(whole)}`);
    if (end > this.#bytes.length) {
      // Grows in few steps, and never beyond the frame.
      const grown = new Uint8Array(Math.min(whole, Math.max(end, this.#bytes.length * 2)));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, first);
    this.#spans = add(this.#spans, first, end);
  }

  /** A copy of the bytes up to `end`; null while any of them is missing. */
  prefix(end: number): Uint8Array<ArrayBuffer> | null {
    return reach(this.#spans) >= end ? this.#bytes.slice(0, end) : null;
  }
}
