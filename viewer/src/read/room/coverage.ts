import { computed, signal } from "@preact/signals";
import { isWhole } from "../core/quality";
import { frameCount, frameKey, type FrameKey, type Manifest } from "../core/manifest";
import type { Scene } from "../core/surface";

export interface SeriesCoverage {
  series: string;
  /** Frames that were on screen with every byte. */
  seen: number;
  count: number;
  /** Index of the first that was not; null when all were. */
  next: number | null;
}

/** Which slices have been on screen at full quality since the study was opened here. */
export class Coverage {
  readonly #seen = new Set<FrameKey>();
  readonly #count = signal(0);

  constructor(private readonly manifests: () => ReadonlyMap<string, Manifest>) {}

  /** A picture of this study was drawn. */
  drawn(scene: Scene | null): void {
    if (!scene || !isWhole(scene.frame.quality)) return;
    const { manifest, index } = scene;
    const key = frameKey(manifest, index);
    if (this.#seen.has(key) || !this.manifests().has(manifest.series)) return;
    this.#seen.add(key);
    this.#count.value = this.#seen.size;
  }

  /** Of every series that is known, in the order of the manifests. */
  readonly list = computed<readonly SeriesCoverage[]>(() => {
    void this.#count.value;
    return [...this.manifests().values()].map((manifest) => {
      const count = frameCount(manifest);
      const unseen = Array.from({ length: count }, (_, i) => i).filter((i) => !this.#seen.has(frameKey(manifest, i)));
      return { series: manifest.series, seen: count - unseen.length, count, next: unseen[0] ?? null };
    });
  });
}
