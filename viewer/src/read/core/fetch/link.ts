/** Measures what the line carries, in bytes a millisecond, from what arrives while something is under way. */
export class LinkMeter {
  #rate: number | null;
  #roundTrip: number | null = null;
  #bytes = 0;
  #since: number | null = null;

  constructor(
    private readonly now: () => number,
    /** A first guess, for instance the browser's own. */
    guess: number | null = null,
  ) {
    this.#rate = guess;
  }

  /** Null before anything was measured. */
  get rate(): number | null {
    return this.#rate;
  }

  /** From asking to the head of an answer, in ms, when nothing else stood in the way: the shortest seen. Null before the first. */
  get roundTrip(): number | null {
    return this.#roundTrip;
  }

  answered(after: number): void {
    this.#roundTrip = Math.min(after, this.#roundTrip ?? after);
  }

  arrived(bytes: number): void {
    const now = this.now();
    // The clock starts with the first bytes: waiting for an answer is the round trip, not the rate.
    if (this.#since === null) {
      this.#since = now;
      return;
    }
    this.#bytes += bytes;
    const time = now - this.#since;
    if (time < 120 || this.#bytes < 16_000) return;
    const sample = this.#bytes / time;
    this.#rate = this.#rate === null ? sample : this.#rate * 0.6 + sample * 0.4;
    this.#bytes = 0;
    this.#since = now;
  }

  /** Nothing is under way: the time until the next bytes does not count. */
  idle(): void {
    this.#bytes = 0;
    this.#since = null;
  }
}
