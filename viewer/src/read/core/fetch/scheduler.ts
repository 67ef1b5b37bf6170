import { frameKey, type FrameKey } from "../manifest";
import { FetchFault, type FaultReason } from "./faults";
import { LevelReader, layoutOf } from "./level";
import type { LinkMeter } from "./link";
import { union, type Span, type Spans } from "./spans";
import { claimsOf, lengthOf, partsOf, type Wish } from "./wish";

export interface Request {
  wish: Wish;
  /** Bytes of the resource, [from, to). */
  from: number;
  to: number;
  /** Of an earlier answer, so that a part of something else is never taken. */
  tag: string | null;
}

export interface Body {
  tag: string | null;
  /** Where in the resource the first byte lies: 0 when the server sends everything all the same. */
  first: number;
  /** Bytes of the whole resource, when the server says so. */
  total: number | null;
  read(): Promise<Uint8Array | null>;
  /** Lets go of the rest. */
  cancel(): void;
}

export interface SchedulerOptions {
  /** Throws a FetchFault for an answer that is none; anything else counts as a lost line. */
  open(request: Request, signal: AbortSignal): Promise<Body>;
  /** Bytes that are here. */
  held(key: FrameKey): Spans;
  /** May throw: what was wished is then marked as damaged. */
  arrived(key: FrameKey, index: number, first: number, bytes: Uint8Array, wish: Wish): void;
  began?(wish: Wish): void;
  /** A request came to its end; a new plan may follow. */
  ended(wish: Wish): void;
  failed(wish: Wish, reason: FaultReason): void;
  /** The resource is no longer what it was: what is held of it is worth nothing. */
  changed(wish: Wish): void;
  signedOut(): void;
  meter: LinkMeter;
  /** Requests at once: HTTP/1.1 has six connections, one held by events, one kept free for the API. */
  connections(): number;
  /** Aborting costs nothing (HTTP/2); on HTTP/1.1 it closes a connection. */
  recallable(): boolean;
  /**
   * The next request leaves when what is still to come of the others takes so many ms beyond a round trip. It cannot be recalled,
   * so this bounds how stale the line can be after a scroll.
   */
  ahead(): number;
  now(): number;
  tries?: number;
  /** First wait before another try, in ms; doubles each time, with jitter. */
  backOff?: number;
  random?: () => number;
}

interface Flight {
  wish: Wish;
  part: Span;
  at: number;
  claims: Map<FrameKey, Span>;
  abort: AbortController;
}

/** Until an answer was timed, in ms. */
const usualRoundTrip = 100;
const almostHere = 200;
/** From here on wishes are for what is not on screen. */
const leftRank = 5;
/** Bytes under way while nothing was measured. */
const firstBudget = 100_000;

/**
 * Brings what is wished for, best first, within a budget of bytes under way. The plan may be rewritten at any moment: what
 * is no longer wished is aborted, what is running and still wished goes on, and no byte is asked for twice.
 */
export class Scheduler {
  #queue: readonly Wish[] = [];
  #ranks = new Map<string, number>();
  readonly #flights = new Set<Flight>();
  readonly #tries = new Map<string, { count: number; notBefore: number }>();
  readonly #failed = new Map<string, FaultReason>();
  readonly #tags = new Map<string, string>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #paused = false;
  #stopped = false;

  constructor(private readonly options: SchedulerOptions) {}

  get running(): number {
    return this.#flights.size;
  }

