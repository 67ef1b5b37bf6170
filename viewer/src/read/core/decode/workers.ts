import { DecodePool, type Decoder } from "./pool";

/** Phones get one worker, PCs two: each begins with a heap of 50 MiB, and one decodes faster than lines deliver. */
export function openPool(count: number): DecodePool {
  return new DecodePool(count, () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }) as unknown as Decoder);
}
