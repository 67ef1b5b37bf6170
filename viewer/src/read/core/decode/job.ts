import type { Samples, Values } from "./pixels";

/** What a decode worker is asked. */
export interface Job {
  /** A codestream, or a prefix that ends at a resolution boundary. Handed over, not copied. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Resolutions left out: 0 is full size. */
  halvings: number;
  values: Values;
}

/** Values at the size of the resolution that was decoded. */
export interface Picture {
  pixels: Samples;
  columns: number;
  rows: number;
  samples: number;
}

export type Question = Job & { id: number };
export type Answer = { id: number; picture: Picture } | { id: number; fault: string } | { ready: true };