  /** Replaces the plan. What failed for good is not asked for again until `retry`. */
  plan(wishes: readonly Wish[]): void {
    if (this.#stopped) return;
    this.#queue = wishes;
    this.#ranks = new Map();
    for (const { subject, rank } of wishes) this.#ranks.set(subject, Math.min(rank, this.#ranks.get(subject) ?? Infinity));
    for (const flight of this.#flights) if (this.#isLeft(flight) && this.#isWorthEnding(flight)) flight.abort.abort();
    this.#pump();
  }

  pause(): void {
    this.#paused = true;
  }

  /** Goes on after sign-in or when the line is back; what was lost to the network gets another chance. */
  resume(): string[] {
    this.#paused = false;
    const again = [...this.#failed].filter(([, reason]) => reason === "network" || reason === "server").map(([subject]) => subject);
    for (const subject of again) this.retry(subject);
    this.#tries.clear();
    this.#pump();
    return again;
  }

  retry(subject: string): void {
    this.#failed.delete(subject);
    this.#tries.delete(subject);
  }

  stop(): void {
    this.#stopped = true;
    this.#queue = [];
    for (const timer of this.#timers) clearTimeout(timer);
    for (const flight of this.#flights) flight.abort.abort();
  }

  /** No longer wished for, or of a series that was left: it comes again when what is on screen now is here. */
  #isLeft({ wish }: Flight): boolean {
    const rank = this.#ranks.get(wish.subject) ?? Infinity;
    return rank > wish.rank && rank >= leftRank;
  }

  /** On HTTP/1.1 an abort closes the connection, and the next one starts slowly: what is nearly here may come. */
  #isWorthEnding(flight: Flight): boolean {
    const { rate } = this.options.meter;
    if (flight.at >= flight.part[1]) return false;
    return this.options.recallable() || rate === null || (flight.part[1] - flight.at) / rate > almostHere;
  }

  #left(): number {
    let left = 0;
    for (const { part, at } of this.#flights) left += part[1] - at;
    return left;
  }

  #pump(): void {
    if (this.#paused || this.#stopped) return;
    const now = this.options.now();
    for (const wish of this.#queue) {
      if (this.#failed.has(wish.subject) || (this.#tries.get(wish.subject)?.notBefore ?? 0) > now) continue;
      while (true) {
        const urgent = wish.rank === 1;
        // A place is kept free for the slice on screen.
        const full = this.#flights.size >= this.options.connections() - (urgent ? 0 : 1);
        if (full && !urgent) return;
        const part = partsOf(wish, (key) => this.#taken(key))[0];
        if (!part) break;
        if (full) {
          this.#makeRoom();
          return;
        }
        if (!urgent && !this.#hasRoom()) return;
        void this.#fly(wish, part);
      }
    }
  }

  /** May one more request leave? The slice on screen has the line for itself: what follows it arrives when it is here. */
  #hasRoom(): boolean {
    const isWaited = [...this.#flights].some(({ wish }) => this.#ranks.get(wish.subject) === 1);
    const { rate, roundTrip } = this.options.meter;
    const most = rate === null ? firstBudget : rate * ((isWaited ? 0 : this.options.ahead()) + (roundTrip ?? usualRoundTrip));
    return this.#flights.size === 0 || this.#left() <= most;
  }

  /** Here or on its way. */
  #taken(key: FrameKey): Spans {
    let spans = this.options.held(key);
    for (const { claims } of this.#flights) {
      const claim = claims.get(key);
      if (claim) spans = union(spans, [claim]);
    }
    return spans;
  }

  /** Ends what is wished least, when it would take long and the slice on screen waits. */
  #makeRoom(): void {
    const rank = (flight: Flight): number => this.#ranks.get(flight.wish.subject) ?? Infinity;
    let worst: Flight | null = null;
    for (const flight of this.#flights) if (!worst || rank(flight) > rank(worst)) worst = flight;
    if (worst && rank(worst) > 1 && this.#isWorthEnding(worst)) worst.abort.abort();
  }

  async #fly(wish: Wish, part: Span): Promise<void> {
    const flight: Flight = { wish, part, at: part[0], claims: claimsOf(wish, part), abort: new AbortController() };
    this.#flights.add(flight);
    this.options.began?.(wish);
    let fault: unknown = null;
    try {
      await this.#receive(flight);
    } catch (error) {
      fault = error;
    }
    this.#flights.delete(flight);
    if (this.#flights.size === 0) this.options.meter.idle();
    if (fault !== null && !flight.abort.signal.aborted) this.#stumble(wish, fault);
    if (this.#stopped) return;
    this.options.ended(wish);
    this.#pump();
  }

  async #receive(flight: Flight): Promise<void> {
    const { wish, part, abort } = flight;
    const [from, to] = part;
    const tag = this.#tags.get(wish.subject) ?? null;
    const asked = this.options.now();
    const body = await this.options.open({ wish, from, to, tag }, abort.signal);
    this.options.meter.answered(this.options.now() - asked);
    if (tag !== null && body.tag !== null && body.tag !== tag) {
      this.#tags.delete(wish.subject);
      this.options.changed(wish);
      body.cancel();
      throw new FetchFault("server", true);
    }
    if (body.tag !== null) this.#tags.set(wish.subject, body.tag);
    if (body.total !== null && body.total !== lengthOf(wish)) {
      body.cancel();
      throw new FetchFault("damaged", false);
    }
    const give = this.#receiver(wish, from);
    let at = body.first;
    for (let chunk = await body.read(); chunk && !abort.signal.aborted; chunk = await body.read()) {
      this.options.meter.arrived(chunk.length);
      const start = Math.max(0, from - at);
      const end = Math.min(chunk.length, to - at);
      at += chunk.length;
      if (start >= end) continue;
      try {
        give(chunk.subarray(start, end));
      } catch {
        body.cancel();
        throw new FetchFault("damaged", false);
      }
      flight.at = Math.min(to, at);
      this.#tries.delete(wish.subject);
      if (this.#hasRoom()) this.#pump();
    }
    if (flight.at < to) throw new TypeError("the answer ended early");
  }

  #receiver(wish: Wish, from: number): (bytes: Uint8Array) => void {
    if (wish.kind === "level") {
      const { manifest } = wish;
      const reader = new LevelReader(layoutOf(manifest, wish.level, wish.after), from, (frame, first, bytes) => {
        this.options.arrived(frameKey(manifest, frame), frame, first, bytes, wish);
      });
      return (bytes) => {
        reader.push(bytes);
      };
    }
    let at = from;
    return (bytes) => {
      this.options.arrived(wish.subject, wish.index, at, bytes, wish);
      at += bytes.length;
    };
  }

  #stumble(wish: Wish, error: unknown): void {
    const fault = error instanceof FetchFault ? error : new FetchFault("network", true);
    if (fault.reason === "signedOut") {
      this.#paused = true;
      this.options.signedOut();
      return;
    }
    // Without a line nothing is to be learnt from a failure.
    if (this.#paused) return;
    const count = (this.#tries.get(wish.subject)?.count ?? 0) + 1;
    if (!fault.passing || count >= (this.options.tries ?? 6)) {
      this.#failed.set(wish.subject, fault.reason);
      this.options.failed(wish, fault.reason);
      return;
    }
    const wait = (this.options.backOff ?? 400) * 2 ** (count - 1) * (0.5 + (this.options.random ?? Math.random)());
    this.#tries.set(wish.subject, { count, notBefore: this.options.now() + wait });
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#pump();
    }, wait);
    this.#timers.add(timer);
  }
}
