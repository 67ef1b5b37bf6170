import { batch, computed, effect, signal } from "@preact/signals";
import { api, ApiError, listen, type Me, type Opening, type Sections, type SeriesItem, type SigningDevice, type StudyUid } from "../../api";
import type { Frame } from "../core/decode/pixels";
import { isWhole, none, type Quality } from "../core/quality";
import type { Size } from "../core/geometry";
import type { Tool } from "../core/gestures";
import { adopt, followFrame, frameCount, isWhiteLow, type Manifest } from "../core/manifest";
import type { Scene } from "../core/surface";
import { goTo, openingView, type CellView } from "../core/view";
import { defaultWindow, needsRange, ownWindow, rangeOf, type Window } from "../core/window";
import { indexOf } from "../core/measure";
import { isPlain, type AnyTool, type Special } from "../core/tools";
import { Cine } from "./cine";
import { Coverage } from "./coverage";
import { Hung } from "./hung";
import { Settings } from "./settings";
import type { StackSource } from "./sideCell";
import { ClaimKeeper } from "./claim";
import { ForeignMarks } from "./foreign";
import { KeyImages } from "./keyImages";
import { Measurements } from "./measurements";
import { NextCase } from "./nextCase";
import { Planes } from "./planes";
import type { CellTarget } from "./target";
import { Drawing } from "./drawing";
import type { StudyFrames } from "./frames";
import { firstSeries, type Start } from "./start";
import { DraftKeeper } from "../report/draft";

/** Everything the reading room knows about the study on screen. Plain values in signals; panels only read and call. */
export class ReadingRoom implements CellTarget {
  readonly me = signal<Me | null>(null);
  readonly opening = signal<Opening | null>(null);
  readonly problem = signal<string | null>(null);
  readonly signedOut = signal(false);
  readonly online = signal(true);
  readonly manifests = signal<ReadonlyMap<string, Manifest>>(new Map());
  readonly manifestFaults = signal<ReadonlyMap<string, string>>(new Map());
  readonly series = signal<string | null>(null);
  readonly views = signal<ReadonlyMap<string, CellView>>(new Map());
  /** What one finger or the left button does, if nothing special is chosen. */
  readonly tool = signal<Tool>("window");
  readonly special = signal<Special | null>(null);
  /** Rises when somebody kept or deleted something on the images. */
  readonly drawings = signal(0);
  readonly chosen = computed<AnyTool>(() => this.special.value ?? this.tool.value);
  readonly overlay = signal(true);
  /** Where a sentence goes: the section last written in. */
  readonly section = signal<keyof Sections>("findings");
  readonly cell = signal<Size>({ width: 1, height: 1 });
  readonly surfaceKind = signal<"canvas2d" | "cornerstone">("canvas2d");
  readonly drawn = signal<Scene | null>(null);
  /** Set by the cell that shows the image. */
  canvas: () => HTMLCanvasElement | null = () => null;
  readonly frames: StudyFrames;
  readonly claim: ClaimKeeper;
  readonly draft: DraftKeeper;
  readonly measurements: Measurements;
  readonly foreign: ForeignMarks;
  readonly keyImages: KeyImages;
  readonly drawing: Drawing;
  readonly planes: Planes;
  readonly isPhone: boolean;
  readonly settings = new Settings();
  readonly hung: Hung;
  readonly nextCase: NextCase;
  readonly coverage = new Coverage(() => this.manifests.value);
  readonly cine = new Cine(this);
  /** Tells the reader why something is not done; set by the page. */
  refuse: (code: string) => void = () => undefined;
  readonly #ends: (() => void)[] = [];
  readonly #defaults = new Map<string, Window>();
  #refreshing: ReturnType<typeof setTimeout> | null = null;

