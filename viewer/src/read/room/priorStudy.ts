import { signal } from "@preact/signals";
import { api, ApiError, type Opening, type Prior, type SeriesUid } from "../../api";
import { openPool } from "../core/decode/workers";
import { adopt, type Manifest } from "../core/manifest";
import { StudyFrames } from "./frames";
import type { StackSource } from "./sideCell";

const megabyte = 1024 * 1024;

/** An earlier study of the same patient at the same site, to be looked at beside the present one. Nothing of it is fetched before it hangs. */
export class PriorStudy implements StackSource {
  readonly opening = signal<Opening | null>(null);
  readonly manifests = signal<ReadonlyMap<string, Manifest>>(new Map());
  /** Why it cannot be shown. */
  readonly problem = signal<string | null>(null);
  readonly frames: StudyFrames;
  #begun: Promise<void> | null = null;

  constructor(
    readonly prior: Prior,
    private readonly signedOut: () => void,
  ) {
    this.frames = new StudyFrames({
      study: prior.study,
      budget: 192 * megabyte,
      pool: openPool(1),
      signedOut,
      stale: () => undefined,
      mark: () => undefined,
    });
  }

  load(): Promise<void> {
    return (this.#begun ??= this.#try(async () => {
      this.opening.value = await api.opening(this.prior.study);
    }));
  }

  /** The manifest of a series that is hung. */
  async want(series: SeriesUid): Promise<void> {
    if (this.manifests.value.has(series)) return;
    await this.#try(async () => {
      const manifest = adopt(await api.manifest(series));
      this.manifests.value = new Map(this.manifests.value).set(series, manifest);
      this.frames.take(manifest, this.opening.value?.series.find((one) => one.series === series)?.thumbnailFrame ?? 0);
    });
  }

  async retry(): Promise<void> {
    this.problem.value = null;
    this.#begun = null;
    this.frames.resume();
    await this.load();
  }

  dispose(): void {
    this.frames.dispose();
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#begun = null;
      this.problem.value = error.code;
      if (error.status === 401) this.signedOut();
    }
  }
}
