import type { Me, Opening } from "../../api/types";
import { openPool } from "../core/decode/workers";
import { GestureTracker, type Gesture } from "../core/gestures";
import { frameCount, isWhiteLow, type Manifest } from "../core/manifest";
import type { Scene } from "../core/surface";
import { goTo, Hand, openingView, Wheel, type CellView } from "../core/view";
import { defaultWindow, rangeOf } from "../core/window";
import { marks } from "../room/marks";
import { StudyFrames } from "../room/frames";
import type { FrameEvents, Start } from "../room/start";
import { Canvas2dSurface } from "../surface/canvas2d";
import { meOf, NotOpened, openingOf } from "./open";
import { skeleton } from "./skeleton";

const megabyte = 1024 * 1024;
/** Longer than this nobody waits for a picture without the page around it. */
const patience = 4000;

interface Connection {
  downlink?: number;
  saveData?: boolean;
}

/**
 * The first image, before any framework or Cornerstone is here: the opening slice on a 2D canvas, in the place where the
 * room will show it. One can scroll and window already; the room takes over everything that was fetched and where one is.
 */
export class FirstImage implements Start {
  readonly phone = matchMedia("(max-width: 719px), (max-height: 479px)").matches;
  readonly events: FrameEvents = { signedOut: () => undefined, stale: () => undefined };
  readonly frames: StudyFrames;
  me: Me | null = null;
  opening: Opening | null = null;
  manifest: Manifest | null = null;
  view: CellView | null = null;
  isSignedOut = false;
  readonly #place = skeleton(this.phone);
  readonly #surface: Canvas2dSurface;
  readonly #stop = new AbortController();
  #painted: () => void = () => undefined;

  constructor(private readonly study: string) {
    const connection = (navigator as { connection?: Connection }).connection;
    this.frames = new StudyFrames({
      study,
      budget: (this.phone ? 48 : 512) * megabyte,
      restSide: this.phone ? 256 : null,
      // Made, and its codec compiled, before anything large is asked for.
      pool: openPool(this.phone ? 1 : 2),
      signedOut: () => {
        this.isSignedOut = true;
        this.events.signedOut();
      },
      stale: (series) => {
        this.events.stale(series);
      },
      mark: marks.once,
      link: {
        guess: connection?.downlink === undefined ? null : connection.downlink * 125,
        saveData: connection?.saveData ?? false,
        recallable: () => /^h[23]/.test(protocol()),
      },
    });
    this.#surface = new Canvas2dSurface(this.#place.image, (scene) => {
      marks.drawn(scene);
      this.#painted();
    });
  }

  /** Resolves when the first image is on screen, or when there is nothing to wait for. */
  async open(): Promise<void> {
    const painted = new Promise<void>((done) => {
      this.#painted = done;
      setTimeout(done, patience);
    });
    const me = meOf().then((answer) => {
      this.me = answer;
    });
    try {
      const { opening, manifest } = await openingOf(this.study);
      this.opening = opening;
      if (!manifest || frameCount(manifest) === 0) return;
      this.manifest = manifest;
      this.view = openingView(manifest);
    } catch (error) {
      this.isSignedOut = error instanceof NotOpened && error.status === 401;
      return;
    }
    const { manifest, view } = this;
    const item = this.opening.series.find((one) => one.series === manifest.series);
    this.frames.take(manifest, item?.thumbnailFrame ?? 0);
    this.frames.stand(manifest.series, view.index, view.direction);
    this.#surface.resize(this.#cell());
    this.#listen();
    const unsubscribe = this.frames.arrivals.subscribe(() => {
      this.#draw();
    });
    this.#stop.signal.addEventListener("abort", unsubscribe);
    await painted;
    await me;
  }

  /** The room has its own hands and eyes from now on; the picture stays until it has drawn. */
  handOver(): void {
    this.#stop.abort();
  }

  /** Moves the picture to where the room shows its own. */
  lieOver(element: Element): void {
    const { left, top, width, height } = element.getBoundingClientRect();
    this.#place.pin({ left, top, width, height });
    this.#surface.resize({ width, height });
  }

  leave(): void {
    this.#stop.abort();
    this.#surface.dispose();
    this.#place.element.remove();
  }

  #cell(): { width: number; height: number } {
    return { width: this.#place.image.clientWidth, height: this.#place.image.clientHeight };
  }

  #draw(): void {
    const { manifest, view } = this;
    const frame = manifest && view ? this.frames.frame(manifest, view.index) : null;
    if (!manifest || !view || !frame) return;
    const window = view.window ?? defaultWindow(manifest, view.index, rangeOf(frame.pixels));
    const scene: Scene = {
      manifest,
      index: view.index,
      frame,
      window,
      invert: view.invert !== isWhiteLow(manifest),
      placement: view.placement,
    };
    this.#surface.show(scene);
  }

  #change(next: CellView): void {
    const { manifest, view } = this;
    if (!manifest || !view || next === view) return;
    this.view = next;
    if (next.index !== view.index) this.frames.stand(manifest.series, next.index, next.direction);
    this.#draw();
  }

  #listen(): void {
    const { manifest } = this;
    if (!manifest) return;
    const hand = new Hand();
    const wheel = new Wheel();
    const tracker = new GestureTracker();
    const tool = this.phone ? "scroll" : "window";
    const { signal } = this.#stop;
    const on = <K extends keyof WindowEventMap>(type: K, work: (event: WindowEventMap[K]) => void): void => {
      addEventListener(type, work, { signal, passive: false });
    };
    const perform = (gesture: Gesture | null): void => {
      if (!gesture || !this.view) return;
      const window = this.view.window ?? defaultWindow(manifest, this.view.index, null);
      this.#change(hand.apply(this.view, gesture, { manifest, cell: this.#cell(), window }));
    };
    const scroll = (slices: number): void => {
      if (this.view) this.#change(goTo(this.view, manifest, this.view.index + slices));
    };
    const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };
    on("wheel", (event) => {
      event.preventDefault();
      if (!event.ctrlKey) scroll(wheel.slices(event.deltaY, event.deltaMode));
    });
    on("keydown", (event) => {
      const step = steps[event.code];
      if (step === undefined) return;
      event.preventDefault();
      if (Number.isFinite(step)) scroll(step);
      else if (this.view) this.#change(goTo(this.view, manifest, step < 0 ? 0 : frameCount(manifest) - 1));
    });
    const place = (event: PointerEvent): { x: number; y: number } => {
      const box = this.#place.image.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    on("pointerdown", (event) => {
      const pointer = event.pointerType === "mouse" ? "mouse" : "touch";
      tracker.down({ id: event.pointerId, at: place(event), pointer, button: event.button, time: event.timeStamp }, tool);
    });
    on("pointermove", (event) => {
      if (tracker.busy) perform(tracker.move(event.pointerId, place(event)));
    });
    on("pointerup", (event) => {
      perform(tracker.up(event.pointerId, event.timeStamp));
    });
  }
}

function protocol(): string {
  const last = performance.getEntriesByType("resource").at(-1) as PerformanceResourceTiming | undefined;
  return last?.nextHopProtocol ?? "";
}