  readonly manifest = computed(() => this.manifests.value.get(this.series.value ?? "") ?? null);
  readonly view = computed<CellView | null>(() => this.views.value.get(this.series.value ?? "") ?? null);
  readonly frame = computed<Frame | null>(() => {
    void this.frames.arrivals.value;
    const manifest = this.manifest.value;
    const view = this.view.value;
    return manifest && view ? this.frames.frame(manifest, view.index) : null;
  });
  readonly window = computed<Window | null>(() => {
    const manifest = this.manifest.value;
    const view = this.view.value;
    return view?.window ?? (manifest && view ? this.#defaultWindow(manifest, view.index, this.frame.value) : null);
  });
  readonly scene = computed<Scene | null>(() => {
    const [manifest, view, frame, window] = [this.manifest.value, this.view.value, this.frame.value, this.window.value];
    if (!manifest || !view || !frame || !window) return null;
    return { manifest, index: view.index, frame, window, invert: view.invert !== isWhiteLow(manifest), placement: view.placement };
  });
  /** The worst of what is on screen: here, of one slice. */
  readonly quality = computed<Quality>(() => this.frame.value?.quality ?? none);
  /** Values may be read and measured: every byte of what is on screen is here. */
  readonly isWhole = computed(() => isWhole(this.quality.value));
  readonly isFinal = computed(() => (this.opening.value?.report.versions.length ?? 0) > 0);
  /** May write now: a reader who holds the claim on a study that is not signed. */
  readonly canWrite = computed(() => this.me.value?.role === "reader" && this.claim.current.value?.mine === true && !this.isFinal.value);

  /** Measurements and key images are kept for readers, unless somebody else reads the study; others only look. */
  readonly mayKeep = computed(() => {
    const claim = this.claim.current.value;
    return this.me.value?.role === "reader" && (claim === null || claim.mine);
  });

  constructor(
    readonly study: StudyUid,
    start: Start,
  ) {
    this.tool.value = start.phone ? "scroll" : "window";
    this.frames = start.frames;
    start.events.signedOut = () => {
      this.signedOut.value = true;
    };
    start.events.stale = () => {
      this.#refreshSoon();
    };
    if (start.isSignedOut) this.signedOut.value = true;
    this.draft = new DraftKeeper({ save: (version, sections, links) => api.saveDraft(study, version, sections, links) });
    const kept = {
      study,
      mayKeep: () => this.mayKeep.value,
      signedOut: () => {
        this.signedOut.value = true;
      },
    };
    this.measurements = new Measurements({
      ...kept,
      manifest: (series) => this.manifests.value.get(series) ?? null,
      frame: (manifest, index) => this.frames.whole(manifest, index),
    });
    this.keyImages = new KeyImages(kept);
    this.foreign = new ForeignMarks(study);
    this.drawing = new Drawing(this.measurements);
    this.planes = new Planes(this);
    this.isPhone = start.phone;
    this.hung = new Hung(this);
    this.nextCase = new NextCase(this);
    this.claim = new ClaimKeeper(study, (error) => {
      this.#stumble(error);
      void this.refresh();
    });
    this.#began(start);
  }

  get #device(): SigningDevice {
    return this.isPhone ? "phone" : "desktop";
  }

  /** This study, for a cell beside the first. */
  get source(): StackSource {
    return { opening: this.opening, manifests: this.manifests, frames: this.frames, prior: null };
  }

  async start(): Promise<void> {
    this.#listen();
    try {
      this.me.value ??= await api.me();
      if (this.opening.value) {
        this.hung.begin();
        this.#loadMarks();
        await this.#manifestsOf(this.opening.value);
      } else await this.refresh();
    } catch (error) {
      this.#stumble(error);
    }
  }

