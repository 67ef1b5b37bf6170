import { signal } from "@preact/signals";
import { api, ApiError, type Claim, type StudyUid } from "../../api";

const renewEvery = 60_000;

/** One's own claim is a lease: taken by a button, renewed each minute, given back by a button. */
export class ClaimKeeper {
  readonly current = signal<Claim | null>(null);
  readonly busy = signal(false);
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly study: StudyUid,
    private readonly failed: (error: unknown) => void,
  ) {}

  adopt(claim: Claim | null): void {
    this.current.value = claim;
    if (claim?.mine) this.#renew();
    else this.#stop();
  }

  async take(): Promise<void> {
    await this.#do(async () => {
      this.adopt(await api.claim(this.study));
    });
  }

  async release(): Promise<void> {
    await this.#do(async () => {
      await api.release(this.study);
      this.ended();
    });
  }

  ended(): void {
    this.adopt(null);
  }

  dispose(): void {
    this.#stop();
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.busy.value = true;
    try {
      await work();
    } catch (error) {
      this.#lost(error);
    } finally {
      this.busy.value = false;
    }
  }

  #renew(): void {
    this.#timer ??= setInterval(() => {
      void api.claim(this.study).then(
        (claim) => {
          this.current.value = claim;
        },
        (error: unknown) => {
          this.#lost(error);
        },
      );
    }, renewEvery);
  }

  /** A lost line does not end the lease here; a refusal does, and the page asks who holds it now. */
  #lost(error: unknown): void {
    if (error instanceof ApiError && error.status === 0) return;
    this.failed(error);
  }

  #stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
