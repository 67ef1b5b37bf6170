import { signal } from "@preact/signals-core";
import { decodedBytes, decodeRaw, valuesOf, wholeQuality, type Frame } from "../core/decode/pixels";
import type { DecodePool } from "../core/decode/pool";
import type { FaultReason } from "../core/fetch/faults";
import { open } from "../core/fetch/http";
import { endOf } from "../core/fetch/level";
import { LinkMeter } from "../core/fetch/link";
import { nearestFirst } from "../core/fetch/nearest";
import { Pieces } from "../core/fetch/pieces";
import { Scheduler, type Request, type Body } from "../core/fetch/scheduler";
import { reach, total, type Spans } from "../core/fetch/spans";
import { boundsOf, wholeOf, type Wish } from "../core/fetch/wish";
import { Previews } from "../core/frames/previews";
import { FrameStore } from "../core/frames/store";
import { endsOf, frameCount, frameKey, framePath, levelPath, refusalOf, sizeOf, type FrameKey, type Manifest } from "../core/manifest";
import { coarseLevel, plan, ranks, restLevel, type Have } from "../core/plan";
import type { Layer } from "../core/planes";
import { none, type Quality } from "../core/quality";

export interface Progress {
  /** Frames that are here whole. */
  here: number;
  /** Frames that can be shown at least as a preview. */
  coarse: number;
  count: number;
  /** Frames that are here as they are to be kept: whole, or on a phone as part of its volume. */
  done: number;
  /** Frames that could not be had, with the reason. */
  failed: number;
  bytes: number;
  allBytes: number;
}

export type Mark = "coarse-complete" | "lossless-complete";

export interface FramesOptions {
  study: string;
  budget: number;
  pool: DecodePool;
  signedOut: () => void;
  /** The series has another state by now than its manifest here. */
  stale: (series: string) => void;
  mark: (name: Mark) => void;
  /** Of a series larger than this only a volume of this side is kept, and the slices around the reader whole: a phone's memory. */
  restSide?: number | null;
  link?: { guess: number | null; saveData: boolean; recallable: () => boolean };
  open?: (url: string, request: Request, signal: AbortSignal) => Promise<Body>;
}

interface Place {
  manifest: Manifest;
  index: number;
}

const usualAhead = 100;
const buildingAhead = 800;
const buildingTime = 5000;

/** Below this a picture says nothing (32² of 512²). */
const leastShown = 2;

