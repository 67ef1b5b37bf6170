import { signal } from "@preact/signals";
import type { Manifest } from "../core/manifest";
import { frameCount, frameKey } from "../core/manifest";
import { decodedBytes, decodeRaw, type Decode, type Frame } from "../core/decode/pixels";
import { faultOf, FrameFetcher, type FaultReason, type Wish } from "../core/fetch/fetcher";
import { nearestFirst } from "../core/fetch/plan";
import { FrameStore } from "../core/frames/store";

export interface Progress {
  here: number;
  count: number;
  /** Frames that could not be had, with the reason. */
  failed: number;
}

interface Standing {
  series: string;
  index: number;
  direction: 1 | -1;
}

export interface FramesOptions {
  study: string;
  url: (manifest: Manifest, index: number) => string;
  budget: number;
  signedOut: () => void;
  decode?: Decode;
}

/** The frames of one study: what is wished for, what is here, what failed. Series on screen first, the others after. */
export class StudyFrames {
  /** Rises when frames arrive, at most once a picture. */
  readonly arrivals = signal(0);
  readonly #store: FrameStore;
  readonly #fetcher: FrameFetcher;
  readonly #manifests = new Map<string, Manifest>();
  readonly #owner = new Map<string, Manifest>();
  readonly #faults = new Map<string, FaultReason>();
  readonly #thumbnails = new Map<string, number>();
  #standing: Standing | null = null;
  #due: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly options: FramesOptions) {
    this.#store = new FrameStore(options.budget);
    this.#fetcher = new FrameFetcher({
      limit: 4,
      load: fetchBytes,
      arrived: (key, bytes) => {
        this.#arrived(key, bytes);
      },
      failed: (key, reason) => {
        this.#faults.set(key, reason);
        this.#tell();
      },
      signedOut: options.signedOut,
    });
  }

  /** A new series, or a newer state of one that grows; frames already here stay valid. */
  take(manifest: Manifest, thumbnailFrame: number): void {
    this.#manifests.set(manifest.series, manifest);
    this.#thumbnails.set(manifest.series, thumbnailFrame);
    for (let i = 0; i < frameCount(manifest); i++) this.#owner.set(frameKey(manifest, i), manifest);
    this.#replan();
    this.#tell();
  }

  stand(series: string, index: number, direction: 1 | -1): void {
    this.#standing = { series, index, direction };
    this.#replan();
  }

  frame(manifest: Manifest, index: number): Frame | null {
    return this.#store.get(frameKey(manifest, index));
  }

  has(manifest: Manifest, index: number): boolean {
    return this.#store.has(frameKey(manifest, index));
  }

  fault(manifest: Manifest, index: number): FaultReason | null {
    return this.#faults.get(frameKey(manifest, index)) ?? null;
  }

  progress(series: string): Progress {
    const manifest = this.#manifests.get(series);
    const progress = { here: 0, count: 0, failed: 0 };
    if (!manifest) return progress;
    progress.count = frameCount(manifest);
    for (let i = 0; i < progress.count; i++) {
      const key = frameKey(manifest, i);
      if (this.#store.has(key)) progress.here++;
      else if (this.#faults.has(key)) progress.failed++;
    }
    return progress;
  }

  retry(manifest: Manifest, index: number): void {
    const key = frameKey(manifest, index);
    this.#faults.delete(key);
    this.#fetcher.retry(key);
    this.#replan();
    this.#tell();
  }

  resume(): void {
    for (const key of this.#fetcher.resume()) this.#faults.delete(key);
    this.#replan();
    this.#tell();
  }

  dispose(): void {
    this.#fetcher.stop();
    this.#store.clear();
    if (this.#due) clearTimeout(this.#due);
  }

  #arrived(key: string, bytes: ArrayBuffer): void {
    const manifest = this.#owner.get(key);
    if (!manifest) return;
    this.#store.put((this.options.decode ?? decodeRaw)(bytes, manifest, key));
    this.#tell();
  }

  #replan(): void {
    const standing = this.#standing;
    if (!standing) return;
    let room = this.options.budget;
    const wishes: Wish[] = [];
    const pinned: string[] = [];
    const wish = (manifest: Manifest, index: number): void => {
      const key = frameKey(manifest, index);
      pinned.push(key);
      if (!this.#store.has(key) && !this.#faults.has(key)) wishes.push({ key, url: this.options.url(manifest, index) });
    };
    const fill = (manifest: Manifest, index: number, direction: 1 | -1): void => {
      const bytes = Math.max(1, decodedBytes(manifest));
      const most = Math.min(frameCount(manifest), Math.floor(room / bytes));
      room -= most * bytes;
      for (const i of nearestFirst(index, frameCount(manifest), direction, most)) wish(manifest, i);
    };
    const current = this.#manifests.get(standing.series);
    if (current) wish(current, standing.index);
    for (const [series, manifest] of this.#manifests) wish(manifest, this.#thumbnails.get(series) ?? 0);
    if (current) fill(current, standing.index, standing.direction);
    for (const [series, manifest] of this.#manifests) if (series !== standing.series) fill(manifest, this.#thumbnails.get(series) ?? 0, 1);
    this.#store.pin(pinned);
    this.#fetcher.plan([...new Map(wishes.map((one) => [one.key, one])).values()]);
  }

  #tell(): void {
    this.#due ??= setTimeout(() => {
      this.#due = null;
      this.arrivals.value++;
    }, 16);
  }
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal, headers: { Accept: "application/octet-stream" }, credentials: "same-origin" });
  if (!response.ok) throw faultOf(response.status);
  return response.arrayBuffer();
}
