import { endsOf, frameCount, type Manifest } from "../manifest";
import { gaps, type Span, type Spans } from "./spans";

/** Bytes before each record: frame index, first byte, byte count, flags; little-endian u32. */
export const headLength = 16;

export interface LevelRecord {
  frame: number;
  /** Byte of the frame's codestream with which the record begins. */
  first: number;
  count: number;
  /** Where the record's head lies in the answer. */
  at: number;
}

/** Where everything lies in the answer for one level: the manifest says it, so any part can be asked for. */
export interface LevelLayout {
  records: readonly LevelRecord[];
  length: number;
}

/** Bit-reversed index: first, middle, quarters, eighths, so that any beginning covers the whole body evenly. */
export function interleaved(count: number): number[] {
  const bits = Math.floor(Math.log2(Math.max(1, count - 1))) + 1;
  const order: number[] = [];
  for (let turn = 0; turn < 1 << bits; turn++) {
    let index = 0;
    for (let bit = 0; bit < bits; bit++) index |= ((turn >> bit) & 1) << (bits - 1 - bit);
    if (index < count) order.push(index);
  }
  return order;
}

/** Where a level of a frame ends, or the highest that the frame has. */
export function endOf(ends: readonly number[], level: number): number {
  return ends[Math.min(level, ends.length - 1)] ?? 0;
}

const layouts = new WeakMap<Manifest, Map<string, LevelLayout>>();

export function layoutOf(manifest: Manifest, level: number, after: number | null): LevelLayout {
  const known = layouts.get(manifest) ?? new Map<string, LevelLayout>();
  layouts.set(manifest, known);
  const name = `${String(level)}/${String(after)}`;
  const found = known.get(name);
  if (found) return found;
  const records: LevelRecord[] = [];
  let at = 0;
  for (const frame of interleaved(frameCount(manifest))) {
    const ends = endsOf(manifest, frame);
    const first = ends && after !== null ? endOf(ends, after) : 0;
    const count = ends ? endOf(ends, level) - first : 0;
    records.push({ frame, first, count, at });
    at += headLength + count;
  }
  const layout = { records, length: at };
  known.set(name, layout);
  return layout;
}

/** The parts of an answer that are still needed, given what is here (or on its way) of each frame. */
export function neededOf(layout: LevelLayout, here: (frame: number) => Spans): Span[] {
  const runs: [number, number][] = [];
  // Neighbouring records are one part, with the heads between them.
  let heads = headLength;
  const need = (from: number, to: number): void => {
    const last = runs.at(-1);
    if (last && from - last[1] <= heads) last[1] = to;
    else runs.push([from, to]);
    heads = headLength;
  };
  for (const { frame, first, count, at } of layout.records) {
    const data = at + headLength;
    if (count === 0) heads += headLength;
    for (const [from, to] of gaps(here(frame), first, first + count)) need(data + from - first, data + to - first);
  }
  return runs;
}

export class LevelMismatch extends Error {}

/**
 * Reads a part of a level's answer as it comes in: hands on the bytes of frames, and checks every head that passes
 * against the layout, so that an answer to another state of the series is never taken for this one.
 */
export class LevelReader {
  #at: number;
  #record: number;
  readonly #head = new Uint8Array(headLength);

  constructor(
    private readonly layout: LevelLayout,
    from: number,
    private readonly give: (frame: number, first: number, bytes: Uint8Array) => void,
  ) {
    this.#at = from;
    let low = 0;
    let high = layout.records.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((layout.records[middle]?.at ?? 0) <= from) low = middle;
      else high = middle;
    }
    this.#record = low;
  }

  /** Where the next byte lies in the answer. */
  get at(): number {
    return this.#at;
  }

  push(bytes: Uint8Array): void {
    let used = 0;
    while (used < bytes.length) {
      const record = this.layout.records[this.#record];
      if (!record) throw new LevelMismatch("the answer is longer than its layout");
      const inside = this.#at - record.at;
      const size = Math.min(bytes.length - used, (inside < headLength ? headLength : headLength + record.count) - inside);
      if (inside < headLength) this.#takeHead(record, inside, bytes.subarray(used, used + size));
      else if (size > 0) this.give(record.frame, record.first + inside - headLength, bytes.subarray(used, used + size));
      used += size;
      this.#at += size;
      if (this.#at >= record.at + headLength + record.count) this.#record++;
    }
  }

  #takeHead(record: LevelRecord, inside: number, bytes: Uint8Array): void {
    this.#head.set(bytes, inside);
    const view = new DataView(this.#head.buffer);
    const expected = [record.frame, record.first, record.count];
    for (let i = 0; i < 3; i++) {
      const complete = inside <= i * 4 && inside + bytes.length >= i * 4 + 4;
      if (complete && view.getUint32(i * 4, true) !== expected[i]) throw new LevelMismatch("the answer is of another state of the series");
    }
  }
}
