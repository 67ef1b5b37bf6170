export interface Wish {
  key: string;
  url: string;
}

export type FaultReason = "gone" | "unsupported" | "damaged" | "refused" | "server" | "network";

/** An answer that is not a frame. `passing` faults are tried again. */
export class FetchFault extends Error {
  constructor(
    readonly reason: FaultReason | "signedOut",
    readonly passing: boolean,
  ) {
    super(reason);
  }
}

export function faultOf(status: number): FetchFault {
  if (status === 401) return new FetchFault("signedOut", false);
  if (status === 404 || status === 410) return new FetchFault("gone", false);
  if (status === 406 || status === 415 || status === 422) return new FetchFault("unsupported", false);
  if (status === 429 || status >= 500) return new FetchFault("server", true);
  return new FetchFault("refused", false);
}

export interface FetcherOptions {
  load(url: string, signal: AbortSignal): Promise<ArrayBuffer>;
  /** May throw: the frame is then marked as damaged. */
  arrived(key: string, bytes: ArrayBuffer): void;
  failed(key: string, reason: FaultReason): void;
  signedOut(): void;
  /** Requests in flight: HTTP/1.1 has six connections, one held by events, one kept free for the API. */
  limit: number;
  tries?: number;
  /** First wait before another try, in ms; doubles each time, with jitter. */
  backOff?: number;
  random?: () => number;
}

interface Flight {
  abort: AbortController;
  wish: Wish;
}

/**
 * Brings wished frames, best wish first, a few at a time. The plan may be rewritten at any moment: what is no longer
 * wished is aborted, what is running and still wished goes on, and nothing is fetched twice.
 */
export class FrameFetcher {
  #queue: Wish[] = [];
  readonly #flights = new Map<string, Flight>();
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #tries = new Map<string, number>();
  readonly #failed = new Map<string, FaultReason>();
  #paused = false;
  #stopped = false;

  constructor(private readonly options: FetcherOptions) {}

  get running(): number {
    return this.#flights.size;
  }

  /** Replaces the plan. Frames that failed for good are not asked for again until `retry`. */
  plan(wishes: readonly Wish[]): void {
    if (this.#stopped) return;
    const wanted = new Set(wishes.map((wish) => wish.key));
    for (const [key, flight] of this.#flights) if (!wanted.has(key)) flight.abort.abort();
    for (const [key, timer] of this.#waiting) {
      if (wanted.has(key)) continue;
      clearTimeout(timer);
      this.#waiting.delete(key);
    }
    this.#queue = wishes.filter((wish) => !this.#flights.has(wish.key) && !this.#waiting.has(wish.key) && !this.#failed.has(wish.key));
    this.#pump();
  }

  pause(): void {
    this.#paused = true;
  }

  /** Goes on after sign-in or when the line is back; frames lost to the network get another chance. */
  resume(): string[] {
    this.#paused = false;
    const again = [...this.#failed].filter(([, reason]) => reason === "network" || reason === "server").map(([key]) => key);
    for (const key of again) this.retry(key);
    this.#pump();
    return again;
  }

  retry(key: string): void {
    this.#failed.delete(key);
    this.#tries.delete(key);
  }

  stop(): void {
    this.#stopped = true;
    this.#queue = [];
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    for (const flight of this.#flights.values()) flight.abort.abort();
  }

  #pump(): void {
    while (!this.#paused && !this.#stopped && this.#flights.size < this.options.limit) {
      const wish = this.#queue.shift();
      if (!wish) return;
      void this.#fly(wish);
    }
  }

  async #fly(wish: Wish): Promise<void> {
    const flight: Flight = { abort: new AbortController(), wish };
    this.#flights.set(wish.key, flight);
    try {
      const bytes = await this.options.load(wish.url, flight.abort.signal);
      if (!flight.abort.signal.aborted) this.#deliver(wish.key, bytes);
    } catch (error) {
      if (!flight.abort.signal.aborted) this.#stumble(wish, error);
    } finally {
      this.#flights.delete(wish.key);
      this.#pump();
    }
  }

  #deliver(key: string, bytes: ArrayBuffer): void {
    this.#tries.delete(key);
    try {
      this.options.arrived(key, bytes);
    } catch {
      this.#giveUp(key, "damaged");
    }
  }

  #stumble(wish: Wish, error: unknown): void {
    const fault = error instanceof FetchFault ? error : new FetchFault("network", true);
    if (fault.reason === "signedOut") {
      this.#paused = true;
      this.#queue.unshift(wish);
      this.options.signedOut();
      return;
    }
    const tries = (this.#tries.get(wish.key) ?? 0) + 1;
    if (!fault.passing || tries >= (this.options.tries ?? 5)) {
      this.#giveUp(wish.key, fault.reason);
      return;
    }
    this.#tries.set(wish.key, tries);
    const jitter = 0.5 + (this.options.random ?? Math.random)();
    const timer = setTimeout(
      () => {
        this.#waiting.delete(wish.key);
        this.#queue.unshift(wish);
        this.#pump();
      },
      (this.options.backOff ?? 400) * 2 ** (tries - 1) * jitter,
    );
    this.#waiting.set(wish.key, timer);
  }

  #giveUp(key: string, reason: FaultReason): void {
    this.#failed.set(key, reason);
    this.options.failed(key, reason);
  }
}
