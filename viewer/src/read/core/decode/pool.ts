import type { Answer, Job, Picture, Question } from "./job";

/** The part of Worker that is needed; tests bring their own. */
export interface Decoder {
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(question: Question, handOver: Transferable[]): void;
  terminate(): void;
}

interface Waiting {
  key: string;
  job: Job;
  rank: () => number;
  done: (picture: Picture | null) => void;
  fail: (error: Error) => void;
}

interface Hand {
  decoder: Decoder;
  busy: (Waiting & { id: number }) | null;
}

const mostDeaths = 4;

/** Workers that decode, made and compiled before the first bulk request. Lowest rank first, asked at the moment of choice. */
export class DecodePool {
  readonly #hands: Hand[] = [];
  #waiting: Waiting[] = [];
  #serial = 0;
  #deaths = 0;
  #ready: () => void = () => undefined;
  /** Resolved when the first worker has compiled its codec. */
  readonly ready = new Promise<void>((done) => {
    this.#ready = done;
  });

  constructor(
    count: number,
    private readonly make: () => Decoder,
  ) {
    for (let i = 0; i < count; i++) this.#hands.push({ decoder: this.#hire(i), busy: null });
  }

  /** Null if a later job for the same key took the place of this one before it began. */
  decode(key: string, job: Job, rank: () => number): Promise<Picture | null> {
    return new Promise((done, fail) => {
      if (this.#hands.length === 0) {
        fail(new Error("there is no decoder"));
        return;
      }
      const older = this.#waiting.findIndex((one) => one.key === key);
      if (older >= 0) this.#waiting.splice(older, 1)[0]?.done(null);
      this.#waiting.push({ key, job, rank, done, fail });
      this.#next();
    });
  }

  dispose(): void {
    for (const { decoder } of this.#hands) decoder.terminate();
    for (const one of this.#waiting) one.done(null);
    for (const { busy } of this.#hands) busy?.done(null);
    this.#hands.length = 0;
    this.#waiting = [];
  }

  /** The decoder cannot be had here: each frame says so, instead of waiting for ever. */
  #giveUp(): void {
    const lost = [...this.#waiting, ...this.#hands.flatMap(({ busy }) => busy ?? [])];
    this.#waiting = [];
    for (const { decoder } of this.#hands) decoder.terminate();
    this.#hands.length = 0;
    for (const one of lost) one.fail(new Error("there is no decoder"));
  }

  #hire(place: number): Decoder {
    const decoder = this.make();
    decoder.onmessage = ({ data }) => {
      if ("ready" in data) {
        this.#ready();
        return;
      }
      const hand = this.#hands[place];
      if (!hand?.busy || hand.busy.id !== data.id) return;
      const { done, fail } = hand.busy;
      hand.busy = null;
      if ("picture" in data) done(data.picture);
      else fail(new Error(data.fault));
      this.#next();
    };
    decoder.onerror = () => {
      const hand = this.#hands[place];
      if (!hand) return;
      // A worker that died takes only its own frame with it.
      const { busy } = hand;
      hand.decoder.terminate();
      if (++this.#deaths > mostDeaths) {
        this.#giveUp();
        return;
      }
      this.#hands[place] = { decoder: this.#hire(place), busy: null };
      busy?.fail(new Error("the decoder died"));
      this.#next();
    };
    return decoder;
  }

  #next(): void {
    for (const hand of this.#hands) {
      if (hand.busy || this.#waiting.length === 0) continue;
      const best = this.#waiting.reduce((a, b) => (b.rank() < a.rank() ? b : a));
      this.#waiting.splice(this.#waiting.indexOf(best), 1);
      const id = ++this.#serial;
      hand.busy = { ...best, id };
      hand.decoder.postMessage({ ...best.job, id }, [best.job.bytes.buffer]);
    }
  }
}
