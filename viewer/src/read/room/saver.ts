import { ApiError } from "../../api";

export interface SaverOptions<W, S> {
  save(id: string, wish: W): Promise<S>;
  remove(id: string): Promise<unknown>;
  saved(id: string, state: S): void;
  /** Why something waits or was refused; null when all is well again. */
  trouble(id: string, code: string | null): void;
  signedOut(): void;
  /** First wait after a lost line, in ms; doubles up to thirty seconds. */
  backOff?: number;
}

/**
 * Brings small things to the server one after the other. What is wished for last counts: a thing that changes while it
 * waits is sent once. Without a line the wishes wait in memory and are sent again.
 */
export class Saver<W, S> {
  readonly #wishes = new Map<string, W | null>();
  #busy = false;
  #lost = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly options: SaverOptions<W, S>) {}

  get waiting(): number {
    return this.#wishes.size;
  }

  /** Null deletes. */
  wish(id: string, wish: W | null): void {
    this.#wishes.set(id, wish);
    void this.#run();
  }

  retry(): void {
    this.#lost = 0;
    this.#cancel();
    void this.#run();
  }

  dispose(): void {
    this.#cancel();
    this.#wishes.clear();
  }

  async #run(): Promise<void> {
    if (this.#busy || this.#timer) return;
    this.#busy = true;
    try {
      for (let next = this.#first(); next; next = this.#first()) if (!(await this.#send(next[0], next[1]))) break;
    } finally {
      this.#busy = false;
    }
  }

  #first(): [string, W | null] | undefined {
    return this.#wishes.entries().next().value;
  }

  async #send(id: string, wish: W | null): Promise<boolean> {
    try {
      const state = wish === null ? (await this.options.remove(id), null) : await this.options.save(id, wish);
      this.#lost = 0;
      if (this.#wishes.get(id) === wish) this.#wishes.delete(id);
      if (state !== null) this.options.saved(id, state);
      this.options.trouble(id, null);
      return true;
    } catch (error) {
      return this.#stumble(id, wish, error);
    }
  }

  #stumble(id: string, wish: W | null, error: unknown): boolean {
    const fault = error instanceof ApiError ? error : new ApiError(0, "offline");
    if (wish === null && fault.status === 404) {
      this.#wishes.delete(id);
      return true;
    }
    this.options.trouble(id, fault.code);
    if (fault.status === 401) {
      this.options.signedOut();
      return false;
    }
    if (fault.status === 0 || fault.status >= 500) {
      this.#timer = setTimeout(
        () => {
          this.#timer = null;
          void this.#run();
        },
        Math.min(30_000, (this.options.backOff ?? 2000) * 2 ** this.#lost++),
      );
      return false;
    }
    if (this.#wishes.get(id) === wish) this.#wishes.delete(id);
    return true;
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