  /** What the first image needed is not asked for again. */
  #began({ opening, manifest, view }: Start): void {
    if (!opening) return;
    this.#adopt(opening);
    const item = opening.series.find((one) => one.series === manifest?.series);
    if (!manifest || !view || !item) return;
    this.series.value = manifest.series;
    this.views.value = new Map([[manifest.series, view]]);
    this.manifests.value = new Map([[manifest.series, manifest]]);
  }

  #adopt(opening: Opening): void {
    batch(() => {
      this.problem.value = null;
      this.opening.value = opening;
      this.claim.adopt(opening.claim);
      this.settings.adopt(opening.settings);
      if (opening.report.versions.length === 0) this.draft.adopt(opening.report.draft);
      this.series.value ??= firstSeries(opening)?.series ?? null;
    });
  }

  /** Fetches the opening again, and the manifests of series that are new or still grow. */
  async refresh(): Promise<void> {
    try {
      const opening = await api.opening(this.study);
      this.#adopt(opening);
      this.hung.begin();
      this.#loadMarks();
      await this.#manifestsOf(opening);
    } catch (error) {
      this.#stumble(error);
    }
  }

  /** After a successful sign-in: everything that waited goes on, and nothing typed is lost. */
  async signedIn(me: Me): Promise<void> {
    if (this.me.value && this.me.value.id !== me.id) {
      location.reload();
      return;
    }
    this.me.value = me;
    this.signedOut.value = false;
    this.frames.resume();
    this.#keep();
    await this.draft.retry();
    // The answer to a save sent before the sign-in may have asked for the password once more.
    if (this.draft.state.value.kind !== "signedOut") this.signedOut.value = false;
    await this.refresh();
  }

  choose(tool: AnyTool): void {
    if (isPlain(tool)) this.tool.value = tool;
    this.special.value = isPlain(tool) ? null : tool;
    this.drawing.cancel();
    if (tool === "crosshairs" && this.planes.layout.value === "1x1") this.planes.show("2x2");
  }

  rename(id: string, label: string): void {
    const measurement = this.measurements.items.peek().get(id);
    const words = label.trim();
    if (measurement && measurement.label !== words) this.measurements.rename(id, words);
  }

  change(step: (view: CellView, manifest: Manifest) => CellView): void {
    const manifest = this.manifest.value;
    const view = this.view.value;
    if (!manifest || !view) return;
    const next = step(view, manifest);
    if (next === view) return;
    this.views.value = new Map(this.views.value).set(manifest.series, next);
    if (next.index !== view.index) this.frames.stand(manifest.series, next.index, next.direction);
  }

  goTo(index: number): void {
    this.change((view, manifest) => goTo(view, manifest, index));
  }

  scroll(by: number): void {
    this.change((view, manifest) => goTo(view, manifest, view.index + by));
  }

  open(series: string): void {
    const item = this.opening.value?.series.find((one) => one.series === series);
    if (!item?.viewable) return;
    if (series !== this.series.value) this.#leave();
    this.series.value = series;
    // Also before its manifest is here: what is left must not hold up the line.
    const view = this.view.value;
    this.frames.stand(series, view?.index ?? 0, view?.direction ?? 1);
  }

  /** What belongs to the series on screen ends with it. */
  #leave(): void {
    this.cine.stop();
    this.drawing.cancel();
    this.measurements.select(null);
    this.planes.layout.value = "1x1";
  }

  /** To the frame of a measurement or key image; false when the study no longer shows it. */
  jump(series: string, instance: string, frame: number): boolean {
    const manifest = this.manifests.value.get(series);
    const index = manifest ? indexOf(manifest, instance, frame) : -1;
    if (index < 0) return false;
    this.open(series);
    this.goTo(index);
    return true;
  }

  step(by: number): void {
    const viewable = this.opening.value?.series.filter((item) => item.viewable) ?? [];
    const here = viewable.findIndex((item) => item.series === this.series.value);
    const next = viewable[Math.max(0, Math.min(viewable.length - 1, here + by))];
    if (next) this.open(next.series);
  }

  /** Takes the study; what a lost claim kept from being saved is saved now. */
  async take(): Promise<void> {
    await this.claim.take();
    this.#keep();
    if (this.canWrite.value) await this.draft.flush();
  }

  /** Gives the study back; what was typed is saved first. */
  async release(): Promise<void> {
    await this.draft.flush();
    await this.claim.release();
  }

  async sign(): Promise<void> {
    if (!(await this.draft.flush())) throw new ApiError(0, "notSaved");
    const report = await api.sign(this.study, this.draft.version, this.#device);
    const opening = this.opening.value;
    batch(() => {
      this.draft.clear();
      this.claim.ended();
      if (opening) this.opening.value = { ...opening, report, claim: null };
    });
    void this.refresh();
  }

  async addendum(text: string): Promise<void> {
    const report = await api.addendum(this.study, text, this.#device);
    const opening = this.opening.value;
    if (opening) this.opening.value = { ...opening, report };
  }

  dispose(): void {
    for (const end of this.#ends) end();
    if (this.#refreshing) clearTimeout(this.#refreshing);
    this.cine.stop();
    this.frames.dispose();
    this.measurements.dispose();
    this.keyImages.dispose();
    this.hung.dispose();
    this.nextCase.dispose();
    this.settings.dispose();
    this.claim.dispose();
    this.draft.dispose();
  }

  #defaultWindow(manifest: Manifest, index: number, frame: Frame | null): Window | null {
    const own = ownWindow(manifest, index);
    if (own) return own;
    const known = this.#defaults.get(manifest.series);
    if (known) return known;
    const isRanged = needsRange(manifest, index);
    if (isRanged && !frame) return null;
    const window = defaultWindow(manifest, index, isRanged && frame ? rangeOf(frame.pixels) : null);
    // The range of a preview is a guess.
    if (!isRanged || (frame && isWhole(frame.quality))) this.#defaults.set(manifest.series, window);
    return window;
  }

  async #manifestsOf(opening: Opening): Promise<void> {
    const waiting = [...opening.series];
    while (waiting.length > 0) {
      // The one on screen first, also when the reader goes to another meanwhile.
      const shown = waiting.findIndex(({ series }) => series === this.series.value);
      const [item] = waiting.splice(Math.max(0, shown), 1);
      if (!item) return;
      const known = this.manifests.value.get(item.series);
      if (!item.viewable || (known?.complete && frameCount(known) >= item.frames)) continue;
      try {
        this.#take(adopt(await api.manifest(item.series)), item);
      } catch (error) {
        const code = error instanceof ApiError ? error.code : "unknown";
        this.manifestFaults.value = new Map(this.manifestFaults.value).set(item.series, code);
        if (error instanceof ApiError && error.status === 401) throw error;
      }
    }
  }

  #take(manifest: Manifest, item: SeriesItem): void {
    const before = this.manifests.value.get(manifest.series);
    const view = this.views.value.get(manifest.series);
    const next = before && view ? { ...view, index: followFrame(before, view.index, manifest) } : openingView(manifest);
    batch(() => {
      this.manifests.value = new Map(this.manifests.value).set(manifest.series, manifest);
      this.views.value = new Map(this.views.value).set(manifest.series, next);
    });
    this.frames.take(manifest, item.thumbnailFrame);
    if (this.series.value === manifest.series) this.frames.stand(manifest.series, next.index, next.direction);
  }

  #listen(): void {
    this.#ends.push(
      listen((event) => {
        if (event.kind === "study" && event.study === this.study) this.#refreshSoon();
        if (event.kind === "drawings" && event.study === this.study) {
          this.drawings.value++;
          void this.#loadKept();
        }
        if (event.kind === "line") this.#line(event.open && navigator.onLine);
      }),
    );
    const line = (): void => {
      this.#line(navigator.onLine);
    };
    addEventListener("online", line);
    addEventListener("offline", line);
    this.#ends.push(() => {
      removeEventListener("online", line);
      removeEventListener("offline", line);
    });
    this.#ends.push(
      effect(() => {
        this.coverage.drawn(this.drawn.value);
        for (const cell of this.hung.cells.value) if (!cell.source.value?.prior) this.coverage.drawn(cell.drawn.value);
      }),
      effect(() => {
        if (this.draft.state.value.kind === "signedOut") this.signedOut.value = true;
      }),
    );
  }

  /** A growing study tells often; one look a second is enough. */
  #refreshSoon(): void {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = null;
      void this.refresh();
    }, 800);
  }

  #line(open: boolean): void {
    if (open === this.online.value) return;
    this.online.value = open;
    if (!open) {
      this.frames.pause();
      return;
    }
    this.frames.resume();
    this.#keep();
    void this.draft.retry();
    this.#refreshSoon();
  }

  #loadMarks(): void {
    void this.#loadKept();
    this.foreign.load().catch((error: unknown) => {
      this.#stumble(error);
    });
  }

  /** Images do not wait for drawings. */
  async #loadKept(): Promise<void> {
    try {
      await Promise.all([this.measurements.load(), this.keyImages.load()]);
    } catch (error) {
      this.#stumble(error);
    }
  }

  #keep(): void {
    this.measurements.keep();
    this.keyImages.keep();
  }

  #stumble(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) this.signedOut.value = true;
    else if (!this.opening.value) this.problem.value = error.code;
  }
}