/** The frames of one study: what is wished for, what is here, what failed. Series on screen first, the others after. */
export class StudyFrames {
  /** Rises when frames arrive, at most once a picture. */
  readonly arrivals = signal(0);
  /** The same at most four times a second, for what is costly to draw. */
  readonly progressed = signal(0);
  readonly #store: FrameStore;
  readonly #previews = new Previews();
  readonly #pieces = new Map<FrameKey, Pieces>();
  readonly #scheduler: Scheduler;
  readonly #meter: LinkMeter;
  readonly #manifests = new Map<string, Manifest>();
  readonly #places = new Map<FrameKey, Place>();
  readonly #faults = new Map<FrameKey, FaultReason>();
  readonly #thumbnails = new Map<string, number>();
  readonly #begun = new Map<string, number>();
  /** Level asked of the decoder; the last one when the frame is whole. */
  readonly #decoding = new Map<FrameKey, number>();
  /** The page still loads and compiles itself, and asks late; until the reader moves, more may be under way. */
  #isBuilding = true;
  #standing: { series: string; index: number; direction: 1 | -1 } | null = null;
  #beside: readonly { series: string; index: number }[] = [];
  #due: ReturnType<typeof setTimeout> | null = null;
  #later: ReturnType<typeof setTimeout> | null = null;
  #disposed = false;
  readonly #have: Have = {
    settled: (key) => this.#isWhole(key) || this.#faults.has(key),
    spans: (key) => this.#pieces.get(key)?.spans ?? [],
    level: (key) => this.#previews.get(key)?.level ?? -1,
  };

  constructor(private readonly options: FramesOptions) {
    this.#store = new FrameStore(options.budget);
    const now = (): number => performance.now();
    this.#meter = new LinkMeter(now, options.link?.guess ?? null);
    const recallable = options.link?.recallable ?? (() => false);
    this.#scheduler = new Scheduler({
      open: (request, signal) => (options.open ?? open)(this.#urlOf(request.wish), request, signal),
      held: (key) => this.#held(key),
      arrived: (key, index, first, bytes, wish) => {
        this.#arrived(key, index, first, bytes, wish);
      },
      began: (wish) => {
        if (wish.kind === "level" && wish.after === null) this.#begun.set(wish.manifest.series, wish.level);
      },
      ended: () => {
        this.#replan();
      },
      failed: (wish, reason) => {
        if (wish.kind === "frame") this.#faults.set(wish.subject, reason);
        else if (reason === "gone" || reason === "damaged") options.stale(wish.manifest.series);
        this.#tell();
      },
      changed: (wish) => {
        if (wish.kind === "frame") this.#pieces.delete(wish.subject);
        options.stale(wish.manifest.series);
      },
      signedOut: options.signedOut,
      meter: this.#meter,
      connections: () => (recallable() ? 12 : 4),
      recallable,
      ahead: () => (this.#isBuilding ? buildingAhead : usualAhead),
      now,
    });
  }

  /** Bytes a second; null before it was measured. */
  get rate(): number | null {
    return this.#meter.rate === null ? null : this.#meter.rate * 1000;
  }

  /** A new series, or a newer state of one that grows; frames already here stay valid. */
  take(manifest: Manifest, thumbnailFrame: number): void {
    this.#manifests.set(manifest.series, manifest);
    this.#thumbnails.set(manifest.series, thumbnailFrame);
    for (let index = 0; index < frameCount(manifest); index++) {
      const key = frameKey(manifest, index);
      const before = this.#places.get(key);
      // Octets and stream are different bytes: what was begun as one is worth nothing as the other.
      if (before && wholeOf(before.manifest, before.index) !== wholeOf(manifest, index)) this.#pieces.delete(key);
      this.#places.set(key, { manifest, index });
    }
    this.#replan();
    this.#tell();
  }

  stand(series: string, index: number, direction: 1 | -1): void {
    if (!this.#standing) setTimeout(() => (this.#isBuilding = false), buildingTime);
    else if (this.#standing.series !== series || this.#standing.index !== index) this.#isBuilding = false;
    this.#standing = { series, index, direction };
    this.#replan();
    const manifest = this.#manifests.get(series);
    if (manifest) this.#develop(frameKey(manifest, index), Infinity);
  }

  /** What else is on screen, in cells beside the one that stands. */
  showBeside(places: readonly { series: string; index: number }[]): void {
    this.#beside = places;
    this.#replan();
    for (const { series, index } of places) {
      const manifest = this.#manifests.get(series);
      if (manifest) this.#develop(frameKey(manifest, index), Infinity);
    }
  }

  /** Full size, whatever its quality. */
  frame(manifest: Manifest, index: number): Frame | null {
    const key = frameKey(manifest, index);
    return this.#store.get(key) ?? this.#previews.frame(key);
  }

  /** Only what may be measured. */
  whole(manifest: Manifest, index: number): Frame | null {
    return this.#store.get(frameKey(manifest, index));
  }

  /** As a slice of a volume, at the size it has; null while there is not even a preview. */
  layer(manifest: Manifest, index: number): Layer | null {
    const key = frameKey(manifest, index);
    const whole = this.#store.get(key);
    if (whole) return whole.pixels;
    const preview = this.#previews.get(key);
    return preview ? { ...preview.picture, halvings: preview.halvings } : null;
  }

  quality(manifest: Manifest, index: number): Quality {
    const key = frameKey(manifest, index);
    if (this.#store.has(key)) return wholeQuality(manifest, index);
    const preview = this.#previews.get(key);
    if (!preview) return none;
    return { kind: "preview", level: preview.level, side: Math.max(preview.picture.columns, preview.picture.rows) };
  }

  has(manifest: Manifest, index: number): boolean {
    return this.#store.has(frameKey(manifest, index));
  }

  fault(manifest: Manifest, index: number): FaultReason | null {
    const fault = this.#faults.get(frameKey(manifest, index));
    if (fault) return fault;
    return !boundsOf(manifest, index) && refusalOf(manifest, index) !== null ? "unsupported" : null;
  }

  progress(series: string): Progress {
    const manifest = this.#manifests.get(series);
    const progress: Progress = { here: 0, coarse: 0, done: 0, count: 0, failed: 0, bytes: 0, allBytes: 0 };
    if (!manifest) return progress;
    progress.count = frameCount(manifest);
    const rest = restLevel(manifest, this.options.restSide);
    for (let i = 0; i < progress.count; i++) {
      const key = frameKey(manifest, i);
      const whole = wholeOf(manifest, i);
      progress.allBytes += whole;
      if (this.#store.has(key)) {
        progress.here++;
        progress.coarse++;
        progress.done++;
        progress.bytes += whole;
      } else if (this.fault(manifest, i) !== null) progress.failed++;
      else {
        const level = this.#previews.get(key)?.level ?? -1;
        if (level >= 0) progress.coarse++;
        if (rest !== null && level >= rest) progress.done++;
        progress.bytes += this.#isWhole(key) ? whole : total(this.#have.spans(key));
      }
    }
    return progress;
  }

  retry(manifest: Manifest, index: number): void {
    const key = frameKey(manifest, index);
    this.#faults.delete(key);
    this.#scheduler.retry(key);
    this.#replan();
    this.#tell();
  }

  pause(): void {
    this.#scheduler.pause();
  }

  resume(): void {
    for (const key of this.#scheduler.resume()) this.#faults.delete(key);
    this.#replan();
    this.#tell();
  }

  dispose(): void {
    this.#disposed = true;
    this.#scheduler.stop();
    this.#store.clear();
    this.#previews.clear();
    this.#pieces.clear();
    if (this.#due) clearTimeout(this.#due);
    if (this.#later) clearTimeout(this.#later);
  }

  #urlOf(wish: Wish): string {
    return wish.kind === "frame"
      ? framePath(this.options.study, wish.manifest, wish.index)
      : levelPath(wish.manifest, wish.level, wish.after);
  }

  #isWhole(key: FrameKey): boolean {
    return this.#store.has(key) || this.#decoding.get(key) === Infinity;
  }

  #held(key: FrameKey): Spans {
    const place = this.#places.get(key);
    return place && this.#have.settled(key) ? [[0, wholeOf(place.manifest, place.index)]] : this.#have.spans(key);
  }

  #arrived(key: FrameKey, index: number, first: number, bytes: Uint8Array, wish: Wish): void {
    const place = this.#places.get(key);
    const whole = wholeOf(wish.manifest, index);
    if (!place || wholeOf(place.manifest, place.index) !== whole || this.#isWhole(key)) return;
    const pieces = this.#pieces.get(key) ?? new Pieces();
    this.#pieces.set(key, pieces);
    pieces.put(first, bytes, whole);
    this.#develop(key, wish.level ?? Infinity);
  }

  /** Decodes what has become possible: a whole frame, a boundary that was wished for, or any when the frame is on screen. */
  #develop(key: FrameKey, wished: number): void {
    const place = this.#places.get(key);
    const pieces = this.#pieces.get(key);
    if (!place || !pieces || this.#isWhole(key)) return;
    const { manifest, index } = place;
    const bounds = boundsOf(manifest, index);
    const here = reach(pieces.spans);
    if (!bounds || here === 0) return;
    if (here >= (bounds.at(-1) ?? Infinity)) {
      void this.#decode(place, key, pieces, bounds, Infinity);
      return;
    }
    const level = bounds.findLastIndex((end) => end <= here);
    const known = Math.max(this.#previews.get(key)?.level ?? -1, this.#decoding.get(key) ?? -1);
    const isWanted = this.#rankOf(key) === 0 || (wished !== Infinity && here >= endOf(bounds, wished));
    if (level <= known || level < Math.min(leastShown, bounds.length - 2) || !isWanted) return;
    void this.#decode(place, key, pieces, bounds, level);
  }

  async #decode({ manifest, index }: Place, key: FrameKey, pieces: Pieces, bounds: readonly number[], level: number): Promise<void> {
    const whole = level === Infinity;
    const bytes = pieces.prefix(whole ? (bounds.at(-1) ?? 0) : (bounds[level] ?? 0));
    if (!bytes) return;
    this.#decoding.set(key, level);
    if (whole) this.#pieces.delete(key);
    const top = bounds.length - 1;
    const rest = whole && endsOf(manifest, index) ? restLevel(manifest, this.options.restSide) : null;
    // The slice of the volume stays when the whole one has to leave.
    if (rest !== null && (this.#previews.get(key)?.level ?? -1) < rest) {
      const job = { bytes: bytes.slice(0, bounds[rest]), halvings: top - rest, values: valuesOf(manifest, index) };
      const size = sizeOf(manifest, index);
      void this.options.pool
        .decode(`${key}/rest`, job, () => this.#rankOf(key) + 0.6)
        .then(
          (picture) => {
            if (picture && !this.#disposed) this.#previews.put({ key, level: rest, halvings: top - rest, picture, ...size });
          },
          // The whole slice tells what is the matter.
          () => undefined,
        );
    }
    try {
      if (!endsOf(manifest, index)) {
        this.#store.put(decodeRaw(bytes.buffer, manifest, key, index));
      } else {
        const halvings = whole ? 0 : top - level;
        const job = { bytes, halvings, values: valuesOf(manifest, index) };
        const picture = await this.options.pool.decode(key, job, () => this.#rankOf(key) + (whole ? 0.5 : 0));
        if (!picture || this.#disposed) return;
        const { columns, rows } = sizeOf(manifest, index);
        if (!whole) this.#previews.put({ key, level, halvings, picture, columns, rows });
        else {
          if (picture.columns !== columns || picture.rows !== rows) throw new Error("the frame has another size than its series");
          this.#store.put({ key, ...picture, quality: wholeQuality(manifest, index) });
        }
      }
      if (whole && rest === null) this.#previews.drop(key);
    } catch {
      this.#pieces.delete(key);
      this.#faults.set(key, "damaged");
    } finally {
      if (this.#decoding.get(key) === level) this.#decoding.delete(key);
    }
    this.#tell();
  }

  /** 0 on screen, else by distance; other series after. */
  #rankOf(key: FrameKey): number {
    const place = this.#places.get(key);
    const standing = this.#standing;
    if (place && this.#beside.some(({ series, index }) => series === place.manifest.series && index === place.index)) return 0;
    if (!place || !standing || place.manifest.series !== standing.series) return 1e6;
    return Math.abs(place.index - standing.index);
  }

  #replan(): void {
    const standing = this.#standing;
    if (!standing || this.#disposed) return;
    const others = [...this.#thumbnails].filter(([series]) => series !== standing.series).map(([series, index]) => ({ series, index }));
    const current = this.#manifests.get(standing.series);
    if (current) {
      const most = Math.max(1, Math.floor(this.options.budget / decodedBytes(current)));
      this.#store.pin(
        nearestFirst(standing.index, frameCount(current), standing.direction, most - 1).map((index) => frameKey(current, index)),
      );
    }
    const link = {
      rate: this.#meter.rate,
      saveData: this.options.link?.saveData ?? false,
      memory: this.options.budget,
      restSide: this.options.restSide ?? null,
      begun: this.#begun,
    };
    const wishes = plan({ ...standing, others }, this.#manifests, this.#have, link);
    const isFirst = ({ rank }: Wish): boolean => rank === ranks.onScreen;
    this.#scheduler.plan([...wishes.filter(isFirst), ...this.#wishesBeside(), ...wishes.filter((wish) => !isFirst(wish))]);
    this.#markWhatIsDone(current);
  }

  /** Frames of other cells are on screen too, whatever else is wished for them later. */
  #wishesBeside(): Wish[] {
    return this.#beside.flatMap(({ series, index }) => {
      const manifest = this.#manifests.get(series);
      const subject = manifest ? frameKey(manifest, index) : "";
      if (!manifest || !boundsOf(manifest, index) || this.#have.settled(subject)) return [];
      return [{ kind: "frame" as const, subject, rank: ranks.onScreen, manifest, index, level: null }];
    });
  }

  #markWhatIsDone(current: Manifest | undefined): void {
    if (!current || frameCount(current) === 0) return;
    const { here, coarse, failed, count } = this.progress(current.series);
    if (coarse + failed === count || (coarseLevel(current, { rate: null, begun: this.#begun }) === null && here + failed === count))
      this.options.mark("coarse-complete");
    if (here + failed === count) this.options.mark("lossless-complete");
  }

  #tell(): void {
    this.#due ??= setTimeout(() => {
      this.#due = null;
      this.#markWhatIsDone(this.#manifests.get(this.#standing?.series ?? ""));
      this.arrivals.value++;
    }, 16);
    this.#later ??= setTimeout(() => {
      this.#later = null;
      this.progressed.value++;
    }, 250);
  }
}
