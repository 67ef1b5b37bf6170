import type { Frame } from "../decode/pixels";

/** Decoded frames, bounded in bytes; the least recently used goes first, what is pinned stays. */
export class FrameStore {
  readonly #frames = new Map<string, Frame>();
  #bytes = 0;
  #pinned: ReadonlySet<string> = new Set();

  constructor(readonly limit: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  has(key: string): boolean {
    return this.#frames.has(key);
  }

  get(key: string): Frame | null {
    const frame = this.#frames.get(key);
    if (!frame) return null;
    this.#frames.delete(key);
    this.#frames.set(key, frame);
    return frame;
  }

  /** Returns the keys that had to leave. */
  put(frame: Frame): string[] {
    this.#drop(frame.key);
    this.#frames.set(frame.key, frame);
    this.#bytes += frame.pixels.byteLength;
    const gone: string[] = [];
    for (const key of this.#frames.keys()) {
      if (this.#bytes <= this.limit) break;
      if (key === frame.key || this.#pinned.has(key)) continue;
      this.#drop(key);
      gone.push(key);
    }
    return gone;
  }

  pin(keys: Iterable<string>): void {
    this.#pinned = new Set(keys);
  }

  clear(): void {
    this.#frames.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    const frame = this.#frames.get(key);
    if (!frame) return;
    this.#frames.delete(key);
    this.#bytes -= frame.pixels.byteLength;
  }
}
