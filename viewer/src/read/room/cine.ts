import { signal } from "@preact/signals";
import type { ReadingRoom } from "./room";
import { frameCount } from "../core/manifest";

export const cineRates: readonly number[] = [5, 10, 15, 25];

/** Runs through the stack, round and round, as fast as slices are here. A hand on the image stops it. */
export class Cine {
  readonly playing = signal(false);
  /** Slices a second. */
  readonly rate = signal(10);
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly room: ReadingRoom) {}

  toggle(): void {
    if (this.playing.value) this.stop();
    else this.#start();
  }

  setRate(rate: number): void {
    this.rate.value = rate;
    if (this.playing.value) this.#start();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.playing.value = false;
  }

  #start(): void {
    this.stop();
    const manifest = this.room.manifest.value;
    if (!manifest || frameCount(manifest) < 2) return;
    this.playing.value = true;
    this.#timer = setInterval(() => {
      this.#step();
    }, 1000 / this.rate.value);
  }

  #step(): void {
    const [manifest, view] = [this.room.manifest.peek(), this.room.view.peek()];
    if (!manifest || !view || document.hidden) {
      this.stop();
      return;
    }
    const next = (view.index + 1) % frameCount(manifest);
    // One that failed is passed over, one that loads is waited for.
    if (this.room.frames.has(manifest, next) || this.room.frames.fault(manifest, next)) this.room.goTo(next);
  }
}
