import { computed, effect, signal } from "@preact/signals";
import { ApiError, request, type Instant } from "../../api";
import { frameCount } from "../core/manifest";
import { Labels, type Mask, type Segment } from "../core/masks";
import { gridOf } from "../core/planes";
import type { ReadingRoom } from "../room/room";
import { MaskEditor } from "./editor";

/** A segmentation as the server lists it. */
export interface MaskItem {
  instance: string;
  label: string | null;
  description: string | null;
  maker: string | null;
  series: string | null;
  segments: number;
  refusal: { reason: string; what: string } | null;
  /** The version that took its place; null for the newest. */
  replacedBy: string | null;
  /** Of a version that was made here; null for those of other makers. */
  author: string | null;
  savedAt: Instant | null;
}

/** How masks are drawn; the same for all. */
export interface MaskStyle {
  hidden: boolean;
  fill: boolean;
  outline: boolean;
  /** Of the fill, 0 to 1. */
  opacity: number;
}

export const segmentKey = (mask: Mask, segment: Segment): string => `${mask.instance}/${String(segment.value)}`;

/** The segmentations of the study on screen: what there is, what is loaded, what is shown. */
export class MaskDesk {
  readonly items = signal<readonly MaskItem[]>([]);
  readonly loaded = signal<ReadonlyMap<string, Labels>>(new Map());
  readonly faults = signal<ReadonlyMap<string, string>>(new Map());
  readonly style = signal<MaskStyle>({ hidden: false, fill: true, outline: true, opacity: 0.3 });
  readonly off = signal<ReadonlySet<string>>(new Set());
  readonly colours = signal<ReadonlyMap<string, string>>(new Map());
  /** By instance: the segment that per cents are of. */
  readonly denominators = signal<ReadonlyMap<string, number>>(new Map());
  readonly selected = signal<string | null>(null);
  /** What is being edited; one at a time. */
  readonly editor = signal<MaskEditor | null>(null);
  /** Older versions that somebody asked to see. */
  readonly #wanted = signal<ReadonlySet<string>>(new Set());
  /** Those of the series on screen, as it is now: an index belongs to one version of a series. */
  readonly current = computed<readonly Labels[]>(() => {
    const manifest = this.room.manifest.value;
    if (!manifest) return [];
    const editor = this.editor.value;
    void editor?.revision.value;
    const order = this.items.value.map(({ instance }) => instance);
    const place = ({ mask }: Labels): number => order.indexOf(mask.instance);
    const known = [...this.loaded.value.values()].filter(({ mask }) => !this.#isOld(mask.instance)).sort((a, b) => place(a) - place(b));
    const all = editor ? [...known.filter(({ mask }) => mask !== editor.mask), editor.edit.labels] : known;
    return all.filter(({ mask }) => mask.series === manifest.series && mask.slices === frameCount(manifest));
  });
  readonly mayEdit = computed(() => this.room.mayKeep.value && !this.room.isPhone);
  readonly #end: () => void;
  readonly #endRefreshing: () => void;
  readonly #asked = new Set<string>();

  constructor(readonly room: ReadingRoom) {
    this.#end = effect(() => {
      const manifest = this.room.manifest.value;
      if (!manifest) return;
      for (const item of this.items.value)
        if (item.series === manifest.series && item.refusal === null && !this.#isOld(item.instance))
          void this.#load(item.instance, String(manifest.version));
    });
    this.#endRefreshing = effect(() => {
      void this.room.drawings.value;
      void this.refresh();
    });
  }

  async refresh(): Promise<void> {
    try {
      this.items.value = (await request<{ items: MaskItem[] }>(`/api/studies/${this.room.study}/segmentations`)).items;
    } catch {
      // The next change of the study asks again.
    }
  }

  dispose(): void {
    this.#end();
    this.#endRefreshing();
    this.editor.peek()?.dispose();
  }

  /** Shows an older version beside the newest, or no more. */
  see(instance: string, on: boolean): void {
    const wanted = new Set(this.#wanted.value);
    if (on) wanted.add(instance);
    else wanted.delete(instance);
    this.#wanted.value = wanted;
  }

  isSeen(instance: string): boolean {
    return this.#wanted.value.has(instance);
  }

  #isOld(instance: string): boolean {
    return this.items.value.some((item) => item.instance === instance && item.replacedBy !== null) && !this.#wanted.value.has(instance);
  }

  /** A mask of the series on screen, or a new one. */
  beginEditing(mask: Mask | null, name: string): void {
    const manifest = this.room.manifest.peek();
    if (!manifest || this.editor.peek()) return;
    const grid = gridOf(manifest);
    const { series, columns, rows } = manifest;
    const version = Number(manifest.version);
    const empty = {
      instance: "",
      label: null,
      maker: null,
      layers: 1,
      segments: [],
      runs: [],
      volumeReason: typeof grid === "string" ? grid : null,
    };
    this.editor.value = new MaskEditor(
      this.room,
      mask ?? { ...empty, series, version, columns, rows, slices: frameCount(manifest) },
      manifest,
      name,
    );
  }

  /** Ends editing; what was not saved is given back, so that it can be taken up again. */
  endEditing(): MaskEditor | null {
    const editor = this.editor.peek();
    editor?.dispose();
    this.editor.value = null;
    return editor;
  }

  resumeEditing(editor: MaskEditor): void {
    if (this.editor.peek() === null) this.editor.value = editor;
  }

  /** True when a new version is kept: it takes the place of what was edited. */
  async save(isOwn = false): Promise<boolean> {
    const kept = await this.editor.peek()?.save(isOwn);
    if (typeof kept !== "string") return false;
    await this.refresh();
    await this.#load(kept, "kept");
    this.endEditing();
    return true;
  }

  set(change: Partial<MaskStyle>): void {
    this.style.value = { ...this.style.value, ...change };
  }

  isOn(mask: Mask, segment: Segment): boolean {
    return !this.off.value.has(segmentKey(mask, segment));
  }

  turn(mask: Mask, segment: Segment, on: boolean): void {
    const off = new Set(this.off.value);
    if (on) off.delete(segmentKey(mask, segment));
    else off.add(segmentKey(mask, segment));
    this.off.value = off;
  }

  paint(mask: Mask, segment: Segment, colour: string): void {
    this.colours.value = new Map(this.colours.value).set(segmentKey(mask, segment), colour);
  }

  measureAgainst(mask: Mask, value: number): void {
    this.denominators.value = new Map(this.denominators.value).set(mask.instance, value);
  }

  /** All views go to the largest slice. */
  jump(mask: Mask, segment: Segment): void {
    if (!segment.largest) return;
    const { slice, column, row } = segment.largest;
    this.selected.value = segmentKey(mask, segment);
    this.room.open(mask.series);
    this.room.goTo(slice);
    this.room.planes.crossAt(this.room, { x: column + 0.5, y: row + 0.5 });
  }

  /** To the next or previous segment that is not empty. */
  step(by: number): void {
    const all = this.current.value.flatMap(({ mask }) =>
      mask.segments.filter(({ largest }) => largest).map((segment) => ({ mask, segment })),
    );
    const here = all.findIndex(({ mask, segment }) => segmentKey(mask, segment) === this.selected.value);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : (here + by + all.length) % all.length];
    if (next) this.jump(next.mask, next.segment);
  }

  async #load(instance: string, version: string): Promise<void> {
    const key = `${instance}/${version}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    try {
      const mask = await request<Mask>(`/api/studies/${this.room.study}/segmentations/${instance}`);
      this.loaded.value = new Map(this.loaded.value).set(instance, new Labels(mask));
    } catch (error) {
      const reason =
        error instanceof ApiError ? (typeof error.problem["reason"] === "string" ? error.problem["reason"] : error.code) : "damaged";
      if (reason === "offline") this.#asked.delete(key);
      this.faults.value = new Map(this.faults.value).set(instance, reason);
    }
  }
}
